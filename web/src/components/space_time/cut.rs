//! What is said of a cut of one's own.

use shutter_core::causality::{Cut, Division, Epoch};
use shutter_core::history::History;
use shutter_diagram::explain::{grouped, orphan};
use std::rc::Rc;
use yew::prelude::*;

use crate::session::{Action, SessionHandle};

/// Orphans that are named one by one.
const NAMED: usize = 3;

/// The bank that a cut goes through: that of the moment on show.
pub(super) fn epoch(history: &History) -> Epoch<'_> {
    Epoch::at(history.log().events(), history.moment().events)
}

/// Whether the cut is consistent, and why not, with buttons to the nearest ones that are.
pub(super) fn line(session: &SessionHandle, division: &Division) -> Html {
    let orphans = division.orphans();
    let dispatcher = session.dispatcher();
    let nearest = |name: &'static str, title: &'static str, find: fn(&Cut, Epoch<'_>) -> Cut| {
        let session = session.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let Some(cut) = session.cut() else { return };
            let found = find(cut, epoch(&session.history()));
            session.dispatch(Action::SetCut(Rc::new(found)));
        });
        html! { <button class="link" disabled={orphans.is_empty()} {title} {onclick}>{ name }</button> }
    };
    let rest = orphans.len().saturating_sub(NAMED);
    html! {
        <div class="cut-line">
            <p role="status">
                if orphans.is_empty() {
                    <strong class="good">{ "✓ Consistent cut." }</strong>{ " No transfer is received before it and sent after it." }
                } else {
                    <strong class="bad">{ "✕ Inconsistent cut." }</strong>
                    { for orphans.iter().take(NAMED).map(|transfer| html! { <span>{ " " }{ orphan(transfer) }{ "." }</span> }) }
                    if rest > 0 {
                        { format!(" And {} more.", grouped(rest as u64)) }
                    }
                }
            </p>
            <span class="choices">
                { nearest("Nearest before", "The latest consistent cut that lies before this one", Cut::consistent_before) }
                { nearest("Nearest after", "The earliest consistent cut that lies after this one", Cut::consistent_after) }
                <button class="link" onclick={move |_: MouseEvent| dispatcher.dispatch(Action::EndCut)}>{ "Remove" }</button>
            </span>
        </div>
    }
}

/// Rows of each kind on the card.
const ROWS: usize = 24;

/// The state at the cut of one's own, as a card: balances, channels, and the sum against the bank's money.
pub fn cut_card(session: &SessionHandle) -> Html {
    let Some(cut) = session.cut() else { return html! {} };
    let history = session.history();
    let division = Division::of(epoch(&history), cut);
    let row = |name: String, value: String, class: &'static str| html! { <p class={classes!("row", class)}><span>{ name }</span><span class="value">{ value }</span></p> };
    let balances = division.balances();
    let hidden = balances.len().saturating_sub(ROWS);
    let in_balances: u128 = division.balances().map(|(_, balance)| u128::from(balance)).sum();
    let (counted, money) = (division.counted(), division.money());
    let in_channels = counted.saturating_sub(in_balances);
    let sign = if counted == money { "=" } else { "≠" };
    html! {
        <section class="card own" aria-labelledby="cut-title">
            <header><h2 id="cut-title">{ "Your cut" }</h2></header>
            <div class="rows">
                { for balances.take(ROWS).map(|(node, balance)| row(format!("node {node}"), grouped(balance), "")) }
                if hidden > 0 {
                    { row(format!("and {} more nodes", grouped(hidden as u64)), String::new(), "minor") }
                }
                { for division.channels().take(ROWS).map(|(channel, transfers)| {
                    let amounts: Vec<_> = transfers.iter().take(4).map(|transfer| grouped(transfer.amount.get())).collect();
                    let more = if transfers.len() > 4 { " …" } else { "" };
                    row(format!("channel {} → {}", channel.from, channel.to), amounts.join(", ") + more, "money")
                }) }
            </div>
            <p class="equation">{ format!("{} + {} = {} {sign} {} in the bank", grouped(in_balances), grouped(in_channels), grouped(counted), grouped(money)) }</p>
            if division.counted_twice() > 0 {
                <p class="equation bad">{ format!("{} too much: counted twice", grouped(division.counted_twice())) }</p>
            }
        </section>
    }
}
