//! What `cargo xtask` says on the terminal.

use std::{
    fmt::Display,
    io::{IsTerminal, Write, stdout},
    time::{Duration, Instant},
};

/// The beginning of something: a task, a step, an installation.
pub(crate) fn heading(text: &str) {
    line(&styled("1", &format!("==> {text}")));
}

/// A remark under the last heading.
pub(crate) fn note(text: impl Display) {
    line(&format!("    {text}"));
}

/// A command that is about to run.
pub(crate) fn command(shown: &str) {
    line(&styled("2", &format!("    $ {shown}")));
}

/// Why the program is about to stop.
pub(crate) fn failure(text: &str) {
    line(&styled("31", &format!("error: {text}")));
}

/// Does something that takes its time, and says how long it took.
pub(crate) fn timed<T, E>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let start = Instant::now();
    let result = work();
    let end = if result.is_ok() { "done" } else { "failed" };
    note(format_args!("{what}: {end} after {}", spent(start.elapsed())));
    result
}

/// A length of time as a person would say it.
pub(crate) fn spent(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// A number of bytes with its thousands apart.
pub(crate) fn bytes(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The text in bold (`1`), dim (`2`), red (`31`) or green (`32`), where the terminal can show it.
pub(crate) fn styled(style: &str, text: &str) -> String {
    if stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\u{1b}[{style}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// Prints at once, so that the output of child processes comes after what announces it.
fn line(text: &str) {
    let mut out = stdout().lock();
    // A reader that went away (`| head`) is no reason to fail.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_read_well() {
        assert_eq!(spent(Duration::from_millis(1_240)), "1.2 s");
        assert_eq!(spent(Duration::from_secs(59)), "59 s");
        assert_eq!(spent(Duration::from_secs(201)), "3 min 21 s");
        assert_eq!(bytes(0), "0");
        assert_eq!(bytes(999), "999");
        assert_eq!(bytes(1_234_567), "1,234,567");
    }
}
