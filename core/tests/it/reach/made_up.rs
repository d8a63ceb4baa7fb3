//! Events that no bank could have caused do no harm.

use shutter_core::EventIndex;
use shutter_core::causality::{EquivalentRun, occurred};

use super::runs::{Dice, random_run};

#[test]
fn events_that_make_no_sense_give_an_answer_too() {
    let mut found = 0;
    for seed in 0..400 {
        let mut events = random_run(seed).log().events().to_vec();
        let mut dice = Dice::new(seed);
        for _ in 0..=dice.below(8) {
            let (a, b) = (dice.below(events.len()), dice.below(events.len()));
            match dice.below(4) {
                0 => events.swap(a, b),
                1 => events[a] = events[b],
                2 => events.insert(a, events[b]),
                _ => events.truncate(events.len().max(12) - 1),
            }
        }
        let other = random_run(seed + 1000);
        for index in (0..=events.len()).map(|index| EventIndex::new(u32::try_from(index).expect("few events"))) {
            let moment = occurred(&events, index);
            assert!(moment.is_none_or(|moment| moment <= events.len()));
            let Ok(run) = EquivalentRun::of(&events, index) else { continue };
            let mut order = run.order();
            assert!(run.exchange_count() == 0 || run.exchange(run.exchange_count() - 1).is_some());
            assert!(run.script(&events).is_some());
            // Not the events that it was made of.
            let _ = run.script(other.log().events());
            order.sort_unstable();
            assert!(order.iter().map(|event| event.get() as usize).eq(run.epoch()));
            found += 1;
        }
    }
    assert!(found > 100, "only {found}");
}
