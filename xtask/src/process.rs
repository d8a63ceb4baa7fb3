//! Running other programs: the command is shown, its output passes through, its failure names it.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::terminal;

/// A command, together with the line that shows it.
pub(crate) struct Cmd {
    command: Command,
    shown: String,
}

impl Cmd {
    /// The program, a path or a name on the PATH, still without arguments. It gets no standard input.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        let shown = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        Self { command, shown }
    }

    /// Adds the words of `text`, split at spaces.
    pub(crate) fn words(self, text: &str) -> Self {
        text.split_whitespace().fold(self, Self::arg)
    }

    /// Adds one argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets variables of the program's environment.
    pub(crate) fn envs(mut self, variables: impl IntoIterator<Item = (String, OsString)>) -> Self {
        self.command.envs(variables);
        self
    }

    /// Takes a variable out of the program's environment.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Sets the folder that the program runs in.
    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Puts a folder before all others that programs are looked for in.
    pub(crate) fn path_first(self, folder: &Path) -> Result<Self> {
        let old = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([folder.to_owned()].into_iter().chain(env::split_paths(&old)))?;
        Ok(self.env("PATH", path))
    }

    /// Shows the command and runs it.
    pub(crate) fn run(mut self) -> Result<()> {
        terminal::command(&self.shown);
        let status = self.command.status().with_context(|| format!("could not run `{}`", self.shown))?;
        ensure!(status.success(), "`{}` failed ({status})", self.shown);
        Ok(())
    }

    /// Shows the command and runs it, but not for longer than `limit`.
    pub(crate) fn run_within(mut self, limit: Duration) -> Result<()> {
        terminal::command(&self.shown);
        let mut child = self.command.spawn().with_context(|| format!("could not run `{}`", self.shown))?;
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = child.try_wait()? {
                ensure!(status.success(), "`{}` failed ({status})", self.shown);
                return Ok(());
            }
            if Instant::now() > deadline {
                child.kill()?;
                child.wait()?;
                bail!("`{}` took longer than {}", self.shown, terminal::spent(limit));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Runs the command without a word, and returns what it printed.
    pub(crate) fn read(mut self) -> Result<String> {
        let output = self.command.output().with_context(|| format!("could not run `{}`", self.shown))?;
        ensure!(
            output.status.success(),
            "`{}` failed ({}): {}",
            self.shown,
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// The program of that name on the PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = Cmd::new("rustc").words("--print nonsense").read().unwrap_err();
        assert!(error.to_string().starts_with("`rustc --print nonsense` failed"), "{error}");
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        if on_path("sleep").is_some() {
            let error = Cmd::new("sleep").arg("60").run_within(Duration::from_millis(60)).unwrap_err();
            assert!(error.to_string().contains("took longer"), "{error}");
        }
    }
}
