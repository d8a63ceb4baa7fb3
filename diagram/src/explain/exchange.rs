//! Why two neighbouring events may change places.

use shutter_core::EventIndex;
use shutter_core::causality::Exchange;
use shutter_core::cluster::Log;

use super::sentence;

/// What an exchange does, and why nobody can tell.
pub fn exchange(log: &Log, exchange: Exchange) -> String {
    let at_process =
        |event: EventIndex| log.events().get(event.get() as usize).is_some_and(|event| event.node().is_some());
    let who = if at_process(exchange.pre) && at_process(exchange.post) {
        "They are at different processes and neither caused the other"
    } else {
        "Neither caused the other"
    };
    format!(
        "“{}” moves before “{}”. {who}, so no process can tell.",
        sentence(log, exchange.pre),
        sentence(log, exchange.post)
    )
}
