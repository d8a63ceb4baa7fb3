//! Cases with known answers that others wrote, when they are at hand.

use std::fs;
use std::path::Path;

use crate::support::check_prints;

#[test]
fn corpus_cases_print_their_known_answers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    for folder in ["course", "teaching"] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "script") {
                let expected = fs::read_to_string(path.with_extension("transcript")).unwrap();
                check_prints(fs::read(&path).unwrap(), &expected);
            }
        }
    }
}
