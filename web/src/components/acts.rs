//! What can be done with the bank as a whole, and what the last act replaced.

use shutter_core::limits::Limits;
use shutter_core::script::{Command, parse_line};
use shutter_core::{Amount, NodeId};
use shutter_diagram::explain::grouped;
use web_sys::Element;
use yew::prelude::*;

use crate::session::{Action, Replaced, Session, SessionHandle};

/// A button for one more node, what the last act replaced, and the way back.
pub(super) fn acts(session: &SessionHandle) -> Html {
    if session.is_looked_at() {
        return Html::default();
    }
    let new = new_node(session);
    let title = match new {
        Ok(command) => format!("Add a node: {command}"),
        Err(reason) => format!("Add a node. {reason}"),
    };
    let onclick = {
        let dispatcher = session.dispatcher();
        Callback::from(move |event: MouseEvent| {
            let Some(target) = event.target_dyn_into::<Element>() else { return };
            if let Some(command) = command_at(&target) {
                dispatcher.dispatch(Action::Act(command));
            } else if target.class_name() == "plain" {
                dispatcher.dispatch(Action::Undo);
            }
        })
    };
    html! {
        <div class="acts" {onclick}>
            <button class="quiet" data-command={new.ok().map(|command| command.to_string())} aria-label={title.clone()} {title}
                aria-disabled={new.is_err().then_some("true")}>{ "+ Node" }</button>
            <p aria-live="polite">{ session.replaced().map(words) }</p>
            if session.can_undo() {
                <button class="plain" aria-keyshortcuts="Control+Z" title="Undo (Ctrl Z)">{ "Undo" }</button>
            }
        </div>
    }
}

/// The command that a part of the page stands for, as a line of the script.
pub(super) fn command_at(target: &Element) -> Option<Command> {
    let line = target.closest("[data-command]").ok()??.get_attribute("data-command")?;
    parse_line(&line, 0).ok()?
}

fn words(Replaced { after, lines }: Replaced) -> String {
    let what = if after == 0 { "What was there".to_owned() } else { format!("What followed line {}", grouped(after)) };
    let plural = if lines == 1 { "" } else { "s" };
    format!("{what} was replaced: {} line{plural}.", grouped(lines))
}

/// The command for one more node, or why there cannot be one.
fn new_node(session: &Session) -> Result<Command, &'static str> {
    if let Some(reason) = session.obstacle() {
        return Err(reason);
    }
    let history = session.history();
    let cluster = history.state().cluster();
    // After KillAll it is the first of a new bank.
    let running = !cluster.is_ended();
    if running && cluster.snapshots().any(|snapshot| snapshot.completed_at().is_none()) {
        return Err("Not while a snapshot is under way.");
    }
    if running && cluster.node_count() >= Limits::default().nodes as usize {
        return Err("There are as many as a bank can have.");
    }
    let mut free = 1;
    for id in cluster.node_ids().filter(|_| running) {
        free += u32::from(id.get() == free);
    }
    let balance = Amount::new(100).filter(|&money| !running || cluster.total().checked_add(money).is_some());
    Ok(Command::CreateNode { node: NodeId::new(free), balance: balance.unwrap_or_default() })
}
