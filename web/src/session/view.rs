//! What a link says of how a run is looked at, besides the moment.

use std::rc::Rc;

use shutter_core::NodeId;
use shutter_core::causality::{Cut, Epoch};

use super::Session;

/// How the run is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Events stand in the order of the run.
    #[default]
    Order,
    /// Events stand by causal depth.
    Depth,
    /// A row for each event.
    Table,
}

/// The scale, the node that is attended to, and the cut of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// How the run is drawn.
    pub scale: Scale,
    /// The node.
    pub node: Option<NodeId>,
    /// The cut: the positions of processes in the run.
    pub cut: Vec<(NodeId, usize)>,
}

impl View {
    /// More processes than anybody cuts by hand.
    const MOST: usize = 200;

    /// The fields of a link, `&view=depth&node=3&cut=1.14-2.18`; each is left out where it would say nothing.
    pub fn fields(&self) -> String {
        let mut fields = String::new();
        fields.push_str(match self.scale {
            Scale::Order => "",
            Scale::Depth => "&view=depth",
            Scale::Table => "&view=table",
        });
        if let Some(node) = self.node {
            fields.push_str("&node=");
            fields.push_str(&node.to_string());
        }
        for (index, (node, position)) in self.cut.iter().take(Self::MOST).enumerate() {
            fields.push_str(if index == 0 { "&cut=" } else { "-" });
            fields.push_str(&node.to_string());
            fields.push('.');
            fields.push_str(&position.to_string());
        }
        fields
    }

    /// What the fields of a link say. What is not understood is left out: it may be of a newer page.
    pub fn of<'a>(fields: impl Iterator<Item = &'a str>) -> Self {
        let mut view = Self::default();
        for field in fields {
            match field.split_once('=') {
                Some(("view", "depth")) => view.scale = Scale::Depth,
                Some(("view", "table")) => view.scale = Scale::Table,
                Some(("node", node)) => view.node = node.parse().ok().map(NodeId::new),
                Some(("cut", cut)) => view.cut = cut.split('-').take(Self::MOST).filter_map(position).collect(),
                _ => {}
            }
        }
        view
    }
}

fn position(pair: &str) -> Option<(NodeId, usize)> {
    let (node, position) = pair.split_once('.')?;
    Some((NodeId::new(node.parse().ok()?), position.parse().ok()?))
}

impl Session {
    /// How the run is looked at.
    pub fn view(&self) -> View {
        let cut = self.cut.as_ref().map(|cut| cut.positions().collect()).unwrap_or_default();
        View { scale: self.scale, node: self.selected, cut }
    }

    /// Looks at the run like this, as far as it has what the view speaks of.
    pub(super) fn look_like(&mut self, view: &View) {
        self.scale = view.scale;
        self.selected = view.node;
        let history = self.history();
        let events = history.log().events();
        let mut cut = Cut::at(Epoch::at(events, self.moment.events), self.moment.events);
        for &(node, position) in &view.cut {
            if cut.position(node).is_some() {
                cut.set(node, position.min(events.len()));
            }
        }
        drop(history);
        self.cut = (!view.cut.is_empty()).then(|| Rc::new(cut));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_as_it_is_written() {
        let (one, two) = (NodeId::new(1), NodeId::new(2));
        for (view, fields) in [
            (View::default(), ""),
            (View { scale: Scale::Depth, ..View::default() }, "&view=depth"),
            (View { scale: Scale::Table, node: Some(two), cut: vec![] }, "&view=table&node=2"),
            (View { cut: vec![(one, 14), (two, 0)], ..View::default() }, "&cut=1.14-2.0"),
        ] {
            assert_eq!(view.fields(), fields);
            assert_eq!(View::of(fields.split('&')), view);
        }
    }

    #[test]
    fn what_is_no_view_is_none() {
        let fields = "view=upside-down&node=-1&node=99999999999&cut=1&cut=.-.&cut=1.1.1&cut=1.-1&cut&=&&x=1";
        assert_eq!(View::of(fields.split('&')), View::default());
    }
}
