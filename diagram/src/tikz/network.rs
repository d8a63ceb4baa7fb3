//! The network in `TikZ`.

use shutter_core::cluster::Payload;

use super::Form;
use super::writer::{Writer, number, point, snapshot};
use crate::explain::grouped;
use crate::geometry::Point;
use crate::network::{Anchor, Grows, Lane, MessageMark, NetworkPicture, NodeMark, NodeRecord};
use crate::space_time::Hue;

const COLOURS: [&str; 10] =
    ["paper", "ink", "muted", "error", "lane", "lane-busy", "node", "money", "money-line", "money-ink"];

const OPTIONS: &str = "
font=\\sffamily\\footnotesize, line width=0.6pt, >={Stealth[length=5pt, width=4pt]},
process/.style={circle, draw=$ink, fill=$node, text=$ink, inner sep=0pt, align=center, outer sep=1pt},
recorded/.style={draw, line width=1.4pt},
refused/.style={draw=$error, line width=1.4pt},
happened/.style={line width=1.8pt},
lane/.style={draw=$lane, ->},
busy lane/.style={draw=$lane-busy, line width=0.8pt, ->},
band/.style={draw, opacity=0.2, shorten >=3pt},
recorded so far/.style={pos=0.12, auto=right, inner sep=2pt, font=\\sffamily\\scriptsize\\bfseries},
message/.style={solid, inner sep=0pt, font=\\sffamily\\scriptsize\\bfseries},
coin/.style={message, rounded rectangle, draw=$money-line, fill=$money, text=$money-ink, inner xsep=3pt, minimum height=11pt},
marker/.style={message, diamond, fill=., draw=$paper, text=$paper, minimum size=13pt},
more/.style={message, fill=$paper, text=$muted, inner sep=1pt},
beside/.style={inner sep=0pt},
note/.style={text=$muted},
ended/.style={opacity=0.55},
";

/// Centimetres for each pixel.
const UNIT: f64 = 0.018;
/// Points of a font for each of its pixels.
const POINTS: f64 = 0.51;
/// Nodes at least so large have words on them.
const READABLE: f64 = 15.0;
/// Nodes at least so large have their records beside them.
const ROOMY: f64 = 26.0;
/// How far a lane is bent from the straight way, in degrees, so that both directions of a channel are seen.
const BEND: &str = "bend right=10";
/// Nodes that are drawn at most.
const MOST_NODES: usize = 1_000;

/// The network at a moment as text for LaTeX. Everything else stands where the nodes are: to move one, change its coordinates. The title can
/// hold anything.
pub fn network(picture: &NetworkPicture, title: &str, form: Form) -> String {
    let options = format!("x={UNIT}cm, y=-{UNIT}cm, % a pixel of the page\n{}", OPTIONS.trim());
    let mut tikz = Writer::begin(form, title, &COLOURS, &options);
    if picture.ended {
        tikz.line("\\begin{scope}[ended]");
    }
    let nodes = &picture.nodes[..picture.nodes.len().min(MOST_NODES)];
    if nodes.is_empty() {
        tikz.line("\\node[note] {There is no node yet.};");
    } else {
        tikz.comment("Nodes: what each has, and what snapshots recorded of it.");
    }
    for mark in nodes {
        tikz.comment(&mark.words);
        tikz.line(&node(mark, picture.radius));
        labels(&mut tikz, mark, picture.radius);
    }
    let is_drawn = |lane: &&Lane| {
        let is = |id| nodes.binary_search_by_key(&id, |node| node.id).is_ok();
        is(lane.channel.from) && is(lane.channel.to)
    };
    for mark in picture.lanes.iter().filter(is_drawn) {
        tikz.comment(&mark.words);
        lane(&mut tikz, mark);
    }
    if picture.ended {
        tikz.line("\\end{scope}");
    }
    let ended = "KillAll has ended this bank. What it came to stays on show.".to_owned();
    let left_out = picture.nodes.len() - nodes.len();
    let left_out = (left_out > 0).then(|| format!("{} more nodes are not drawn.", grouped(left_out as u64)));
    let notes = [picture.ended.then_some(ended), left_out, picture.note.clone()];
    for (note, y) in notes.into_iter().flatten().zip([16.0, 40.0, 64.0]) {
        let at = Point::new(picture.size.width / 2.0, picture.size.height - y);
        tikz.line(&format!("\\node[note] at {} {{{note}}};", point(at)));
    }
    tikz.finish()
}

fn node(mark: &NodeMark, radius: f64) -> String {
    let mut style = format!("process, minimum size={}cm", number(radius * 2.0 * UNIT));
    if let Some(record) = mark.snapshots.iter().rev().find(|record| record.balance.is_some()) {
        // Only the edge has the colour.
        let hue = snapshot(Hue::of(record.snapshot));
        style = format!("{hue}, {style}, recorded, draw=.");
    }
    style += if mark.active { ", happened" } else { "" };
    style += if mark.refused.is_some() { ", refused" } else { "" };
    let text = if radius >= READABLE { inscription(mark, radius) } else { String::new() };
    format!("\\node[{style}] (n{}) at {} {{{text}}};", mark.id, point(mark.at))
}

/// Id and balance on a node; the larger, the more.
fn inscription(mark: &NodeMark, radius: f64) -> String {
    let balance = grouped(mark.balance.get());
    #[allow(clippy::cast_precision_loss)] // a handful of digits
    let fits = radius * 1.5 / (balance.len() as f64 * 0.62);
    let id = mark.id.to_string();
    let name = if radius >= ROOMY && id.len() < 5 { format!("node {id}") } else { id };
    let (small, large) = ((radius * 0.32).clamp(9.0, 12.0), (radius * 0.58).min(fits).max(8.0));
    format!("{} {name}\\\\{}\\bfseries {balance}", font(small), font(large))
}

/// The command for a font about so large, in a size that every font of LaTeX has.
fn font(pixels: f64) -> String {
    const SIZES: [u8; 7] = [5, 6, 7, 8, 9, 10, 12];
    let size = SIZES.into_iter().rev().find(|&size| f64::from(size) <= pixels * POINTS + 0.2).unwrap_or(SIZES[0]);
    format!("\\fontsize{{{size}}}{{{}}}\\selectfont", number(f64::from(size) * 1.25))
}

/// What stands beside a node: its records, what it waits for, what was refused.
fn labels(tikz: &mut Writer, mark: &NodeMark, radius: f64) {
    let mut lines = Vec::new();
    if let Some(amount) = mark.refused {
        lines.push(format!("\\textbf{{$\\times$ cannot send {}}}", grouped(amount.get())));
    }
    let several = mark.snapshots.len() > 1;
    for record in mark.snapshots.iter().filter(|_| radius >= ROOMY) {
        record_lines(record, several, &mut lines);
    }
    if !mark.waits.is_empty() {
        lines.push(format!("\\textbf{{{}}}", mark.waits));
    }
    if lines.is_empty() {
        return;
    }
    let (align, side) = match mark.label.anchor {
        Anchor::Start => ("left", "west"),
        Anchor::Middle => ("center", ""),
        Anchor::End => ("right", "east"),
    };
    let edge = match mark.label.grows {
        Grows::Up => "south",
        Grows::Down => "north",
        Grows::BothWays => "",
    };
    let anchor = [edge, side].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let anchor = if anchor.is_empty() { "center".to_owned() } else { anchor };
    let shift = Point::new(mark.label.at.x - mark.at.x, mark.label.at.y - mark.at.y);
    tikz.line(&format!(
        "\\node[beside, anchor={anchor}, align={align}] at ([shift={{{}}}]n{}.center) {{{}}};",
        point(shift),
        mark.id,
        lines.join("\\\\")
    ));
}

fn record_lines(record: &NodeRecord, several: bool, lines: &mut Vec<String>) {
    let prefix = if several { format!("{}: ", record.snapshot) } else { String::new() };
    let Some(balance) = record.balance else {
        return lines.push(format!("{prefix}not recorded yet"));
    };
    let colour = super::writer::colour(&format!("snapshot-{}", Hue::of(record.snapshot).number()));
    lines.push(format!("\\textcolor{{{colour}}}{{\\textbf{{{prefix}recorded {}}}}}", grouped(balance.get())));
    if record.open > 0 {
        let channels = if record.open == 1 { "channel" } else { "channels" };
        lines.push(format!("recording {} {channels}", grouped(record.open)));
    }
}

fn lane(tikz: &mut Writer, lane: &Lane) {
    let (from, to) = (format!("(n{})", lane.channel.from), format!("(n{})", lane.channel.to));
    for (index, record) in (0_u8..).zip(&lane.recording) {
        let width = number(5.5 + 3.5 * f64::from(index));
        let hue = snapshot(Hue::of(record.snapshot));
        tikz.line(&format!("\\draw[band, {hue}, line width={width}pt] {from} to[{BEND}] {to};"));
    }
    let mut on_it = String::new();
    if let Some((of, text, _)) = lane.recorded_so_far() {
        on_it += &format!(" node[recorded so far, {}] {{{text}}}", snapshot(Hue::of(of)));
    }
    for mark in &lane.messages {
        on_it += &message(lane, mark);
    }
    if lane.more > 0 {
        on_it += &format!(" node[more, pos={}] {{+{}}}", place(lane, lane.more_at), grouped(lane.more as u64));
    }
    let style = if lane.messages.is_empty() { "lane" } else { "busy lane" };
    tikz.line(&format!("\\draw[{style}] {from} to[{BEND}]{on_it} {to};"));
}

fn message(lane: &Lane, mark: &MessageMark) -> String {
    let place = place(lane, mark.at);
    match mark.payload {
        Payload::Transfer(amount) => format!(" node[coin, pos={place}] {{{}}}", grouped(amount.get())),
        Payload::Marker(number) => {
            format!(" node[{}, marker, pos={place}] {{{number}}}", snapshot(Hue::of(number)))
        }
    }
}

/// How far along a lane something stands: 0 is at the sender, 1 at the receiver.
fn place(lane: &Lane, at: Point) -> String {
    number(lane.start.distance(at) / lane.start.distance(lane.end).max(1.0))
}
