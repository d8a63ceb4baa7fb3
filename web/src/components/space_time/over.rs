//! What lies over the run: the moment on show, cuts, and the event that is pointed at with its causes and effects.

use std::rc::Rc;

use shutter_core::causality::{Cut, Division};
use shutter_core::cluster::Cluster;
use shutter_core::{EventIndex, NodeId};
use shutter_diagram::geometry::Point;
use shutter_diagram::space_time::{CutPoint, Detail, Hue, Scale, SpaceTime, cut_of_snapshot};
use yew::prelude::*;

use super::indexes::{Cone, Exchanged};
use crate::number::short;
use crate::session::SessionHandle;

/// Snapshots whose cuts are drawn, the newest.
const CUTS: usize = 4;

/// The cuts of snapshots, as far as they have come.
pub(super) fn snapshot_cuts(diagram: &SpaceTime<'_>, cluster: &Cluster) -> Html {
    /// Names stand at least so many pixels apart.
    const APART: f64 = 72.0;
    let newest = cluster.snapshots().rev().take(CUTS);
    let mut named = f64::INFINITY;
    newest
        .map(|snapshot| {
            let points = diagram.cut_line(&cut_of_snapshot(cluster, snapshot));
            let Some(first) = points.first() else { return html! {} };
            let hue = Hue::of(snapshot.id());
            let beyond = diagram.plot().row_height * CutPoint::BEYOND;
            // From the newest, which is furthest right, back; and within the picture.
            let x = (first.at.x + 6.0).min(diagram.plot().right - APART);
            let has_name = named - x > APART;
            if has_name {
                named = x;
            }
            html! {
                <g key={snapshot.id().get()} class={classes!("cut", hue.class())}>
                    <path d={diagram.cut_path(&points)} />
                    if has_name {
                        <text x={short(x)} y={short((first.at.y - beyond).max(8.0))}>{ format!("snapshot {}", snapshot.id()) }</text>
                    }
                </g>
            }
        })
        .collect()
}

/// The moment on show: what comes after it is paler, what is in flight stands out.
pub(super) fn moment(diagram: &SpaceTime<'_>, events: usize, height: f64) -> Html {
    let plot = diagram.plot();
    let right = plot.right + 16.0;
    let x = diagram.x_of_moment(events).max(plot.left - 8.0);
    let by_order = diagram.scale() == Scale::Order;
    html! { <>
        if diagram.detail() == Detail::Events {
            <path class="in-flight" d={diagram.in_flight(events)} />
        }
        if by_order && x < right {
            <rect class="future" x={short(x)} y="0" width={short(right - x)} height={short(height)} />
        }
        <path class="moment" d={if by_order { upright(x, height) } else { diagram.moment_path(events) }} />
    </> }
}

fn upright(x: f64, height: f64) -> String {
    format!("M{} 0V{}", short(x), short(height))
}

/// The cut of the snapshot, which the exchanges make straight, and the two events that change places.
#[allow(clippy::cast_precision_loss)] // runs have far fewer events than a float can count
pub(super) fn exchanged(diagram: &SpaceTime<'_>, other: &Exchanged) -> Html {
    let plot = diagram.plot();
    let half = plot.per_place / 2.0;
    let straight = plot.x(other.reached as f64 - 0.5);
    let points: Vec<_> = other
        .gaps
        .iter()
        .filter_map(|&(node, last, first)| {
            let end = diagram.place_of(first)?;
            let start = last.and_then(|last| diagram.place_of(last)).map_or(plot.left - half, |start| start.x + half);
            // As near to where it will be as the events around it let it.
            let at = Point::new(straight.min(end.x - half).max(start), end.y);
            Some(CutPoint { node, row: plot.row(end.y)?, at })
        })
        .collect();
    html! {
        <g class={classes!("cut", other.hue.map(Hue::class))}>
            <path d={diagram.cut_path(&points)} />
            if let Some(pair) = other.pair {
                <path class="next" d={diagram.marks_of(&|event| pair.contains(&event))} />
            }
        </g>
    }
}

/// The grip of the moment's line: a slider for those who do not see the line.
pub(super) fn grip(diagram: &SpaceTime<'_>, session: &SessionHandle) -> Html {
    let (moment, end) = (session.moment().events, session.end().events);
    let x = diagram.x_of_moment(moment);
    let is_seen = diagram.scale() == Scale::Order;
    html! {
        <g class={classes!("grip", (!is_seen).then_some("unmoved"))} data-moment="" role="slider" tabindex="0" aria-label="Moment" aria-valuemin="0" aria-valuemax={end.to_string()}
            aria-valuenow={moment.to_string()} aria-valuetext={super::super::transport::position(session)}>
            <rect class="hold" x={short(x - 12.0)} y="0" width="24" height="24" />
            <rect class="sign" x={short(x - 6.0)} y="1" width="12" height="14" rx="3" />
        </g>
    }
}

/// An event, with what it could know of and what could know of it.
pub(super) fn pointed(diagram: &SpaceTime<'_>, event: EventIndex, cone: &Cone) -> Html {
    let Some(at) = diagram.place_of(event) else { return html! {} };
    let (past, future) = (Rc::clone(&cone.past), Rc::clone(&cone.future));
    html! { <>
        <path class="past" d={diagram.marks_of(&|other| past.contains(other))} />
        <path class="effects" d={diagram.marks_of(&|other| future.contains(other))} />
        <circle class="pointed" cx={short(at.x)} cy={short(at.y)} r="9" />
    </> }
}

/// The marks of the events of one command.
pub(super) fn command(diagram: &SpaceTime<'_>, events: &std::ops::Range<usize>) -> Html {
    html! { <path class="command" d={diagram.marks_of(&|event| events.contains(&(event.get() as usize)))} /> }
}

/// The cut of one's own, with a handle on each process.
pub(super) fn own_cut(
    diagram: &SpaceTime<'_>,
    cut: &Cut,
    division: &Division,
    describe: &dyn Fn(NodeId, usize) -> String,
    onkeydown: &Callback<KeyboardEvent>,
) -> Html {
    let positions: Vec<_> = cut.positions().collect();
    let points = diagram.cut_line(&positions);
    let orphans = diagram.lines_of(&|message| division.orphans().iter().any(|orphan| orphan.message == message));
    let end = diagram.event_count().to_string();
    html! {
        <g class={classes!("own-cut", (!division.is_consistent()).then_some("wrong"))}>
            <path class="orphans" d={orphans} />
            <path class="line" d={diagram.cut_path(&points)} />
            { for points.iter().map(|point| {
                let position = cut.position(point.node).unwrap_or(0);
                html! {
                    <g key={point.node.get()} class="handle" role="slider" tabindex="0" data-own-keys="" data-cut={point.node.to_string()}
                        aria-label={format!("Cut of node {}", point.node)} aria-valuemin="0" aria-valuemax={end.clone()}
                        aria-valuenow={position.to_string()} aria-valuetext={describe(point.node, position)} onkeydown={onkeydown.clone()}>
                        <circle class="hold" cx={short(point.at.x)} cy={short(point.at.y)} r="13" />
                        <circle class="sign" cx={short(point.at.x)} cy={short(point.at.y)} r="6" />
                    </g>
                }
            }) }
        </g>
    }
}
