//! The space-time diagram in `TikZ`.

use shutter_core::EventIndex;

use super::Form;
use super::writer::{Writer, number, point, snapshot};
use crate::explain::grouped;
use crate::geometry::{Point, float};
use crate::space_time::{Flight, Hue, Kind, MOST_EVENTS, Outline, SpaceTime, Spot};
use crate::svg::{DrawnCut, Shown};

const COLOURS: [&str; 8] = ["paper", "ink", "muted", "strong-line", "money-line", "money-text", "error", "lane-busy"];

const OPTIONS: &str = "
font=\\sffamily\\footnotesize, line width=0.8pt, >={Stealth[length=4.5pt, width=3.5pt]},
row name/.style={left, text=$ink},
life/.style={draw=$strong-line, line width=0.6pt},
transfer/.style={draw=$money-line, ->, shorten >=2.2pt},
marker/.style={draw, ->, shorten >=2.2pt},
unreceived/.style={-{Stealth[open, length=4.5pt, width=3.5pt]}, shorten >=0pt, opacity=0.7},
recorded in channel/.style={draw, line width=5pt, opacity=0.2},
in flight/.style={draw=$strong-line, line width=3pt, opacity=0.6},
on line/.style={pos=0.4, fill=$paper, inner sep=0.8pt, font=\\sffamily\\scriptsize\\bfseries},
amount/.style={on line, text=$money-text},
number/.style={on line},
event/.style={inner sep=0pt, outer sep=0pt},
created/.style={event, fill=$ink, minimum width=1.2pt, minimum height=8pt},
ended/.style={created},
sent/.style={event, circle, fill=$ink, minimum size=3.2pt},
received/.style={event, circle, draw=$ink, fill=$paper, minimum size=4.4pt},
refused/.style={event, text=$error, font=\\bfseries},
waits/.style={event, draw=$ink, fill=$paper, minimum width=3pt, minimum height=6pt},
started/.style={event, regular polygon, regular polygon sides=3, shape border rotate=-90, fill, minimum size=6.5pt},
recorded/.style={event, diamond, fill, draw=$paper, line width=0.4pt, minimum size=8pt},
noted/.style={event, draw, fill=$paper, minimum size=3.6pt},
closed/.style={event, fill, minimum width=1.2pt, minimum height=6pt},
observer/.style={event, draw=$muted, fill=$paper, minimum size=4pt},
moment/.style={draw=$ink},
future/.style={fill=$paper, opacity=0.6},
cut/.style={draw, line width=1.6pt, opacity=0.8, line join=round},
note/.style={text=$muted},
";

/// How wide the events are together, in centimetres, unless they would stand too close or too far apart.
const WIDTH: f64 = 24.0;
/// Between two places.
const PLACES: (f64, f64) = (0.14, 0.6);
/// How high all rows are, unless the same holds for them.
const HEIGHT: f64 = 18.0;
const ROWS: (f64, f64) = (0.4, 1.0);
/// How far the line of a cut goes beyond its first and last row.
const BEYOND: f64 = 0.4;

/// The part of a run that a diagram shows, with the moment on show, what is in flight then, and cuts, as text for LaTeX. Coordinates are
/// places of the axis and rows from the first in view: the unit of either can be changed in one place. Of more than a thousand events it has the first. The
/// title can hold anything.
pub fn space_time(diagram: &SpaceTime<'_>, shown: Shown<'_>, title: &str, form: Form) -> String {
    let outline = diagram.outline();
    let units = units(&outline);
    let options = format!("x={}cm, y=-{}cm, % a place; a row\n{}", number(units.0), number(units.1), OPTIONS.trim());
    let mut tikz = Writer::begin(form, title, &COLOURS, &options);
    rows(&mut tikz, &outline);
    coordinates(&mut tikz, diagram, &outline);
    let is_past = shown.events < diagram.event_count();
    if is_past {
        in_flight(&mut tikz, &outline, shown.events);
    }
    messages(&mut tikz, diagram, &outline, units);
    marks(&mut tikz, &outline);
    if is_past {
        moment(&mut tikz, diagram, &outline, shown.events);
    }
    if !shown.cuts.is_empty() {
        cuts(&mut tikz, diagram, &outline, shown.cuts);
    }
    if outline.rows.is_empty() {
        tikz.line("\\node[note] {Nothing has happened yet.};");
    }
    if outline.is_cut_off {
        let note = format!("Only the first events are drawn, {} at most.", grouped(MOST_EVENTS as u64));
        let at = Point::new(outline.span.0, float(outline.rows.len()) + 0.2);
        tikz.comment(&note);
        tikz.line(&format!("\\node[note, right] at {} {{{note}}};", point(at)));
    }
    tikz.finish()
}

fn units(outline: &Outline) -> (f64, f64) {
    let places = (outline.span.1 - outline.span.0).max(1.0);
    let rows = float(outline.rows.len().max(1));
    ((WIDTH / places).clamp(PLACES.0, PLACES.1), (HEIGHT / rows).clamp(ROWS.0, ROWS.1))
}

fn rows(tikz: &mut Writer, outline: &Outline) {
    tikz.comment("Rows: who did it, and lines from the creation of a node to its end.");
    for (index, row) in outline.rows.iter().enumerate() {
        let at = Point::new(outline.span.0, float(index));
        tikz.line(&format!("\\node[row name] at {} {{{}}};", point(at), row.name));
    }
    for life in &outline.lives {
        let [from, to] = [life.from, life.to].map(|x| point(Point::new(x, float(life.row))));
        let end = if life.ends { " node[ended] {}" } else { "" };
        tikz.line(&format!("\\draw[life] {from} -- {to}{end};"));
    }
}

fn coordinates(tikz: &mut Writer, diagram: &SpaceTime<'_>, outline: &Outline) {
    tikz.comment("Events, by their number in the run: place from the first in view, row.");
    for spot in &outline.events {
        let name = name(spot.event);
        tikz.line(&format!("\\coordinate ({name}) at {}; % {}", point(spot.at), diagram.sentence(spot.event)));
    }
}

/// Events are counted from 1, as everywhere on the page.
fn name(event: EventIndex) -> String {
    format!("e{}", u64::from(event.get()) + 1)
}

fn ends(flight: &Flight) -> (String, String) {
    let from = flight.sent.map_or_else(|| point(flight.from), |event| format!("({})", name(event)));
    let to = flight.received.map_or_else(|| point(flight.to), |event| format!("({})", name(event)));
    (from, to)
}

fn in_flight(tikz: &mut Writer, outline: &Outline, events: usize) {
    let is_later = |event: EventIndex| event.get() as usize >= events;
    let is_now = |flight: &&Flight| {
        let (sent, end) = flight.under_way;
        !is_later(sent) && end.is_none_or(is_later)
    };
    let lines: Vec<_> = outline.flights.iter().filter(is_now).map(ends).collect();
    if !lines.is_empty() {
        tikz.comment("What is in flight at the moment on show.");
    }
    for (from, to) in lines {
        tikz.line(&format!("\\draw[in flight] {from} -- {to};"));
    }
}

fn messages(tikz: &mut Writer, diagram: &SpaceTime<'_>, outline: &Outline, units: (f64, f64)) {
    tikz.comment("Messages, with what they carry: an amount, or the snapshot that a marker belongs to.");
    let mut room = Room::of(outline, units);
    for flight in &outline.flights {
        let (from, to) = ends(flight);
        for hue in &flight.recorded {
            tikz.line(&format!("\\draw[recorded in channel, {}] {from} -- {to};", snapshot(*hue)));
        }
        let mut style = match flight.hue {
            Some(hue) => format!("marker, {}, dashed {}", snapshot(hue), hue.number()),
            None => "transfer".to_owned(),
        };
        if !flight.arrives {
            style += ", unreceived";
        }
        let text = grouped(diagram.number(flight.message));
        let label = if flight.hue.is_some() { "number" } else { "amount" };
        let label = if room.take(flight, &text) { format!(" node[{label}, solid] {{{text}}}") } else { String::new() };
        tikz.line(&format!("\\draw[{style}] {from} --{label} {to};"));
    }
}

/// Where words on arrows are, so that none covers another or an event. In centimetres.
struct Room {
    units: (f64, f64),
    taken: Vec<(Point, f64, f64)>,
}

impl Room {
    fn of(outline: &Outline, units: (f64, f64)) -> Self {
        let mut room = Self { units, taken: Vec::new() };
        room.taken = outline.events.iter().map(|spot| (room.scaled(spot.at), 0.1, 0.1)).collect();
        room
    }

    fn scaled(&self, at: Point) -> Point {
        Point::new(at.x * self.units.0, at.y * self.units.1)
    }

    fn take(&mut self, flight: &Flight, text: &str) -> bool {
        let (from, to) = (self.scaled(flight.from), self.scaled(flight.to));
        let (at, half, height) = (from.toward(to, 0.4), float(text.len()) * 0.09 + 0.03, 0.14);
        let is_free = |&(other, width, tall): &(Point, f64, f64)| {
            (other.x - at.x).abs() >= width + half || (other.y - at.y).abs() >= tall + height
        };
        let fits = from.distance(to) > 0.9 && self.taken.iter().all(is_free);
        if fits {
            self.taken.push((at, half, height));
        }
        fits
    }
}

fn marks(tikz: &mut Writer, outline: &Outline) {
    tikz.comment("What happens in each event.");
    for spot in &outline.events {
        let hue = spot.hue.map_or_else(String::new, |hue| format!(", {}", snapshot(hue)));
        tikz.line(&mark(spot, &hue));
    }
}

fn mark(spot: &Spot, hue: &str) -> String {
    let name = name(spot.event);
    match spot.kind {
        Kind::Refused => format!("\\node[refused] at ({name}) {{$\\times$}};"),
        // The colour of a message's snapshot is that of its ends.
        Kind::Sent if spot.hue.is_some() => format!("\\node[sent{hue}, fill=.] at ({name}) {{}};"),
        Kind::Received if spot.hue.is_some() => format!("\\node[received{hue}, draw=.] at ({name}) {{}};"),
        kind => format!("\\node[{}{hue}] at ({name}) {{}};", kind.class()),
    }
}

fn path(points: &[Point]) -> String {
    points.iter().map(|&at| point(at)).collect::<Vec<_>>().join(" -- ")
}

/// The points of a line with its ends beyond the first and the last row. LaTeX knows no places that are very far out of view.
fn extended(mut points: Vec<Point>, span: (f64, f64)) -> Vec<Point> {
    let far = 2.0 * (span.1 - span.0).max(1.0);
    for at in &mut points {
        at.x = at.x.clamp(span.0 - far, span.1 + far);
    }
    if let (Some(&first), Some(&last)) = (points.first(), points.last()) {
        points.insert(0, Point::new(first.x, first.y - BEYOND));
        points.push(Point::new(last.x, last.y + BEYOND));
    }
    points
}

/// What has not happened yet is dimmed, where it is all on one side.
fn moment(tikz: &mut Writer, diagram: &SpaceTime<'_>, outline: &Outline, events: usize) {
    tikz.comment(&format!("The moment on show, after {} events.", grouped(events as u64)));
    let bottom = float(outline.rows.len().max(1)) - 1.0 + BEYOND;
    let points = match diagram.place_of_moment(events) {
        Some(x) if x <= outline.span.1 => {
            let corner = Point::new(outline.span.1 + 0.2, bottom);
            let top = Point::new(x, -BEYOND);
            tikz.line(&format!("\\fill[future] {} rectangle {};", point(top), point(corner)));
            vec![top, Point::new(x, bottom)]
        }
        Some(_) => Vec::new(),
        None => extended(diagram.outlined_moment(events), outline.span),
    };
    if !points.is_empty() {
        tikz.line(&format!("\\draw[moment] {};", path(&points)));
    }
}

fn cuts(tikz: &mut Writer, diagram: &SpaceTime<'_>, outline: &Outline, cuts: &[DrawnCut]) {
    let bottom = float(outline.rows.len().max(1));
    let (first, last) = (Point::new(outline.span.0, -1.0), Point::new(outline.span.1 + 0.5, bottom));
    tikz.line("\\begin{scope}");
    tikz.line(&format!("\\clip {} rectangle {};", point(first), point(last)));
    for cut in cuts {
        draw_cut(tikz, diagram, outline, cut);
    }
    tikz.line("\\end{scope}");
}

/// A snapshot's cut has its number at both ends.
fn draw_cut(tikz: &mut Writer, diagram: &SpaceTime<'_>, outline: &Outline, cut: &DrawnCut) {
    let points = extended(diagram.outlined_cut(&cut.positions), outline.span);
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return };
    let Some(number) = cut.snapshot else {
        tikz.comment("A cut of one's own.");
        return tikz.line(&format!("\\draw[cut] {};", path(&points)));
    };
    let style = snapshot(Hue::of(number));
    tikz.comment(&format!("The cut of snapshot {number}: what was before each node recorded."));
    tikz.line(&format!("\\draw[cut, {style}] {};", path(&points)));
    for (at, side) in [(first, "above"), (last, "below")] {
        tikz.line(&format!("\\node[{side}, inner sep=1pt, {style}] at {} {{\\bfseries {number}}};", point(at)));
    }
}
