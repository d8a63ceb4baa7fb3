//! What the diagram knows of a run: made once for each, and shared by all that is drawn of it.

use std::cell::OnceCell;
use std::rc::Rc;

use shutter_core::causality::{Cut, EventSet, Order};
use shutter_core::cluster::Log;
use shutter_core::{EventIndex, NodeId};
use shutter_diagram::network::Size;
use shutter_diagram::space_time::{Axis, Hue, SpaceTime, Timeline, View};

use crate::session::Exchanges;

/// The indexes of a run. What not every look at it needs is made when it is asked for.
pub(super) struct Indexes {
    run: u32,
    pub(super) timeline: Timeline,
    order: Axis,
    depth: OnceCell<Axis>,
    causes: OnceCell<Order>,
}

impl PartialEq for Indexes {
    fn eq(&self, other: &Self) -> bool {
        self.run == other.run
    }
}

impl Indexes {
    pub(super) fn of(log: &Log, run: u32) -> Self {
        let timeline = Timeline::of(log);
        let order = Axis::order(log, &timeline);
        Self { run, timeline, order, depth: OnceCell::new(), causes: OnceCell::new() }
    }

    /// What happened before what.
    pub(super) fn causes(&self, log: &Log) -> &Order {
        self.causes.get_or_init(|| Order::of(log.events()))
    }

    fn axis(&self, log: &Log, depth: bool) -> &Axis {
        if depth {
            self.depth.get_or_init(|| Axis::depth(log, &self.timeline, self.causes(log).depths()))
        } else {
            &self.order
        }
    }

    /// The run as a person looks at it, or with its events at other places.
    pub(super) fn seen<'a>(&'a self, log: &'a Log, look: Look, size: Size, other: Option<&'a Axis>) -> SpaceTime<'a> {
        let axis = other.unwrap_or_else(|| self.axis(log, look.depth));
        let mut view = View::fit(axis, size);
        if let Some((from, to)) = look.window {
            (view.from, view.to) = (from, to);
        }
        view.scroll = look.scroll;
        SpaceTime::of(log, &self.timeline, axis, view)
    }

    /// From where to where everything is in view.
    pub(super) fn fit(&self, log: &Log, look: Look, other: Option<&Axis>) -> (f64, f64) {
        other.unwrap_or_else(|| self.axis(log, look.depth)).fit()
    }

    /// The events of a process, ascending, and where an event is among those of its row.
    pub(super) fn neighbours(&self, log: &Log, event: EventIndex) -> Option<(usize, &[u32], usize)> {
        let row = self.timeline.row_of(log.events().get(event.get() as usize)?)?;
        let events = self.timeline.events_of_row(row);
        Some((row, events, events.partition_point(|&other| other < event.get())))
    }

    /// The event of a process that is the last one before a position in the run.
    pub(super) fn last_before(&self, node: NodeId, position: usize) -> Option<EventIndex> {
        let events = self.timeline.events_of_row(self.timeline.row_of_node(node)?);
        let before = events.partition_point(|&event| (event as usize) < position);
        Some(EventIndex::new(events[before.checked_sub(1)?]))
    }
}

/// The run on the way to one that goes through what a snapshot recorded.
pub(super) struct Exchanged {
    pub(super) axis: Axis,
    /// The place that the cut is at in the end.
    pub(super) reached: usize,
    /// For each process that recorded: its last event before the cut, and its first after it.
    pub(super) gaps: Vec<(NodeId, Option<EventIndex>, EventIndex)>,
    pub(super) hue: Option<Hue>,
    /// The two events that have changed places last, or are about to for the first time.
    pub(super) pair: Option<[EventIndex; 2]>,
}

impl Exchanged {
    /// `None` when the exchanges are not of this run.
    pub(super) fn of(log: &Log, timeline: &Timeline, exchanges: &Exchanges) -> Option<Self> {
        let cut = Cut::of_snapshot(log.events(), exchanges.started)?;
        let hue = log.events().get(exchanges.started.get() as usize)?.snapshot().map(Hue::of);
        let first = exchanges.run.epoch().start;
        let gap = |(node, _)| {
            let events = timeline.events_of_row(timeline.row_of_node(node)?);
            let bank = &events[events.partition_point(|&event| (event as usize) < first)..];
            let before = bank.partition_point(|&event| exchanges.run.is_pre_recording(EventIndex::new(event)));
            let last = before.checked_sub(1).map(|last| EventIndex::new(bank[last]));
            Some((node, last, EventIndex::new(*bank.get(before)?)))
        };
        let gaps = cut.positions().filter_map(gap).collect();
        let reached = first + exchanges.run.reached_at();
        let mut places: Vec<u32> = (0..).take(log.events().len()).collect();
        for (event, place) in exchanges.run.order_after(exchanges.at).into_iter().zip(first..) {
            places[event.get() as usize] = u32::try_from(place).ok()?;
        }
        let last = exchanges.run.exchange(exchanges.at.saturating_sub(1));
        let pair = last.map(|exchange| [exchange.post, exchange.pre]);
        Some(Self { axis: Axis::arranged(log, timeline, places), reached, gaps, hue, pair })
    }
}

/// How a person looks at the run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Look {
    /// Whether events stand by causal depth.
    pub(super) depth: bool,
    /// From where to where; everything, when there is none.
    pub(super) window: Option<(f64, f64)>,
    /// Pixels of the rows above the picture.
    pub(super) scroll: f64,
}

impl Look {
    /// Nearer by a factor, with a place of the axis staying where it is; everything, when that is more than there is.
    pub(super) fn zoomed(self, (first, last): (f64, f64), centre: f64, factor: f64) -> Self {
        /// Places of the axis that are in view at the nearest.
        const LEAST: f64 = 6.0;
        let (from, to) = self.window.unwrap_or((first, last));
        let wide = ((to - from) / factor).max(LEAST.min(last - first));
        if wide >= last - first {
            return Self { window: None, ..self };
        }
        let share = ((centre - from) / (to - from)).clamp(0.0, 1.0);
        self.at(centre - share * wide, wide, (first, last))
    }

    /// The same width from another place on, within the run.
    pub(super) fn at(self, from: f64, wide: f64, (first, last): (f64, f64)) -> Self {
        let from = from.min(last - wide).max(first);
        Self { window: Some((from, from + wide)), ..self }
    }

    /// The same width, with this place in view.
    pub(super) fn with_in_view(self, place: f64, fit: (f64, f64)) -> Self {
        match self.window {
            Some((from, to)) if place < from || place > to => self.at(place - (to - from) / 2.0, to - from, fit),
            _ => self,
        }
    }
}

/// What an event could know of, and what could know of it.
#[derive(Clone)]
pub(super) struct Cone {
    pub(super) past: Rc<EventSet>,
    pub(super) future: Rc<EventSet>,
}

impl Cone {
    pub(super) fn of(order: &Order, event: EventIndex) -> Self {
        Self { past: Rc::new(order.past(event)), future: Rc::new(order.future(event)) }
    }
}
