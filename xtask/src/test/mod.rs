//! `cargo xtask test`: every check there is, cheap ones first, with a summary at the end.

mod arrows;
mod browser;
pub(crate) mod budget;
mod need;
pub(crate) mod rust;
mod step;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};

use crate::{terminal, workspace::Workspace};
use need::Provided;
pub(crate) use step::Step;

/// What `test` can be told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// Name the steps, and run none.
    List,
    /// Run these steps in their usual order; all when there are none.
    Run(Vec<Step>),
}

/// How a step ended.
struct Outcome {
    step: Step,
    time: Duration,
    result: Result<()>,
}

/// Names the steps.
pub(crate) fn list() {
    for step in Step::ALL {
        println!("{:<8} {}", step.name(), step.about());
    }
}

/// Sets up what is missing, runs the steps and sums up. The last line that it prints has the numbers of steps that
/// passed and that failed.
pub(crate) fn run(workspace: &Workspace, only: &[Step]) -> ExitCode {
    let start = Instant::now();
    let steps: Vec<Step> = Step::ALL.into_iter().filter(|step| only.is_empty() || only.contains(step)).collect();
    let provided = Provided::for_steps(workspace, &steps);
    let setup = start.elapsed();
    let mut outcomes: Vec<Outcome> = Vec::new();
    for step in steps {
        outcomes.push(attempt(workspace, step, &provided, &outcomes));
    }
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
    summarise(&outcomes, setup, start.elapsed());
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn attempt(workspace: &Workspace, step: Step, provided: &Provided, before: &[Outcome]) -> Outcome {
    terminal::heading(&format!("{}: {}", step.name(), step.about()));
    let start = Instant::now();
    let result = provided.all_for(step).and_then(|()| after(step, before)).and_then(|()| step.check(workspace));
    let time = start.elapsed();
    match &result {
        Ok(()) => terminal::note(format_args!("passed after {}", terminal::spent(time))),
        Err(error) => terminal::failure(&format!("{} failed: {error:#}", step.name())),
    }
    Outcome { step, time, result }
}

/// Fails when a step failed that this one builds on.
fn after(step: Step, before: &[Outcome]) -> Result<()> {
    match before.iter().find(|outcome| step.builds_on(outcome.step) && outcome.result.is_err()) {
        Some(outcome) => Err(anyhow!("not run, because {} failed", outcome.step.name())),
        None => Ok(()),
    }
}

fn summarise(outcomes: &[Outcome], setup: Duration, total: Duration) {
    println!();
    println!("{:<8} {:>12}", "setup", terminal::spent(setup));
    for Outcome { step, time, result } in outcomes {
        let verdict = match result {
            Ok(()) => terminal::styled("32", "passed"),
            Err(_) => terminal::styled("31", "FAILED"),
        };
        println!("{:<8} {:>12}  {verdict}", step.name(), terminal::spent(*time));
    }
    println!("{:<8} {:>12}", "total", terminal::spent(total));
    for Outcome { step, result, .. } in outcomes {
        if let Err(error) = result {
            terminal::failure(&format!("{}: {error:#}", step.name()));
        }
    }
    println!();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(step: Step, result: Result<()>) -> Outcome {
        Outcome { step, time: Duration::ZERO, result }
    }

    #[test]
    fn a_step_waits_only_for_what_it_builds_on() {
        let before = [outcome(Step::Fmt, Err(anyhow!("untidy"))), outcome(Step::Dist, Ok(()))];
        assert!(after(Step::Page, &before).is_ok());
        let before = [outcome(Step::Fmt, Ok(())), outcome(Step::Dist, Err(anyhow!("broken")))];
        assert!(after(Step::Page, &before).is_err());
        assert!(after(Step::Wasm, &before).is_ok());
    }
}
