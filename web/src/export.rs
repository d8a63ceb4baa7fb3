//! The way to the export dialog, which is no part of this module: `web/export/`.

use js_sys::Promise;
use shutter_core::NodeId;
use wasm_bindgen::prelude::*;
use yew::platform::spawn_local;

use crate::session::Session;

#[wasm_bindgen]
extern "C" {
    /// Fetches the dialog and opens it. Set by `web/boot.js`.
    #[wasm_bindgen(catch, js_name = shutterExport)]
    fn open(script: &str, at: usize, end: usize, node: Option<u32>, cut: Vec<u32>) -> Result<Promise, JsValue>;
}

/// Opens the dialog on the run and the moment on show; calls back if that fails.
pub(crate) fn export(session: &Session, failed: impl Fn() + 'static) {
    let positions = session.cut().into_iter().flat_map(|cut| cut.positions());
    let cut = positions.flat_map(|(node, at)| [node.get(), u32::try_from(at).unwrap_or(u32::MAX)]).collect();
    let node = session.selected().map(NodeId::get);
    let opened = open(session.text(), session.moment().events, session.end().events, node, cut);
    spawn_local(async move {
        let opened = match opened {
            Ok(promise) => promise.await.is_ok(),
            Err(_) => false,
        };
        if !opened {
            failed();
        }
    });
}
