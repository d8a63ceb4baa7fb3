//! Running the binary.

use std::fmt::{self, Write as _};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use expect_test::Expect;

/// A folder of its own, gone at the end of the test.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), content).unwrap();
        self
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// `shutter` with these arguments in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shutter"));
        command.args(arguments).current_dir(&self.0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn shutter(&self, arguments: &[&str]) -> Finished {
        self.shutter_with_input(arguments, b"")
    }

    pub(crate) fn shutter_with_input(&self, arguments: &[&str], input: &[u8]) -> Finished {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        thread::scope(|scope| {
            // The program may end before it has read everything, which is its right.
            scope.spawn(move || stdin.write_all(input));
            Finished::of(child)
        })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a process left.
pub(crate) struct Finished {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Finished {
    /// Waits for a process.
    pub(crate) fn of(mut child: Child) -> Self {
        let stderr = child.stderr.take();
        let reader = thread::spawn(move || read_all(stderr));
        let stdout = read_all(child.stdout.take());
        let status = child.wait().unwrap().code().expect("it was not killed by a signal");
        Self { status, stdout, stderr: reader.join().unwrap() }
    }
}

fn read_all(stream: Option<impl Read>) -> String {
    let mut text = String::new();
    if let Some(mut stream) = stream {
        stream.read_to_string(&mut text).expect("it writes text");
    }
    text
}

impl fmt::Display for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[stdout]\n{}[stderr]\n{}[status] {}\n", self.stdout, self.stderr, self.status)
    }
}

/// Runs a script as the file `a.script`.
pub(crate) fn run(script: impl AsRef<[u8]>) -> Finished {
    Scratch::new().with("a.script", script).shutter(&["run", "a.script"])
}

/// Runs a script as standard input.
pub(crate) fn run_stdin(script: impl AsRef<[u8]>) -> Finished {
    Scratch::new().shutter_with_input(&["run", "-"], script.as_ref())
}

/// Runs a script as a file, and compares all that it says.
pub(crate) fn check(script: impl AsRef<[u8]>, expected: &Expect) {
    expected.assert_eq(&run(script).to_string());
}

/// Runs a script as a file and as standard input, and compares what it prints; nothing is wrong with it.
pub(crate) fn check_prints(script: impl AsRef<[u8]>, expected: &str) {
    for finished in [run(&script), run_stdin(&script)] {
        assert_eq!(finished.stdout, expected);
        assert_eq!((finished.stderr.as_str(), finished.status), ("", 0));
    }
}

/// A bank of so many nodes that takes a whole snapshot and prints it.
pub(crate) fn mesh(nodes: usize) -> String {
    let mut script = create(nodes);
    script.push_str("BeginSnapshot 1\nReceiveAll\nCollectState\nPrintSnapshot\n");
    script
}

/// A bank of so many nodes.
pub(crate) fn create(nodes: usize) -> String {
    let mut script = String::new();
    for node in 1..=nodes {
        writeln!(script, "CreateNode {node} 1000").unwrap();
    }
    script
}
