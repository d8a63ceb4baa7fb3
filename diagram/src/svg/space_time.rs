//! The space-time diagram as an SVG file.

use shutter_core::{NodeId, SnapshotId};

use super::style::{Sheet, Theme, style};
use super::writer::Writer;
use crate::geometry::Point;
use crate::space_time::{CutPoint, Hue, Kind, Label, Path, Picture, Scale, SpaceTime};

/// A cut that is drawn through the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnCut {
    /// The snapshot whose cut it is; `None` for a cut of one's own.
    pub snapshot: Option<SnapshotId>,
    /// Where each process is cut, ascending: see [`SpaceTime::cut_line`].
    pub positions: Vec<(NodeId, usize)>,
}

/// What is drawn on top of the run.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The moment on show, as the number of events that have happened.
    pub events: usize,
    /// Cuts.
    pub cuts: &'a [DrawnCut],
}

/// The part of a run that a diagram shows, with the moment on show, what is in flight then, and cuts. The title can hold anything.
pub fn space_time(diagram: &SpaceTime<'_>, shown: Shown<'_>, title: &str, theme: Theme) -> String {
    let picture = diagram.picture();
    let mut svg = Writer::begin(picture.size, title, &picture.words, &style(Sheet::SpaceTime, theme));
    names(&mut svg, &picture);
    let is_past = shown.events < diagram.event_count();
    // An element of its own, so that nothing is drawn over the names.
    let (left, width) = (picture.plot.left - 8.0, picture.plot.right - picture.plot.left + 16.0);
    let height = picture.size.height;
    svg.tag("svg").number("x", left).number("width", width).number("height", height);
    svg.attribute("viewBox", &view_box(left, width, height)).end();
    if is_past {
        path(&mut svg, "in-flight", &diagram.in_flight(shown.events), None);
    }
    picture.paths.iter().for_each(|drawn| draw(&mut svg, drawn));
    picture.labels.iter().for_each(|label| number(&mut svg, label));
    if is_past {
        moment(&mut svg, diagram, shown.events);
    }
    shown.cuts.iter().for_each(|cut| draw_cut(&mut svg, diagram, cut));
    svg.leave("svg");
    if let Some(note) = picture.note {
        let at = Point::new(picture.size.width / 2.0, height - 10.0);
        svg.tag_of("text", "note").at("x", "y", at).text("text", note);
    }
    svg.finish()
}

fn view_box(left: f64, width: f64, height: f64) -> String {
    let [left, width, height] = [left, width, height].map(crate::geometry::short);
    [left.as_str(), "0", &width, &height].join(" ")
}

fn names(svg: &mut Writer, picture: &Picture) {
    for row in &picture.rows {
        let at = Point::new(picture.plot.left - 14.0, picture.plot.y(row.row));
        svg.tag_of("text", "name").at("x", "y", at).text("text", &row.name);
    }
}

fn path(svg: &mut Writer, class: &str, d: &str, dash: Option<Hue>) {
    if d.is_empty() {
        return;
    }
    svg.tag_of("path", class).attribute("d", d);
    if let Some(hue) = dash {
        svg.attribute("stroke-dasharray", hue.dash());
    }
    svg.close();
}

fn draw(svg: &mut Writer, drawn: &Path) {
    let dashed = matches!(drawn.kind, Kind::Marker | Kind::Unreceived);
    path(svg, &class(drawn.kind.class(), drawn.hue), &drawn.d, drawn.hue.filter(|_| dashed));
}

fn class(name: &str, hue: Option<Hue>) -> String {
    match hue {
        Some(hue) => [name, " hue ", hue.class()].concat(),
        None => name.to_owned(),
    }
}

fn number(svg: &mut Writer, label: &Label) {
    let name = if label.hue.is_some() { "number" } else { "amount" };
    svg.tag_of("text", &class(name, label.hue)).at("x", "y", label.at).text("text", &label.text);
}

/// What has not happened yet is dimmed, where it is all on one side.
fn moment(svg: &mut Writer, diagram: &SpaceTime<'_>, events: usize) {
    if diagram.scale() == Scale::Order {
        let x = diagram.x_of_moment(events);
        let width = (diagram.plot().right + 10.0 - x).max(0.0);
        svg.tag_of("rect", "future").number("x", x).number("width", width).attribute("height", "100%").close();
    }
    path(svg, "moment", &diagram.moment_path(events), None);
}

/// A snapshot's cut has its number at both ends.
fn draw_cut(svg: &mut Writer, diagram: &SpaceTime<'_>, cut: &DrawnCut) {
    let points = diagram.cut_line(&cut.positions);
    let hue = cut.snapshot.map(Hue::of);
    path(svg, &class("cut", hue), &diagram.cut_path(&points), None);
    let (Some(snapshot), Some(first), Some(last)) = (cut.snapshot, points.first(), points.last()) else { return };
    let beyond = diagram.plot().row_height * CutPoint::BEYOND + 7.0;
    for (point, y) in [(first, first.at.y - beyond), (last, last.at.y + beyond)] {
        let at = Point::new(point.at.x, y);
        svg.tag_of("text", &class("number", hue)).at("x", "y", at).text("text", &snapshot.to_string());
    }
}
