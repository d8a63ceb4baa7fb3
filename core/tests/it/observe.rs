//! All that the public API says about a moment, as one plain value that can be compared.

use shutter_core::cluster::{Cluster, GlobalState, Payload, Recorded};
use shutter_core::history::History;
use shutter_core::script::ChannelName;
use shutter_core::snapshot::{ChannelState, Progress, Report, Snapshot};
use shutter_core::{Amount, NodeId};

/// The state at a moment and what was printed until then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Observation {
    pub(crate) ended: bool,
    pub(crate) nodes: Vec<NodeView>,
    /// Every channel that holds something, by receiver, then sender.
    pub(crate) channels: Vec<ChannelView>,
    pub(crate) waits: Vec<WaitView>,
    pub(crate) snapshots: Vec<SnapshotView>,
    /// The snapshot that was collected last, and the event in which it was.
    pub(crate) collected: Option<(u32, u32)>,
    pub(crate) printed: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NodeView {
    pub(crate) id: u32,
    pub(crate) balance: u64,
    pub(crate) created_at: u32,
    /// The snapshots for which it records a channel.
    pub(crate) recording: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChannelView {
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// Head first.
    pub(crate) messages: Vec<(u32, Payload)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WaitView {
    pub(crate) id: u32,
    pub(crate) node: u32,
    pub(crate) from: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SnapshotView {
    pub(crate) id: u32,
    pub(crate) initiator: u32,
    pub(crate) started_at: u32,
    pub(crate) bank_total: u64,
    pub(crate) members: Vec<MemberView>,
    /// Every channel into a member that has recorded, by receiver, then sender.
    pub(crate) channels: Vec<RecordedView>,
    pub(crate) completed_at: Option<u32>,
    pub(crate) progress: Progress,
    /// What a `CollectState` and `PrintSnapshot` would print now.
    pub(crate) report: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberView {
    pub(crate) id: u32,
    /// The balance, and the event in which it was recorded.
    pub(crate) recorded: Option<(u64, u32)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedView {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) open: bool,
    pub(crate) messages: Vec<(u32, u64)>,
}

/// What can be seen at the moment that a history shows.
pub(crate) fn observe(history: &History) -> Observation {
    let printed = history.transcript().all().map(|line| line.to_string()).collect();
    Observation { printed, ..observe_state(history) }
}

/// The same, but for what was printed, which after a long run is most of it.
pub(crate) fn observe_state(history: &History) -> Observation {
    let state = history.state();
    let cluster = state.cluster();
    Observation {
        ended: cluster.is_ended(),
        nodes: nodes(state),
        channels: channels(state),
        waits: waits(state),
        snapshots: cluster.snapshots().map(|snapshot| snapshot_view(cluster, snapshot)).collect(),
        collected: cluster.last_collection().map(|(snapshot, at)| (snapshot.get(), at.get())),
        printed: Vec::new(),
    }
}

/// Every ordered pair of processes of a bank, by receiver, then sender.
pub(crate) fn pairs(cluster: &Cluster) -> impl Iterator<Item = ChannelName> {
    cluster.node_ids().flat_map(move |to| {
        cluster.node_ids().filter(move |&from| from != to).map(move |from| ChannelName { from, to })
    })
}

pub(crate) fn nodes(state: GlobalState<'_>) -> Vec<NodeView> {
    let cluster = state.cluster();
    assert_eq!(state.nodes().len(), cluster.node_count());
    assert_eq!(cluster.node_ids().collect::<Vec<_>>(), state.nodes().map(|node| node.id).collect::<Vec<_>>());
    let view = |node: shutter_core::cluster::Node| {
        assert_eq!(cluster.balance(node.id), Some(node.balance));
        NodeView {
            id: node.id.get(),
            balance: node.balance.get(),
            created_at: cluster.created_at(node.id).expect("it is there, so it was created").get(),
            recording: cluster.recording(node.id).iter().map(|snapshot| snapshot.get()).collect(),
        }
    };
    let nodes: Vec<_> = state.nodes().map(view).collect();
    assert_eq!(cluster.in_balances().get(), nodes.iter().map(|node| node.balance).sum::<u64>());
    nodes
}

pub(crate) fn channels(state: GlobalState<'_>) -> Vec<ChannelView> {
    let cluster = state.cluster();
    let mut views = Vec::new();
    for name in pairs(cluster) {
        let messages: Vec<_> = state.channel(name).map(|(message, payload)| (message.get(), payload)).collect();
        assert_eq!(state.channel_len(name), messages.len());
        if !messages.is_empty() {
            views.push(ChannelView { from: name.from.get(), to: name.to.get(), messages });
        }
    }
    let busy: Vec<_> = state.busy_channels().map(|name| (name.to.get(), name.from.get())).collect();
    assert_eq!(busy, views.iter().map(|view| (view.to, view.from)).collect::<Vec<_>>());
    for to in cluster.node_ids() {
        let first = views.iter().find(|view| view.to == to.get()).map(|view| view.from);
        assert_eq!(state.first_busy_channel_to(to).map(|name| name.from.get()), first);
    }
    assert_eq!(cluster.messages_in_flight(), views.iter().map(|view| view.messages.len()).sum::<usize>());
    assert_eq!(cluster.in_flight().get(), views.iter().map(ChannelView::money).sum::<u64>());
    assert_eq!(Some(cluster.total()), cluster.in_balances().checked_add(cluster.in_flight()));
    assert_eq!(cluster.total(), cluster.created());
    views
}

impl ChannelView {
    /// The money in the channel.
    pub(crate) fn money(&self) -> u64 {
        let amount = |payload| match payload {
            Payload::Transfer(amount) => Amount::get(amount),
            Payload::Marker(_) => 0,
        };
        self.messages.iter().map(|&(_, payload)| amount(payload)).sum()
    }
}

pub(crate) fn waits(state: GlobalState<'_>) -> Vec<WaitView> {
    let cluster = state.cluster();
    let view = |wait: shutter_core::WaitId| {
        let (node, from) = state.log().wait(wait);
        WaitView { id: wait.get(), node: node.get(), from: from.map(NodeId::get) }
    };
    let views: Vec<_> = cluster.waits().map(view).collect();
    for node in cluster.node_ids() {
        let own: Vec<_> = views.iter().filter(|wait| wait.node == node.get()).map(|wait| wait.id).collect();
        let said: Vec<_> = cluster.waits_of(node).into_iter().map(shutter_core::WaitId::get).collect();
        assert_eq!(said, own, "waits of {node}");
    }
    views
}

fn snapshot_view(cluster: &Cluster, snapshot: &Snapshot) -> SnapshotView {
    let members: Vec<_> = cluster.members(snapshot).map(|id| member(cluster, snapshot, id)).collect();
    assert_eq!(members.len(), snapshot.member_count());
    assert_eq!(members.iter().filter(|member| member.recorded.is_some()).count(), snapshot.recorded_count());
    let channels: Vec<_> = pairs(cluster).filter_map(|name| recorded(cluster, snapshot, name)).collect();
    assert_eq!(channels.iter().filter(|channel| channel.open).count(), snapshot.open_channel_count());
    let held = channels.iter().filter(|channel| !channel.open && !channel.messages.is_empty()).count();
    assert_eq!(snapshot.holding_channel_count(), held);
    let in_nodes: u128 = members.iter().filter_map(|member| member.recorded).map(|(sum, _)| u128::from(sum)).sum();
    let in_channels: u128 = channels.iter().map(RecordedView::money).sum();
    assert_eq!(snapshot.recorded_sum(), (in_nodes, in_channels));
    assert_eq!(with_messages(cluster, snapshot), channels.iter().filter(|c| !c.messages.is_empty()).count());
    let report = Report::new(cluster, snapshot, None);
    let lines: Vec<_> = report.lines().map(|line| line.to_string()).collect();
    assert_eq!(report.line_count(), lines.len());
    assert_eq!(report.line(lines.len()), None);
    SnapshotView {
        id: snapshot.id().get(),
        initiator: snapshot.initiator().get(),
        started_at: snapshot.started_at().get(),
        bank_total: snapshot.bank_total().get(),
        members,
        channels,
        completed_at: snapshot.completed_at().map(shutter_core::EventIndex::get),
        progress: snapshot.progress(),
        report: lines,
    }
}

/// How many channels a snapshot lists as having recorded messages, each of which it tells the same of in both ways.
fn with_messages(cluster: &Cluster, snapshot: &Snapshot) -> usize {
    let each =
        cluster.recorded_channels(snapshot).map(|(name, state)| match cluster.recorded_channel(snapshot, name) {
            Recorded::Open(same) | Recorded::Closed(same) => assert_eq!(state, same),
            Recorded::NotYet => panic!("messages recorded before the balance of {}", name.to),
        });
    each.count()
}

fn member(cluster: &Cluster, snapshot: &Snapshot, id: NodeId) -> MemberView {
    let balance = cluster.recorded_balance(snapshot, id).map(Amount::get);
    let at = cluster.recorded_at(snapshot, id).map(shutter_core::EventIndex::get);
    assert_eq!(balance.is_some(), at.is_some());
    let open = pairs(cluster).filter(|name| name.to == id);
    let open = open.filter(|name| cluster.is_channel_recorded(snapshot.id(), name.from, name.to)).count();
    assert_eq!(cluster.open_channels(snapshot, id) as usize, open);
    assert_eq!(cluster.recording(id).contains(&snapshot.id()), open > 0, "{id} records for {}", snapshot.id());
    MemberView { id: id.get(), recorded: balance.zip(at) }
}

fn recorded(cluster: &Cluster, snapshot: &Snapshot, name: ChannelName) -> Option<RecordedView> {
    let listed = |state: &ChannelState| state.messages().map(|(message, sum)| (message.get(), sum.get())).collect();
    let (open, messages): (_, Vec<_>) = match cluster.recorded_channel(snapshot, name) {
        Recorded::NotYet => return None,
        Recorded::Open(state) => (true, listed(state)),
        Recorded::Closed(state) => (false, listed(state)),
    };
    assert_eq!(cluster.is_channel_recorded(snapshot.id(), name.from, name.to), open);
    // A process that joined after the snapshot has no part in it.
    let member = |id| cluster.members(snapshot).any(|member| member == id);
    (member(name.from) && member(name.to)).then(|| RecordedView {
        from: name.from.get(),
        to: name.to.get(),
        open,
        messages,
    })
}

impl RecordedView {
    /// The money recorded in the channel.
    pub(crate) fn money(&self) -> u128 {
        self.messages.iter().map(|&(_, amount)| u128::from(amount)).sum()
    }
}
