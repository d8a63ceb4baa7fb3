//! `cargo xtask`: sets up what a task needs, then does the task. People and CI run the same.
//!
//! - [`args`] reads the command line;
//! - [`setup`] finds each tool, or installs it and says so;
//! - [`page`] is how the page is built, for [`serve`], [`dist`] and [`mod@bench`];
//! - [`mod@test`] runs every check there is.

mod args;
mod bench;
mod bless;
mod csp;
mod dist;
mod files;
mod offline;
mod package;
mod page;
mod process;
mod screenshots;
mod serve;
mod setup;
mod split;
mod styles;
mod terminal;
mod test;
mod wasm_opt;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use args::Task;
use workspace::Workspace;

fn main() -> ExitCode {
    match args::parse(std::env::args().skip(1)).and_then(perform) {
        Ok(code) => code,
        Err(error) => {
            terminal::failure(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match task {
        Task::Help => println!("{}", args::USAGE),
        Task::Serve(options) => serve::run(&workspace, &options)?,
        Task::Dist => dist::run(&workspace)?,
        Task::Test(test::Selection::List) => test::list(),
        Task::Test(test::Selection::Run(only)) => return Ok(test::run(&workspace, &only)),
        Task::Bench(filter) => bench::run(&workspace, filter.as_deref())?,
        Task::Screenshots => screenshots::run(&workspace)?,
        Task::Bless => bless::run(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
