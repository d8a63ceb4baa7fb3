//! Sums of money.

use serde::{Serialize, Serializer};

/// A sum of recorded money. Where money is conserved it is a whole number that JavaScript holds exactly; beyond that,
/// where only a wrong algorithm comes to, it is rounded as JavaScript would.
pub(super) struct Sum(pub(super) u128);

/// The largest whole number of which JavaScript is sure.
const EXACT: u64 = (1 << 53) - 1;

impl Serialize for Sum {
    #[allow(clippy::cast_precision_loss)] // what is lost is what the reader would lose
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.0) {
            Ok(exact) if exact <= EXACT => serializer.serialize_u64(exact),
            _ => serializer.serialize_f64(self.0 as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_as_far_as_javascript_is() {
        let written = [0, u128::from(EXACT), 1 << 54].map(|sum| serde_json::to_string(&Sum(sum)).unwrap());
        assert_eq!(written[..2], ["0", "9007199254740991"]);
        // JSON has several ways to write it.
        assert_eq!(written[2].parse(), Ok(2_f64.powi(54)), "{}", written[2]);
    }
}
