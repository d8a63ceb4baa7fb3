//! The style sheets of the pictures. Colours and sizes are those of the page: `web/styles/tokens.css` and its neighbours.

/// Which picture a style sheet is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    Network,
    SpaceTime,
}

/// In which colours a picture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light, and dark for those who prefer it.
    #[default]
    Auto,
    /// Light, for everybody.
    Light,
    /// Dark, for everybody.
    Dark,
}

/// The page's colours by their names there: light, then dark. What belongs to a snapshot takes its class's.
const COLOURS: [(&str, &str, &str); 18] = [
    ("paper", "#fcfbf8", "#15171a"),
    ("ink", "#1f2328", "#e9e7e2"),
    ("muted", "#59606a", "#a3a8b0"),
    ("strong-line", "#c9c4ba", "#454b54"),
    ("money", "#f4c95d", "#d9a93a"),
    ("money-line", "#a87908", "#f0d48a"),
    ("money-ink", "#2b2210", "#1f1804"),
    ("money-text", "#7d5800", "#f4c95d"),
    ("error", "#b3261e", "#ff8a80"),
    ("lane", "#c8c8c4", "#454b54"),
    ("lane-busy", "#59606a", "#a3a8b0"),
    ("node", "#ffffff", "#1c1f23"),
    ("snapshot-1", "#0072b2", "#5bb4e6"),
    ("snapshot-2", "#b34700", "#f08a4b"),
    ("snapshot-3", "#007a57", "#3fc79a"),
    ("snapshot-4", "#a34d82", "#dd9cc4"),
    ("snapshot-5", "#8a6a00", "#e3cf5a"),
    ("snapshot-6", "#3a6ea5", "#9db8f0"),
];

/// Rules in which a `$` stands before the name of a colour: for both pictures.
const SHARED: &str = "\
.paper{fill:$paper}
.s1{color:$snapshot-1}
.s2{color:$snapshot-2}
.s3{color:$snapshot-3}
.s4{color:$snapshot-4}
.s5{color:$snapshot-5}
.s6{color:$snapshot-6}
.note{fill:$muted}
";

const NETWORK: &str = "\
.line{stroke:$lane}
.tip{fill:$lane}
.busy .line{stroke:$lane-busy}
.busy .tip{fill:$lane-busy}
.rec{stroke:$paper}
.node circle{fill:$node;stroke:$ink}
.node.active circle{filter:drop-shadow(0 0 5px $ink)}
.node.refused circle{stroke:$error}
.node text{fill:$ink;stroke:$node}
.node .name{fill:$muted}
.label text{fill:$ink;stroke:$paper}
.label .minor{fill:$muted}
.label .refusal{fill:$error}
.coin rect{fill:$money;stroke:$money-line}
.coin text{fill:$money-ink}
.marker path{stroke:$paper}
.marker text{fill:$paper}
.more{fill:$muted;stroke:$paper}
";

const NETWORK_FORM: &str = "\
text{font-family:system-ui,sans-serif;font-variant-numeric:tabular-nums;dominant-baseline:central;paint-order:stroke}
.ended{opacity:.55}
.line{stroke-width:1.25}
.busy .line{stroke-width:1.5}
.band{stroke:currentColor;opacity:.2}
.rec{fill:currentColor;font-size:11px;font-weight:600;stroke-width:4px;text-anchor:middle}
.node circle{stroke-width:1.5}
.node.recorded circle{stroke:currentColor;stroke-width:3}
.node.refused circle{stroke-width:3}
.node text{stroke-width:2px;text-anchor:middle}
.node .balance{font-weight:700}
.label text{font-size:13px;stroke-width:3px;stroke-linejoin:round}
.label .record{fill:currentColor;font-weight:700}
.label .waits{font-weight:600}
.label .refusal{font-weight:700}
.message text,.more{font-size:13px;font-weight:700;text-anchor:middle}
.marker path{fill:currentColor;stroke-width:1.5}
.more{stroke-width:4px}
.note{font-size:13px;text-anchor:middle}
";

const SPACE_TIME: &str = "\
.name{fill:$ink}
.life{stroke:$strong-line}
.density{fill:$lane-busy}
.transfer,.unreceived,.open-head{stroke:$money-line}
.head{fill:$money-line}
.created,.waits,.ended{stroke:$ink}
.sent{fill:$ink}
.received{fill:$paper;stroke:$ink}
.refused{stroke:$error}
.recorded{stroke:$paper}
.noted{fill:$paper}
.observer{fill:$paper;stroke:$muted}
.in-flight{stroke:$strong-line}
.cut{stroke:$ink}
.amount{fill:$money-text;stroke:$paper}
.number{stroke:$paper}
.future{fill:$paper}
.moment{stroke:$ink}
";

const SPACE_TIME_FORM: &str = "\
text{font-family:system-ui,sans-serif;font-variant-numeric:tabular-nums;dominant-baseline:central;paint-order:stroke}
path{fill:none;stroke-width:1.5}
.name{font-size:13px;text-anchor:end}
.life{stroke-width:1.25}
.density{opacity:.6}
.in-channel{stroke:currentColor;stroke-width:9;opacity:.2}
.in-flight{stroke-width:5;opacity:.6}
.marker-line,.unreceived.hue,.open-head.hue{stroke:currentColor}
.unreceived{opacity:.7}
.head.hue,.sent.hue,.started,.recorded{fill:currentColor}
.received.hue,.noted,.closed,.cut.hue{stroke:currentColor}
.created,.ended,.waits,.closed,.refused{stroke-width:2}
.cut{stroke-width:3;stroke-linejoin:round;opacity:.8}
.recorded{stroke-width:1}
.amount,.number{font-size:12px;font-weight:700;stroke-width:3px;text-anchor:middle}
.number{fill:currentColor}
.future{opacity:.6}
.note{font-size:13px;text-anchor:middle}
";

/// A colour of the page by its name there, on light paper: `#rrggbb`. Empty when there is none of that name.
pub(crate) fn light(name: &str) -> &'static str {
    COLOURS.iter().find(|colour| colour.0 == name).map_or("", |colour| colour.1)
}

/// The style sheet of a picture.
pub(super) fn style(sheet: Sheet, theme: Theme) -> String {
    let (form, colours) = match sheet {
        Sheet::Network => (NETWORK_FORM, NETWORK),
        Sheet::SpaceTime => (SPACE_TIME_FORM, SPACE_TIME),
    };
    let mut out = String::from("\n");
    for rules in [SHARED, colours] {
        push_coloured(&mut out, rules, theme == Theme::Dark);
    }
    if theme == Theme::Auto {
        out.push_str("@media (prefers-color-scheme:dark){\n");
        for rules in [SHARED, colours] {
            push_coloured(&mut out, rules, true);
        }
        out.push_str("}\n");
    }
    // The form comes last, so that a colour of a snapshot wins over that of its kind.
    out + form
}

/// Writes rules with the colours in place of their names.
fn push_coloured(out: &mut String, rules: &str, dark: bool) {
    let mut parts = rules.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end =
            part.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let colour = COLOURS.iter().find(|colour| colour.0 == name);
        out.push_str(colour.map_or("", |&(_, light, dim)| if dark { dim } else { light }));
        out.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::{COLOURS, NETWORK, SHARED, SPACE_TIME, Sheet, Theme, style};

    #[test]
    fn colours_are_those_of_the_page() {
        let tokens = include_str!("../../../web/styles/tokens.css");
        let (light, dark) = tokens.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
        for (name, in_light, in_dark) in COLOURS {
            assert!(light.contains(&format!("--{name}: {in_light};")), "{name}");
            assert!(dark.contains(&format!("--{name}: {in_dark};")), "{name}");
        }
    }

    #[test]
    fn every_name_of_a_colour_is_known_and_used() {
        for sheet in [Sheet::Network, Sheet::SpaceTime] {
            let [auto, light, dark] = [Theme::Auto, Theme::Light, Theme::Dark].map(|theme| style(sheet, theme));
            assert!(!auto.contains('$') && !auto.contains(":;") && !auto.contains(":}"), "{auto}");
            assert!(auto.contains(COLOURS[0].1) && auto.contains(COLOURS[0].2));
            assert!(light.contains(COLOURS[0].1) && !light.contains(COLOURS[0].2) && !light.contains("@media"));
            assert!(dark.contains(COLOURS[0].2) && !dark.contains(COLOURS[0].1) && !dark.contains("@media"));
        }
        for (name, ..) in COLOURS {
            assert!([SHARED, NETWORK, SPACE_TIME].iter().any(|rules| rules.contains(&format!("${name}"))), "{name}");
        }
    }
}
