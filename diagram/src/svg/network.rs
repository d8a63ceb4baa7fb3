//! The network as an SVG file.

use shutter_core::cluster::Payload;

use super::style::{Sheet, Theme, style};
use super::writer::Writer;
use crate::explain::grouped;
use crate::geometry::{Point, float, push_point, short};
use crate::network::{Anchor, Label, Lane, MessageMark, NetworkPicture, NodeMark, NodeRecord, coin_width};
use crate::space_time::Hue;

/// Nodes at least so large have words on them.
const READABLE: f64 = 15.0;
/// Nodes at least so large have their records beside them.
const ROOMY: f64 = 26.0;
/// Nodes and channels that the description names before it only counts them.
const NAMED: usize = 60;

/// The network at a moment, as the page shows it once everything has come to rest. The title can hold anything.
pub fn network(picture: &NetworkPicture, title: &str, theme: Theme) -> String {
    let mut svg = Writer::begin(picture.size, title, &description(picture), &style(Sheet::Network, theme));
    svg.group(if picture.ended { "network ended" } else { "network" });
    for mark in &picture.lanes {
        lane(&mut svg, mark);
    }
    for mark in &picture.nodes {
        node(&mut svg, mark, picture.radius);
    }
    for mark in &picture.nodes {
        labels(&mut svg, mark, picture.radius, picture.size.width);
    }
    for mark in &picture.lanes {
        mark.messages.iter().for_each(|mark| message(&mut svg, mark));
        if mark.more > 0 {
            svg.tag_of("text", "more").at("x", "y", mark.more_at).text("text", &plus(mark.more));
        }
    }
    svg.leave("g");
    let ended = "KillAll has ended this bank. What it came to stays on show.";
    if let Some(note) = if picture.ended { Some(ended) } else { picture.note.as_deref() } {
        let at = Point::new(picture.size.width / 2.0, picture.size.height - 16.0);
        svg.tag_of("text", "note").at("x", "y", at).text("text", note);
    }
    svg.finish()
}

/// The same in words: nodes, and the channels that hold or record something.
fn description(picture: &NetworkPicture) -> String {
    let busy = |lane: &&Lane| !lane.messages.is_empty() || !lane.recording.is_empty();
    let nodes: Vec<&str> = picture.nodes.iter().map(|node| node.words.as_str()).collect();
    let lanes: Vec<&str> = picture.lanes.iter().filter(busy).map(|lane| lane.words.as_str()).collect();
    let mut words = String::new();
    for list in [nodes, lanes] {
        for line in list.iter().take(NAMED) {
            words = words + line + ".\n";
        }
        if list.len() > NAMED {
            words += &format!("And {} more.\n", grouped((list.len() - NAMED) as u64));
        }
    }
    if words.is_empty() { "There is no node yet.".to_owned() } else { words }
}

fn plus(count: usize) -> String {
    format!("+{}", grouped(count as u64))
}

fn lane(svg: &mut Writer, lane: &Lane) {
    let Lane { start, end, .. } = *lane;
    let neck = end.ahead(start, 9.0, 0.0);
    svg.group(if lane.messages.is_empty() { "lane" } else { "lane busy" });
    svg.leaf("title", &lane.words);
    for (index, record) in lane.recording.iter().enumerate() {
        let class = ["band ", Hue::of(record.snapshot).class()].concat();
        svg.tag_of("line", &class).number("stroke-width", 11.0 + 7.0 * float(index));
        svg.at("x1", "y1", start).at("x2", "y2", neck).close();
    }
    svg.tag_of("line", "line").at("x1", "y1", start).at("x2", "y2", neck).close();
    let mut tip = String::from("M");
    push_point(&mut tip, end.x, end.y);
    for side in [-4.5, 4.5] {
        let corner = end.ahead(start, 10.0, side);
        tip.push('L');
        push_point(&mut tip, corner.x, corner.y);
    }
    tip.push('Z');
    svg.tag_of("path", "tip").attribute("d", &tip).close();
    recorded_so_far(svg, lane);
    svg.leave("g");
}

fn recorded_so_far(svg: &mut Writer, lane: &Lane) {
    let Some((snapshot, text, at)) = lane.recorded_so_far() else { return };
    svg.tag_of("text", &["rec ", Hue::of(snapshot).class()].concat()).at("x", "y", at).text("text", &text);
}

fn node(svg: &mut Writer, mark: &NodeMark, radius: f64) {
    let mut class = String::from("node");
    if let Some(record) = mark.snapshots.iter().rev().find(|record| record.balance.is_some()) {
        class = class + " recorded " + Hue::of(record.snapshot).class();
    }
    class += if mark.active { " active" } else { "" };
    class += if mark.refused.is_some() { " refused" } else { "" };
    svg.group(&class);
    svg.leaf("title", &mark.words);
    svg.tag("circle").at("cx", "cy", mark.at).number("r", radius).close();
    if radius >= READABLE {
        inscription(svg, mark, radius);
    }
    svg.leave("g");
}

/// Id and balance on a node; the larger, the more.
fn inscription(svg: &mut Writer, mark: &NodeMark, radius: f64) {
    let Point { x, y } = mark.at;
    let balance = grouped(mark.balance.get());
    let fits = radius * 1.5 / (float(balance.len()) * 0.62);
    let id = mark.id.to_string();
    let name = if radius >= ROOMY && id.len() < 5 { ["node ", &id].concat() } else { id };
    let lines = [
        ("name", name, y - radius * 0.4, (radius * 0.32).clamp(9.0, 12.0)),
        ("balance", balance, y + radius * 0.18, (radius * 0.58).min(fits).max(8.0)),
    ];
    for (class, text, y, size) in lines {
        svg.tag_of("text", class).at("x", "y", Point::new(x, y)).number("font-size", size).text("text", &text);
    }
}

/// What stands beside a node: its records, what it waits for, what was refused.
fn labels(svg: &mut Writer, mark: &NodeMark, radius: f64, width: f64) {
    let mut lines: Vec<(String, String)> = Vec::new();
    if let Some(amount) = mark.refused {
        lines.push(("refusal".to_owned(), ["✕ cannot send ", &grouped(amount.get())].concat()));
    }
    let several = mark.snapshots.len() > 1;
    // Where nodes are small, they stand too close for more than what is out of the ordinary.
    for record in mark.snapshots.iter().filter(|_| radius >= ROOMY) {
        record_lines(record, several, &mut lines);
    }
    if !mark.waits.is_empty() {
        lines.push(("waits".to_owned(), mark.waits.clone()));
    }
    if lines.is_empty() {
        return;
    }
    let anchor = match mark.label.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    svg.tag_of("g", "label").attribute("text-anchor", anchor).end();
    let fitted: Vec<_> = lines
        .iter()
        .flat_map(|(class, text)| {
            let (parts, size) = mark.label.fit(text, class != "minor", width);
            parts.into_iter().map(move |part| (class, part, size))
        })
        .collect();
    for (index, (class, text, size)) in fitted.iter().enumerate() {
        let tag = svg.tag_of("text", class).at("x", "y", mark.label.line(index, fitted.len()));
        if *size < Label::TYPE {
            // The style sheet has a size for all of them, which an attribute of that name would not change.
            tag.attribute("style", &["font-size:", &short(*size), "px"].concat());
        }
        tag.text("text", text);
    }
    svg.leave("g");
}

fn record_lines(record: &NodeRecord, several: bool, lines: &mut Vec<(String, String)>) {
    let prefix = if several { format!("{}: ", record.snapshot) } else { String::new() };
    let Some(balance) = record.balance else {
        return lines.push(("minor".to_owned(), prefix + "not recorded yet"));
    };
    let class = ["record ", Hue::of(record.snapshot).class()].concat();
    lines.push((class, prefix + "recorded " + &grouped(balance.get())));
    if record.open > 0 {
        let channels = if record.open == 1 { " channel" } else { " channels" };
        lines.push(("minor".to_owned(), ["recording ", &grouped(record.open), channels].concat()));
    }
}

fn message(svg: &mut Writer, mark: &MessageMark) {
    let place = ["translate(", &short(mark.at.x), " ", &short(mark.at.y), ")"].concat();
    match mark.payload {
        Payload::Transfer(amount) => {
            let number = grouped(amount.get());
            let width = coin_width(&number);
            svg.tag_of("g", "message coin").attribute("transform", &place).end();
            svg.tag("rect").at("x", "y", Point::new(-width / 2.0, -12.0)).number("width", width);
            svg.attribute("height", "24").attribute("rx", "12").close();
            svg.leaf("text", &number);
        }
        Payload::Marker(snapshot) => {
            let class = ["message marker ", Hue::of(snapshot).class()].concat();
            svg.tag_of("g", &class).attribute("transform", &place).end();
            svg.tag("path").attribute("d", "M0 -14L14 0L0 14L-14 0Z").close();
            svg.leaf("text", &snapshot.to_string());
        }
    }
    svg.leave("g");
}
