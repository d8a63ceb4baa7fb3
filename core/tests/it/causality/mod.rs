//! What events alone say of a run, checked against what the bank says, against definitions, and against wrong recorders.

mod cuts;
mod edits;
mod garbage;
mod mutant;
mod mutants;
mod nearest;
mod oddities;
mod order;
mod runs;
mod verdicts;
mod witnesses;
