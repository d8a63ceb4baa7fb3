//! The script: a text field that runs what is typed, shows where the run is, and never loses a text.

mod look;
mod texts;
mod typing;

use shutter_web::components::editor::Editor;
use shutter_web::session::SessionHandle;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, ClipboardEventInit, DataTransfer, HtmlDocument, HtmlTextAreaElement, InputEvent, InputEventInit,
};
use yew::prelude::*;

use crate::mount::{Mounted, mount};

const STYLES: [&str; 3] = [
    include_str!("../../../web/styles/tokens.css"),
    include_str!("../../../web/styles/layout.css"),
    include_str!("../../../web/styles/editor.css"),
];

/// The column that the script stands in, as the page has it.
async fn editor(text: &str) -> Mounted {
    wear_styles();
    let make = |session: SessionHandle| {
        html! {
            <div class="script" style="height: 600px; width: 320px">
                <Editor {session} />
                <div id="stage" tabindex="-1" />
            </div>
        }
    };
    mount(text, make).await
}

fn wear_styles() {
    let document = document();
    if document.query_selector("#styles").unwrap().is_none() {
        let style = document.create_element("style").unwrap();
        style.set_id("styles");
        style.set_text_content(Some(&STYLES.concat()));
        document.head().unwrap().append_child(&style).unwrap();
    }
}

fn field(page: &Mounted) -> HtmlTextAreaElement {
    page.find("textarea").unchecked_into()
}

fn document() -> HtmlDocument {
    web_sys::window().unwrap().document().unwrap().unchecked_into()
}

fn focused() -> String {
    let element = document().active_element().unwrap();
    format!("{}#{}", element.tag_name().to_lowercase(), element.id())
}

/// What the browser does when a person changes the text.
async fn input(page: &Mounted, text: &str, kind: &str) {
    field(page).set_value(text);
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_input_type(kind);
    let event = InputEvent::new_with_event_init_dict("input", &init).unwrap();
    field(page).dispatch_event(&event).unwrap();
    yew::scheduler::flush().await;
}

/// Pastes; says whether that is left to the browser.
async fn paste(page: &Mounted, text: &str) -> bool {
    let data = DataTransfer::new().unwrap();
    data.set_data("text/plain", text).unwrap();
    let init = ClipboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_clipboard_data(Some(&data));
    let event = ClipboardEvent::new_with_event_init_dict("paste", &init).unwrap();
    let left = field(page).dispatch_event(&event).unwrap();
    yew::scheduler::flush().await;
    left
}

/// Takes the last edit back, as Ctrl+Z does.
async fn undo(page: &Mounted) {
    field(page).focus().unwrap();
    assert!(document().exec_command("undo").unwrap());
    yew::scheduler::flush().await;
}

fn lines(count: usize) -> String {
    "KillAll\n".repeat(count)
}
