//! The laws, on scripts that mostly run.

use proptest::prelude::*;

use super::{cases, scripts};
use crate::laws;

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn short_scripts_obey_every_law(text in scripts::script(0..30)) {
        laws::all(&text);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn long_scripts_run_as_in_the_reference(text in scripts::script(100..300)) {
        laws::core_agrees_with_the_reference_now_and_then(&text);
    }
}
