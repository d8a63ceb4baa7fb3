//! Tests of the page's parts, in headless Chrome: `cargo xtask test --only wasm`.
#![cfg(target_arch = "wasm32")]

mod acts;
mod diagram;
mod editor;
mod event_table;
mod faults;
mod mount;
mod panel;
mod session;
mod stage;
mod transcript;
mod verdict;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_app_mounts_with_a_heading_and_a_main_landmark() {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();

    let app = yew::Renderer::<shutter_web::App>::with_root(root.clone()).render();
    yew::scheduler::flush().await;
    assert!(root.query_selector("h1").unwrap().is_some());
    assert!(root.query_selector("main").unwrap().is_some());

    app.destroy();
    root.remove();
}
