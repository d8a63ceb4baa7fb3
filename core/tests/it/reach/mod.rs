//! A recorded state can be reached: by a run of the same events that goes through it, and now and then by the run itself.

mod chance;
mod examples;
mod legal;
mod made_up;
mod runs;
mod truth;
mod wrong;
