//! Scripts from files.

use js_sys::{ArrayBuffer, Uint8Array};
use shutter_core::limits::MAX_TEXT;
use shutter_diagram::explain::grouped;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File};
use yew::AttrValue;
use yew::platform::spawn_local;

/// Reads a file as text. What is called gets the text, or a sentence about why there is none.
pub(super) fn read(file: &File, done: impl FnOnce(Result<String, AttrValue>) + 'static) {
    let name = file.name();
    if file.size() > MAX_SIZE {
        done(Err(too_large(&name)));
        return;
    }
    let bytes = file.array_buffer();
    spawn_local(async move {
        let read = bytes.await.ok().and_then(|buffer| buffer.dyn_into::<ArrayBuffer>().ok());
        done(match read {
            Some(buffer) => decode(&name, Uint8Array::new(&buffer).to_vec()),
            None => Err(format!("“{name}” could not be read. The script is what it was.").into()),
        });
    });
}

#[allow(clippy::cast_precision_loss)] // 64 MB
const MAX_SIZE: f64 = MAX_TEXT as f64;

fn too_large(name: &str) -> AttrValue {
    format!("“{name}” is larger than the {} MB that a script can have.", MAX_TEXT / 1024 / 1024).into()
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<String, AttrValue> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].split(|&byte| byte == b'\n').count();
        let hint = if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            "It looks like UTF-16: save it as UTF-8."
        } else {
            "Save it as UTF-8, or choose another file."
        };
        format!(
            "“{name}” is not UTF-8 text: byte {} (line {}) belongs to no character. {hint} The script is what it was.",
            grouped(at as u64 + 1),
            grouped(line as u64)
        )
        .into()
    })
}

/// Whether something that is dragged has files in it.
pub(super) fn has_files(transfer: Option<&DataTransfer>) -> bool {
    transfer.is_some_and(|transfer| transfer.types().iter().any(|kind| kind == "Files"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_taken_as_it_is() {
        assert_eq!(decode("a.txt", "\u{feff}Send 1 2 3\r\n".into()).unwrap(), "\u{feff}Send 1 2 3\r\n");
    }

    #[test]
    fn the_first_byte_that_is_no_text_is_named() {
        let error = decode("a.txt", b"KillAll\nS\xe9nd".to_vec()).unwrap_err();
        assert!(error.contains("byte 10 (line 2)"), "{error}");
        let error = decode("a.txt", b"\xff\xfeK\0".to_vec()).unwrap_err();
        assert!(error.contains("byte 1 (line 1)") && error.contains("UTF-16"), "{error}");
    }
}
