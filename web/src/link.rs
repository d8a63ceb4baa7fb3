//! Links that hold a script: `#v1=TEXT&at=EVENTS`, the text as UTF-8, deflated (RFC 1950, whose checksum tells a damaged
//! link from another script) and in base64url; without `at`, the moment is the end. With `&hide=1` it is an exercise, in which what
//! snapshots record is hidden until it is predicted; what else follows an `&` says how to look at it ([`View`]), or is for later.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

use crate::base64::{decode, encode};
use crate::session::View;

/// So many bytes are inflated, and no more.
const MOST_TEXT: usize = 2 * 1024 * 1024;
/// More would not go through everything that passes links on. It also bounds what a link can make the browser do.
const MOST_LINK: usize = 100_000;

const DAMAGED: &str = "This link is damaged or cut off. Your script is as it was.";
const NEWER: &str = "This link needs a newer Shutter than this one. Your script is as it was.";
const TOO_LARGE: &str = "This link holds more than 2 MB. Your script is as it was.";

/// What makes a link to a script one to an exercise, at its end.
pub(crate) const HIDES: &str = "&hide=1";

/// What a link holds.
#[derive(Debug, PartialEq)]
pub(crate) struct Shared<T> {
    /// The script.
    pub(crate) text: T,
    /// After how many events, if not at the end.
    pub(crate) at: Option<usize>,
    /// How to look at it.
    pub(crate) view: View,
    /// Whether it is an exercise.
    pub(crate) hides: bool,
}

/// The fragment for a script at a moment, looked at like that; `None` when it is too long for one.
pub(crate) async fn write(text: &str, at: Option<usize>, view: &View) -> Option<String> {
    let most = MOST_LINK / 4 * 3;
    let bytes = through("CompressionStream", text.as_bytes(), most).await.ok()??;
    let at = at.map_or(String::new(), |at| format!("&at={at}"));
    Some(["#v1=", &encode(&bytes), &at, &view.fields()].concat())
}

/// What a fragment says, if it is of a link.
pub(crate) fn payload(fragment: &str) -> Option<&str> {
    fragment.strip_prefix("#v").filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// What a link holds, or why that is nothing.
pub(crate) async fn read(payload: &str) -> Result<Shared<String>, &'static str> {
    let Shared { text: bytes, at, view, hides } = parts(payload)?;
    let text = through("DecompressionStream", &bytes, MOST_TEXT).await.map_err(|_| DAMAGED)?.ok_or(TOO_LARGE)?;
    Ok(Shared { text: String::from_utf8(text).map_err(|_| DAMAGED)?, at, view, hides })
}

fn parts(payload: &str) -> Result<Shared<Vec<u8>>, &'static str> {
    let (version, rest) = payload.split_once('=').unwrap_or((payload, ""));
    if version != "1" {
        return Err(NEWER);
    }
    if rest.len() > MOST_LINK + 100 {
        return Err(TOO_LARGE);
    }
    let mut fields = rest.split('&');
    let text = fields.next().and_then(decode).filter(|bytes| !bytes.is_empty()).ok_or(DAMAGED)?;
    let at = fields.clone().find_map(|field| field.strip_prefix("at=")?.parse().ok());
    Ok(Shared { text, at, view: View::of(fields.clone()), hides: fields.any(|field| field == &HIDES[1..]) })
}

/// What comes out of one of the browser's streams; `None` when that is more than `most` bytes.
///
/// The stream is looked up by its name because older browsers do not have it.
async fn through(name: &str, bytes: &[u8], most: usize) -> Result<Option<Vec<u8>>, JsValue> {
    let constructor: Function = Reflect::get(&js_sys::global(), &name.into())?.dyn_into()?;
    let pair = Reflect::construct(&constructor, &Array::of1(&"deflate".into()))?;
    let input = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let output = input.stream().pipe_through(pair.unchecked_ref::<ReadableWritablePair>());
    let reader = ReadableStreamDefaultReader::new(&output)?;
    let mut all = Vec::new();
    loop {
        let chunk = reader.read().await?;
        let Ok(chunk) = Reflect::get(&chunk, &"value".into())?.dyn_into::<Uint8Array>() else { return Ok(Some(all)) };
        if all.len() + chunk.length() as usize > most {
            let _ = reader.cancel().await;
            return Ok(None);
        }
        all.extend(chunk.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_link_is_one() {
        assert_eq!(payload("#v1=Zg&at=2"), Some("1=Zg&at=2"));
        assert_eq!(payload("#v23"), Some("23"));
        for fragment in ["", "#", "#stage", "#v", "#view", "v1=Zg"] {
            assert_eq!(payload(fragment), None, "{fragment:?}");
        }
    }

    #[test]
    fn the_parts_of_a_link_are_found_or_it_is_told_why_not() {
        let f = |at, hides| Ok(Shared { text: b"f".to_vec(), at, view: View::default(), hides });
        assert_eq!(parts("1=Zg&at=2"), f(Some(2), false));
        assert_eq!(parts("1=Zg&later=1&at=2"), f(Some(2), false));
        assert_eq!(parts("1=Zg&at=-2"), f(None, false));
        assert_eq!(parts("1=Zg&hide=1&at=2"), f(Some(2), true));
        assert_eq!(parts("1=Zg&hide=2&hide="), f(None, false));
        for damaged in ["1", "1=", "1=&at=1", "1=Z", "1=Z<"] {
            assert_eq!(parts(damaged), Err(DAMAGED), "{damaged:?}");
        }
        assert_eq!(parts("9=Zg"), Err(NEWER));
        assert_eq!(parts(&["1=", &"A".repeat(200_000)].concat()), Err(TOO_LARGE));
    }
}
