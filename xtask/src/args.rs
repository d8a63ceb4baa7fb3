//! The command line.

use anyhow::{Context, Result, bail, ensure};

use crate::{serve, test};

/// What `cargo xtask help` prints.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask TASK

  serve [--release] [--port N] [--open]  the page, rebuilt at each change of a file
  dist                                   the page as it is published, in dist/
  test [--only STEP,STEP] [--list]       every check there is; --list names the steps
  bench [FILTER]                         benchmarks, here, in a browser, and of the page (filter: page)
  screenshots                            the README's pictures, of the published page, into docs/pictures/
  bless                                  takes the output of data-driven tests as it is now for what is expected

Each task first installs what it misses, says so, and does nothing of the kind the next time.
";

/// One run of `cargo xtask`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Print [`USAGE`].
    Help,
    /// Serve the page to its developer.
    Serve(serve::Options),
    /// Build the page for its readers.
    Dist,
    /// Check everything, or some of it.
    Test(test::Selection),
    /// Measure, only what has the given text in its name.
    Bench(Option<String>),
    /// Take the README's pictures anew.
    Screenshots,
    /// Update expected outputs.
    Bless,
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(args: impl IntoIterator<Item = String>) -> Result<Task> {
    let mut args = args.into_iter();
    let task = args.next().unwrap_or_else(|| "help".into());
    match task.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "serve" => serve_options(args).map(Task::Serve),
        "dist" => no_more(args).map(|()| Task::Dist),
        "test" => test_selection(args).map(Task::Test),
        "bench" => {
            let filter = args.next();
            no_more(args).map(|()| Task::Bench(filter))
        }
        "screenshots" => no_more(args).map(|()| Task::Screenshots),
        "bless" => no_more(args).map(|()| Task::Bless),
        unknown => bail!("there is no task `{unknown}`\n\n{USAGE}"),
    }
}

fn serve_options(mut args: impl Iterator<Item = String>) -> Result<serve::Options> {
    let mut options = serve::Options::default();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--release" => options.release = true,
            "--open" => options.open = true,
            "--port" => {
                let port = args.next().context("--port wants a number after it")?;
                options.port = port.parse().with_context(|| format!("`{port}` is not a port"))?;
            }
            unknown => bail!("serve does not know `{unknown}`\n\n{USAGE}"),
        }
    }
    Ok(options)
}

fn test_selection(mut args: impl Iterator<Item = String>) -> Result<test::Selection> {
    let mut only = Vec::new();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--list" => return no_more(args).map(|()| test::Selection::List),
            "--only" => {
                let names = args.next().context("--only wants names of steps after it")?;
                for name in names.split(',') {
                    only.push(test::Step::named(name)?);
                }
            }
            unknown => bail!("test does not know `{unknown}`\n\n{USAGE}"),
        }
    }
    Ok(test::Selection::Run(only))
}

fn no_more(mut args: impl Iterator<Item = String>) -> Result<()> {
    let rest = args.next();
    ensure!(rest.is_none(), "what is `{}`?\n\n{USAGE}", rest.unwrap_or_default());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn tasks_and_their_options_are_read() {
        assert_eq!(parsed("").unwrap(), Task::Help);
        assert_eq!(
            parsed("serve --port 9000 --release").unwrap(),
            Task::Serve(serve::Options { release: true, port: 9000, open: false })
        );
        assert_eq!(parsed("bench apply").unwrap(), Task::Bench(Some("apply".into())));
        assert_eq!(
            parsed("test --only fmt,page").unwrap(),
            Task::Test(test::Selection::Run(vec![test::Step::Fmt, test::Step::Page]))
        );
        assert_eq!(parsed("test --list").unwrap(), Task::Test(test::Selection::List));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["sreve", "serve --port", "serve --port many", "test --only fnt", "dist now", "bench a b"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
