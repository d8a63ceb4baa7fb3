//! A card for each snapshot.

use std::rc::Rc;

use shutter_core::cluster::{Cluster, Recorded};
use shutter_core::script::ChannelName;
use shutter_core::snapshot::{Progress, Report, Snapshot};
use shutter_core::{NodeId, SnapshotId};
use shutter_diagram::explain::grouped;
use web_sys::HtmlInputElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::copy;
use super::network::colour;
use super::verdict::{Known, SnapshotVerdict};
use super::virtual_list::VirtualList;
use crate::hooks::use_said;
use crate::number::short;
use crate::session::{Action, SessionHandle};

/// What the cards need.
#[derive(Properties, PartialEq)]
pub struct SnapshotsProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// Cards that are shown at once, the newest ones.
const CARDS: usize = 3;
/// Rows of each kind on a card; the report has all.
const ROWS: usize = 16;
/// Banks with so many nodes or fewer get their sums term by term.
const TERMS: usize = 5;

/// The cards, the newest first, and a way to any other when there are more.
#[component]
pub fn Snapshots(props: &SnapshotsProps) -> Html {
    let session = &props.session;
    let known = use_memo(session.run(), |_| Known::default());
    let history = session.history();
    let cluster = history.state().cluster();
    let count = cluster.snapshots().len();
    if count == 0 || session.is_veiled() {
        return html! {};
    }
    let chosen = session.selected_snapshot().and_then(|id| cluster.snapshot(id)).filter(|_| count > CARDS);
    let newest: Vec<&Snapshot> = cluster.snapshots().rev().take(CARDS).collect();
    let shown = match chosen {
        Some(snapshot) => vec![snapshot],
        None => newest,
    };
    html! {
        <div class="snapshots">
            if count > CARDS {
                { chooser(session, count, shown[0].id()) }
            }
            { for shown.into_iter().map(|snapshot| card(session, cluster, snapshot, &known)) }
        </div>
    }
}

fn chooser(session: &SessionHandle, count: usize, shown: SnapshotId) -> Html {
    let oninput = {
        let dispatcher = session.dispatcher();
        Callback::from(move |event: InputEvent| {
            let number = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.value().parse().ok());
            if let Some(number) = number {
                dispatcher.dispatch(Action::SelectSnapshot(SnapshotId::new(number)));
            }
        })
    };
    html! {
        <label class="chooser">
            { "Snapshot " }
            <input type="number" min="1" max={count.to_string()} value={shown.to_string()} {oninput} />
            { format!(" of {}", grouped(count as u64)) }
        </label>
    }
}

fn card(session: &SessionHandle, cluster: &Cluster, snapshot: &Snapshot, known: &Rc<Known>) -> Html {
    let id = snapshot.id();
    let title = format!("snapshot-{id}-title");
    let (recorded, members) = (snapshot.recorded_count(), snapshot.member_count());
    let state = match snapshot.progress() {
        Progress::Recording => format!("{} of {} nodes", grouped(recorded as u64), grouped(members as u64)),
        Progress::Complete => "complete".to_owned(),
        Progress::Collected => "collected".to_owned(),
    };
    html! {
        <section class={classes!("card", colour(id))} key={id.get()} aria-labelledby={title.clone()} data-testid={format!("snapshot-{id}")}>
            <header>
                <svg class="diamond" viewBox="-10 -10 20 20" aria-hidden="true"><path d="M0 -9L9 0L0 9L-9 0Z" /></svg>
                <h2 id={title}>{ format!("Snapshot {id}") }</h2>
                <p class="state">{ state }</p>
            </header>
            { progress(snapshot) }
            <div class="rows">
                { for node_rows(cluster, snapshot) }
                { for channel_rows(cluster, snapshot) }
            </div>
            { equation(cluster, snapshot) }
            if snapshot.completed_at().is_some() {
                <SnapshotVerdict session={session.clone()} snapshot={id} started={snapshot.started_at()} known={known.clone()} />
            }
            <FullReport session={session.clone()} snapshot={id} />
        </section>
    }
}

/// How much is recorded: of the states of all nodes and all channels, one by one.
#[allow(clippy::cast_precision_loss)] // a share of the width
fn progress(snapshot: &Snapshot) -> Html {
    let members = snapshot.member_count();
    let recorded = snapshot.recorded_count();
    let closed = recorded * (members - 1) - snapshot.open_channel_count();
    let share = (recorded + closed) as f64 / (members * members) as f64 * 100.0;
    let words =
        format!("{} of {} states recorded", grouped((recorded + closed) as u64), grouped((members * members) as u64));
    html! {
        <div class="progress" role="progressbar" aria-label={format!("Snapshot {}", snapshot.id())} aria-valuenow={short(share.round())}
            aria-valuemin="0" aria-valuemax="100" aria-valuetext={words}><span style={format!("width: {}%", short(share))}></span></div>
    }
}

fn row(name: Html, value: Html, class: &'static str) -> Html {
    html! { <p class={classes!("row", class)}><span>{ name }</span><span class="value">{ value }</span></p> }
}

fn node_rows(cluster: &Cluster, snapshot: &Snapshot) -> Vec<Html> {
    let mut rows: Vec<_> = cluster.members(snapshot).take(ROWS).map(|node| node_row(cluster, snapshot, node)).collect();
    let rest = snapshot.member_count().saturating_sub(ROWS);
    if rest > 0 {
        rows.push(row(
            html! { format!("and {} more nodes", grouped(rest as u64)) },
            html! { "see the report" },
            "minor",
        ));
    }
    rows
}

fn node_row(cluster: &Cluster, snapshot: &Snapshot, node: NodeId) -> Html {
    let role = if node == snapshot.initiator() { ", initiator" } else { "" };
    let name = html! { format!("node {node}{role}") };
    match cluster.recorded_balance(snapshot, node) {
        Some(balance) => row(name, html! { grouped(balance.get()) }, ""),
        None => row(name, html! { "not yet" }, "minor"),
    }
}

/// The channels that are recorded or hold something; the others are closed and empty, and only counted.
fn channel_rows(cluster: &Cluster, snapshot: &Snapshot) -> Vec<Html> {
    let members: Vec<_> = cluster.members(snapshot).collect();
    let open = members.iter().filter(|&&to| cluster.open_channels(snapshot, to) > 0).flat_map(|&to| {
        let channels = members.iter().map(move |&from| ChannelName { from, to });
        channels.filter(|&channel| matches!(cluster.recorded_channel(snapshot, channel), Recorded::Open(_)))
    });
    let closed_with_money = || {
        let recorded = cluster.recorded_channels(snapshot).map(|(channel, _)| channel);
        recorded.filter(|&channel| matches!(cluster.recorded_channel(snapshot, channel), Recorded::Closed(_)))
    };
    let shown: Vec<_> = closed_with_money().take(ROWS).chain(open.take(ROWS)).collect();
    let mut rows: Vec<_> = shown.iter().map(|&channel| channel_row(cluster, snapshot, channel)).collect();
    let with_money = snapshot.holding_channel_count();
    let hidden = with_money + snapshot.open_channel_count() - shown.len();
    if hidden > 0 {
        rows.push(row(channels_in_words("and", hidden, "more "), html! { "see the report" }, "minor"));
    }
    let closed = snapshot.recorded_count() * (members.len() - 1) - snapshot.open_channel_count();
    let empty = closed.saturating_sub(with_money);
    if empty > 0 {
        let other = if with_money > 0 { "other " } else { "" };
        rows.push(row(channels_in_words("", empty, other), html! { "empty" }, "minor"));
    }
    rows
}

fn channels_in_words(before: &str, count: usize, kind: &str) -> Html {
    let noun = if count == 1 { "channel" } else { "channels" };
    html! { format!("{before} {} {kind}{noun}", grouped(count as u64)).trim_start().to_owned() }
}

fn channel_row(cluster: &Cluster, snapshot: &Snapshot, channel: ChannelName) -> Html {
    let name = html! { format!("channel {} → {}", channel.from, channel.to) };
    match cluster.recorded_channel(snapshot, channel) {
        Recorded::Open(state) => row(name, html! { format!("recording · {}", grouped(state.sum())) }, "open"),
        Recorded::Closed(state) => row(name, html! { <span class="money">{ grouped(state.sum()) }</span> }, ""),
        Recorded::NotYet => row(name, html! { "not yet" }, "minor"),
    }
}

/// The recorded money; whether that is the money in the bank is a part of the verdict.
fn equation(cluster: &Cluster, snapshot: &Snapshot) -> Html {
    let (nodes, channels) = snapshot.recorded_sum();
    let sum = nodes + channels;
    let bank = u128::from(snapshot.bank_total().get());
    if snapshot.progress() == Progress::Recording {
        return html! {
            <p class="equation">{ "recorded so far " }<strong>{ grouped(sum) }</strong>{ " of " }<strong>{ grouped(bank) }</strong>{ " in the bank" }</p>
        };
    }
    html! {
        <p class="equation" data-testid="equation">
            { terms(cluster, snapshot, nodes, channels) }{ " = " }<strong>{ grouped(sum) }</strong>
            if sum != bank {
                { format!(" ≠ the bank’s {}", grouped(bank)) }
            }
        </p>
    }
}

fn terms(cluster: &Cluster, snapshot: &Snapshot, nodes: u128, channels: u128) -> String {
    let states: Vec<_> = cluster.recorded_channels(snapshot).take(TERMS + 1).map(|(_, state)| state.sum()).collect();
    if snapshot.member_count() > TERMS || states.len() > TERMS {
        return format!("{} in nodes + {} in channels", grouped(nodes), grouped(channels));
    }
    let balances = cluster.members(snapshot).filter_map(|node| cluster.recorded_balance(snapshot, node));
    let all = balances.map(|balance| u128::from(balance.get())).chain(states);
    all.map(grouped).collect::<Vec<_>>().join(" + ")
}

#[derive(Properties, PartialEq)]
struct ReportProps {
    session: SessionHandle,
    snapshot: SnapshotId,
}

/// The report as the course prints it, when a person opens it.
#[component]
fn FullReport(props: &ReportProps) -> Html {
    let open = use_state_eq(|| false);
    let said = use_said("Copy report");
    let on_copy = {
        let (session, id, said) = (props.session.clone(), props.snapshot, said.setter());
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            let history = session.history();
            let cluster = history.state().cluster();
            let Some(snapshot) = cluster.snapshot(id) else { return };
            let mut text = String::new();
            for line in Report::new(cluster, snapshot, None).lines() {
                text += &line.to_string();
                text.push('\n');
            }
            spawn_local(async move {
                said.set(if copy(&text).await { "Copied" } else { "Copying is not allowed" });
            });
        })
    };
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            if let Some(details) = event.target_dyn_into::<web_sys::HtmlDetailsElement>() {
                open.set(details.open());
            }
        })
    };
    html! {
        <div class="reported">
        <details class="report" {ontoggle}>
            <summary>{ "Report" }</summary>
            if *open {
                { report(&props.session, props.snapshot) }
            }
        </details>
            <button class="quiet" onclick={on_copy} aria-label={format!("{} of snapshot {}", *said, props.snapshot)}>{ *said }</button>
        </div>
    }
}

fn report(session: &SessionHandle, id: SnapshotId) -> Html {
    let history = session.history();
    let cluster = history.state().cluster();
    let Some(count) = cluster.snapshot(id).map(Snapshot::member_count) else { return html! {} };
    let handle = session.clone();
    let render = Callback::from(move |index: usize| {
        let history = handle.history();
        let cluster = history.state().cluster();
        let line = cluster.snapshot(id).and_then(|snapshot| Report::new(cluster, snapshot, None).line(index));
        html! { <>{ line.map(|line| line.to_string()) }</> }
    });
    let label = format!("Report of snapshot {id}");
    html! { <VirtualList class="report-lines" {label} count={2 + count * count} row_height={1.25} {render} /> }
}
