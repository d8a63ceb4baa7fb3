//! The diagram as it is looked at, and what the controls, the pointer and the keys do to it.

use std::cell::RefCell;
use std::rc::Rc;

use shutter_core::cluster::Log;
use shutter_core::event::Event;
use shutter_core::script::{ChannelName, Command};
use shutter_core::{EventIndex, NodeId};
use shutter_diagram::explain::sentence;
use shutter_diagram::geometry::Point;
use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Axis, SpaceTime};
use yew::prelude::*;

use super::indexes::{Exchanged, Indexes, Look};
use super::pointer::{Drag, TREMBLE, capture, cut_of, grabbed, place};
use crate::session::{Action, SessionHandle};

/// A run, how it is looked at, and how to look at it otherwise.
pub(super) struct Pane {
    pub(super) session: SessionHandle,
    pub(super) indexes: Rc<Indexes>,
    pub(super) other: Option<Rc<Exchanged>>,
    pub(super) look: Look,
    pub(super) size: (f64, f64),
    pub(super) set_look: UseStateSetter<Look>,
    pub(super) point: UseStateSetter<Option<EventIndex>>,
    pub(super) move_cursor: UseStateSetter<Option<EventIndex>>,
}

type Dragging = Rc<RefCell<Drag>>;

impl Pane {
    pub(super) fn seen<'a>(&'a self, log: &'a Log) -> SpaceTime<'a> {
        self.indexes.seen(log, self.look, Size { width: self.size.0, height: self.size.1 }, self.axis())
    }

    fn axis(&self) -> Option<&Axis> {
        self.other.as_ref().map(|other| &other.axis)
    }

    fn fit(&self, log: &Log) -> (f64, f64) {
        self.indexes.fit(log, self.look, self.axis())
    }

    /// Looks in another way when it is called.
    pub(super) fn looks(&self, look: Look) -> Callback<MouseEvent> {
        let set = self.set_look.clone();
        Callback::from(move |_| set.set(look))
    }

    /// Zooms around a point, or around the moment.
    pub(super) fn zoom(&self, centre: Option<Point>, factor: f64) {
        let history = self.session.history();
        let diagram = self.seen(history.log());
        let x = centre.map_or_else(|| diagram.x_of_moment(self.session.moment().events), |centre| centre.x);
        let fit = self.fit(history.log());
        self.set_look.set(self.look.zoomed(fit, diagram.plot().place(x), factor));
    }

    /// Brings the moment into view.
    pub(super) fn follow(&self) {
        let history = self.session.history();
        let Some((event, _)) = history.last_event() else { return };
        self.reveal(history.log(), event);
    }

    /// Brings an event into view.
    pub(super) fn reveal(&self, log: &Log, event: EventIndex) {
        let diagram = self.seen(log);
        let Some(at) = diagram.place_of(event) else { return };
        let place = diagram.plot().place(at.x);
        self.set_look.set(self.look.with_in_view(place, self.fit(log)));
    }

    /// Answers to all that a pointer does over the picture.
    pub(super) fn on_pointer(self: &Rc<Self>, drag: &Dragging) -> Callback<PointerEvent> {
        let (pane, drag) = (self.clone(), drag.clone());
        Callback::from(move |event: PointerEvent| match event.type_().as_str() {
            "pointerdown" if event.button() == 0 => pane.press(&event, &drag),
            "pointermove" => pane.move_to(place(&event), &mut drag.borrow_mut()),
            "pointerleave" if *drag.borrow() == Drag::Nothing => pane.point.set(None),
            kind @ ("pointerup" | "pointercancel") => match drag.replace(Drag::Nothing) {
                Drag::Press(start, _) if kind == "pointerup" => pane.click(start),
                Drag::Moment => pane.session.dispatch(Action::Drag(false)),
                _ => {}
            },
            _ => {}
        })
    }

    fn press(&self, event: &PointerEvent, drag: &Dragging) {
        capture(event);
        let from = self.look.window.map_or(0.0, |window| window.0);
        let grabbed = grabbed(event);
        *drag.borrow_mut() = grabbed.unwrap_or(Drag::Press(place(event), from));
        if grabbed == Some(Drag::Moment) {
            self.session.dispatch(Action::Drag(true));
        }
    }

    fn move_to(&self, at: Point, drag: &mut Drag) {
        if let Drag::Press(start, from) = *drag
            && (at.x - start.x).abs() > TREMBLE
        {
            // Where everything is in view there is nothing to move but the moment.
            *drag = if self.look.window.is_some() { Drag::Window(start, from) } else { Drag::Moment };
            if *drag == Drag::Moment {
                self.session.dispatch(Action::Drag(true));
            }
        }
        self.drag(*drag, at);
    }

    fn drag(&self, drag: Drag, at: Point) {
        let history = self.session.history();
        let log = history.log();
        let diagram = self.seen(log);
        match drag {
            Drag::Nothing => self.point.set(diagram.event_at(at).or_else(|| self.sent_at(&diagram, at))),
            Drag::Press(..) => {}
            Drag::Moment => {
                let moment = diagram.moment_at(at);
                drop(history);
                if moment != self.session.moment().events {
                    self.session.dispatch(Action::SeekEvent(moment));
                }
            }
            Drag::Window(start, from) => {
                let Some((now, to)) = self.look.window else { return };
                let moved = (at.x - start.x) / diagram.plot().per_place;
                self.set_look.set(self.look.at(from - moved, to - now, self.fit(log)));
            }
            Drag::Cut(node) => {
                let Some(row) = self.indexes.timeline.row_of_node(node) else { return };
                let position = diagram.position_at(row, at.x);
                drop(history);
                self.move_cut(node, position);
            }
        }
    }

    fn move_cut(&self, node: NodeId, position: usize) {
        let Some(cut) = self.session.cut() else { return };
        let history = self.session.history();
        let epoch = super::cut::epoch(&history);
        let position = position.clamp(epoch.start(), epoch.end());
        drop(history);
        if cut.position(node) != Some(position) {
            let mut moved = (**cut).clone();
            moved.set(node, position);
            self.session.dispatch(Action::SetCut(Rc::new(moved)));
        }
    }

    /// A click on an event goes to it, one on the next message of a channel delivers it, and one elsewhere goes to the moment there.
    fn click(&self, at: Point) {
        let history = self.session.history();
        let diagram = self.seen(history.log());
        let action = if let Some(event) = diagram.event_at(at) {
            Action::SeekEvent(event.get() as usize + 1)
        } else if let Some(delivery) = self.sent_at(&diagram, at).and_then(|sent| self.delivery(sent)) {
            Action::Act(delivery)
        } else {
            Action::SeekEvent(diagram.moment_at(at))
        };
        drop(history);
        self.session.dispatch(action);
    }

    /// The event that sent the message at a point, if the message can be delivered now.
    fn sent_at(&self, diagram: &SpaceTime<'_>, at: Point) -> Option<EventIndex> {
        let message = diagram.message_at(at)?;
        let sent = self.session.history().log().sent_at(message);
        self.delivery(sent).map(|_| sent)
    }

    /// The command that delivers the message that was sent in an event, if it is the next of its channel.
    pub(super) fn delivery(&self, sent: EventIndex) -> Option<Command> {
        if self.other.is_some() || self.session.is_looked_at() {
            return None;
        }
        let history = self.session.history();
        let (Event::TransferSent { message, from, to, .. } | Event::MarkerSent { message, from, to, .. }) =
            *history.log().events().get(sent.get() as usize)?
        else {
            return None;
        };
        let (head, _) = history.state().channel(ChannelName { from, to }).next()?;
        let is_next = head == message && !history.state().cluster().is_ended();
        is_next.then_some(Command::Receive { to, from: Some(from) })
    }

    /// The wheel zooms; sideways, or with Shift, it moves the window. Where rows do not fit, it scrolls them, and zooms with Ctrl.
    pub(super) fn wheel(&self, event: &WheelEvent) {
        // In another page, the wheel is first of all that page's.
        if self.session.is_looked_at() && !event.ctrl_key() {
            return;
        }
        event.prevent_default();
        let history = self.session.history();
        let plot = *self.seen(history.log()).plot();
        let (dx, dy) = (event.delta_x(), event.delta_y());
        if dx.abs() > dy.abs() || event.shift_key() {
            let Some((from, to)) = self.look.window else { return };
            let moved = if event.shift_key() { dx + dy } else { dx } / plot.per_place;
            let fit = self.fit(history.log());
            self.set_look.set(self.look.at(from + moved, to - from, fit));
        } else if plot.full_height > self.size.1 && !event.ctrl_key() {
            let most = plot.full_height - self.size.1;
            self.set_look.set(Look { scroll: (self.look.scroll + dy).clamp(0.0, most), ..self.look });
        } else if dy != 0.0 {
            self.zoom(Some(place(event)), if dy < 0.0 { 1.25 } else { 0.8 });
        }
    }

    /// What a cut of a process is, in words: after which of its events.
    pub(super) fn describe(&self, log: &Log, node: NodeId, position: usize) -> String {
        match self.indexes.last_before(node, position) {
            Some(event) => format!("after event {}: {}", event.get() + 1, sentence(log, event)),
            None => "before its first event".to_owned(),
        }
    }

    /// Arrows move the handle of a cut to the process's next event.
    pub(super) fn on_cut_key(self: &Rc<Self>) -> Callback<KeyboardEvent> {
        let pane = self.clone();
        Callback::from(move |event: KeyboardEvent| {
            let (Some(node), Some(cut)) = (cut_of(&event), pane.session.cut()) else { return };
            let Some(row) = pane.indexes.timeline.row_of_node(node) else { return };
            let events = pane.indexes.timeline.events_of_row(row);
            let position = cut.position(node).unwrap_or(0);
            let before = events.partition_point(|&event| (event as usize) < position);
            let moved = match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => events.get(before).map_or(position, |&next| next as usize + 1),
                "ArrowLeft" | "ArrowDown" => before.checked_sub(1).map_or(position, |last| events[last] as usize),
                "Home" => 0,
                "End" => usize::MAX,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            pane.move_cut(node, moved);
        })
    }
}
