//! Why two neighbouring events may change places.

use shutter_core::EventIndex;
use shutter_core::causality::Exchange;
use shutter_core::cluster::Log;

use super::sentence;

/// What an exchange does, and why nobody can tell: two sentences.
pub fn exchange(log: &Log, exchange: Exchange) -> (String, &'static str) {
    let at_process =
        |event: EventIndex| log.events().get(event.get() as usize).is_some_and(|event| event.node().is_some());
    let why = if at_process(exchange.pre) && at_process(exchange.post) {
        "They are at different processes and neither caused the other, so no process can tell."
    } else {
        "Neither caused the other, so no process can tell."
    };
    (format!("“{}” moves before “{}”.", sentence(log, exchange.pre), sentence(log, exchange.post)), why)
}
