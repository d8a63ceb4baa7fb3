//! The run itself, which is drawn anew when the window moves, and not when the moment does.

use std::rc::Rc;

use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Hue, Kind, Label, Path};
use yew::prelude::*;

use super::indexes::{Exchanged, Indexes, Look};
use crate::number::short;
use crate::session::SessionHandle;

/// What the drawing of a run needs.
#[derive(Properties)]
pub(super) struct RunProps {
    pub(super) session: SessionHandle,
    pub(super) indexes: Rc<Indexes>,
    pub(super) other: Option<Rc<Exchanged>>,
    pub(super) look: Look,
    pub(super) size: (f64, f64),
}

impl PartialEq for RunProps {
    /// The session changes with every moment, the run does not.
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.other, &other.other) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        same && self.indexes == other.indexes && self.look == other.look && self.size == other.size
    }
}

/// Lines, arrows, marks and numbers.
#[component]
pub(super) fn Run(props: &RunProps) -> Html {
    let history = props.session.history();
    let size = Size { width: props.size.0, height: props.size.1 };
    let picture =
        props.indexes.seen(history.log(), props.look, size, props.other.as_ref().map(|other| &other.axis)).picture();
    let middle = short(f64::midpoint(picture.plot.left, picture.plot.right));
    html! {
        <g class="run">
            { for picture.rows.iter().map(|row| html! {
                <text class="name" x={short(picture.plot.left - 16.0)} y={short(picture.plot.y(row.row))}>{ &row.name }</text>
            }) }
            { for picture.paths.into_iter().map(path) }
            { for picture.labels.into_iter().map(label) }
            if let Some(note) = picture.note {
                <text class="note" x={middle} y={short(size.height - 8.0)}>{ note }</text>
            }
        </g>
    }
}

fn path(path: Path) -> Html {
    let Path { kind, hue, d } = path;
    let dash = hue.filter(|_| matches!(kind, Kind::Marker | Kind::Unreceived)).map(Hue::dash);
    let key = format!("{}{}", kind.class(), hue.map_or("", |hue| hue.class()));
    html! { <path {key} class={classes!(kind.class(), hue.map(Hue::class))} {d} stroke-dasharray={dash} /> }
}

fn label(label: Label) -> Html {
    let class = label.hue.map_or("amount", |_| "number");
    html! {
        <text class={classes!(class, label.hue.map(Hue::class))} x={short(label.at.x)} y={short(label.at.y)}>{ label.text }</text>
    }
}
