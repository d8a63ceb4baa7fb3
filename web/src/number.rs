//! Lengths in style sheets and pictures.

/// A number with two decimals at most, as CSS and SVG read it. More digits say nothing on a screen, and to print any float
/// exactly takes more code than the rest of a picture.
pub(crate) fn short(number: f64) -> String {
    #[allow(clippy::cast_possible_truncation)] // what does not fit becomes the largest that does
    let hundredths = (number * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn it_writes_what_is_needed_and_no_more() {
        let written = [0.0, 1.0, 1.25, 1.5, -0.999, 1.005_1, -12.34, 30_000_000.0].map(short);
        assert_eq!(written, ["0", "1", "1.25", "1.5", "-1", "1.01", "-12.34", "30000000"]);
    }
}
