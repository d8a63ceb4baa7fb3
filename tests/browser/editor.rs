//! The script: a text field that runs what is typed, shows where the run is, and never loses a text.

use shutter_web::components::editor::Editor;
use shutter_web::session::{Action, EXAMPLE, SessionHandle, Stage};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    ClipboardEvent, ClipboardEventInit, DataTransfer, DragEvent, DragEventInit, File, HtmlDocument,
    HtmlTextAreaElement, InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit,
};
use yew::prelude::*;

use crate::mount::{Mounted, mount};

const STYLES: [&str; 3] = [
    include_str!("../../web/styles/tokens.css"),
    include_str!("../../web/styles/layout.css"),
    include_str!("../../web/styles/editor.css"),
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

async fn key_with_ctrl(page: &Mounted, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(true);
    init.set_bubbles(true);
    field(page).dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()).unwrap();
    yew::scheduler::flush().await;
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

#[wasm_bindgen_test]
async fn it_shows_the_script_in_a_text_field_over_coloured_lines() {
    let page = editor("Send 1 2 30 # rent\nKillAll").await;
    assert_eq!(field(&page).value(), "Send 1 2 30 # rent\nKillAll");
    assert_eq!(field(&page).get_attribute("aria-label").unwrap(), "Script");
    assert_eq!(page.count(".editor-line"), 2);
    assert_eq!(page.text(".editor-line .keyword"), "Send");
    assert_eq!(page.text(".editor-line .amount"), "30");
    assert_eq!(page.text(".editor-line .comment"), "# rent");
    assert_eq!(page.find(".editor-lines").text_content().unwrap(), "Send 1 2 30 # rent\nKillAll\n");
}

#[wasm_bindgen_test]
async fn typing_runs_the_script_and_keeps_the_moment() {
    let page = editor("CreateNode 1 5\nCreateNode 2 5\nCreateNode 3 5\n").await;
    page.act(Action::SeekLine(0)).await;
    input(&page, "CreateNode 1 5\nCreateNode 2 5\nCreateNode 4 5\n", "insertText").await;
    assert_eq!(&**page.session().text(), "CreateNode 1 5\nCreateNode 2 5\nCreateNode 4 5\n");
    assert_eq!(page.session().current_line(), Some(0));
    assert_eq!(page.session().loads(), 0);
}

#[wasm_bindgen_test]
async fn pasting_over_everything_goes_to_the_end() {
    let page = editor("CreateNode 1 5\nCreateNode 2 5\n").await;
    page.act(Action::SeekLine(0)).await;
    field(&page).select();
    assert!(paste(&page, "CreateNode 8 5\nCreateNode 9 5\n").await);
    input(&page, "CreateNode 8 5\nCreateNode 9 5\n", "insertFromPaste").await;
    assert_eq!(page.session().moment(), page.session().end());

    // Pasting into it does not.
    page.act(Action::SeekLine(0)).await;
    field(&page).set_selection_range(0, 0).unwrap();
    assert!(paste(&page, "# hello\n").await);
    input(&page, "# hello\nCreateNode 8 5\nCreateNode 9 5\n", "insertFromPaste").await;
    assert_ne!(page.session().moment(), page.session().end());
}

#[wasm_bindgen_test]
async fn a_number_goes_to_the_moment_after_its_line() {
    let page = editor("CreateNode 1 5\nCreateNode 2 5\nCreateNode 3 5\n").await;
    page.click("[data-line='1']").await;
    assert_eq!(page.session().current_line(), Some(1));
    assert_eq!(page.text("[aria-current='step']"), "2");
    assert_eq!(page.text(".editor-line.current"), "CreateNode 2 5");
    assert_eq!(page.text(".editor-line.later"), "CreateNode 3 5");
    page.act(Action::Last).await;
    assert_eq!(page.count(".later"), 0);
}

#[wasm_bindgen_test]
async fn keys_run_to_the_end_and_leave() {
    let page = editor("CreateNode 1 5\nCreateNode 2 5\n").await;
    page.act(Action::First).await;
    field(&page).focus().unwrap();
    key_with_ctrl(&page, "Enter").await;
    assert_eq!(page.session().moment(), page.session().end());
    assert_eq!(focused(), "textarea#");
    page.press("textarea", "Escape").await;
    assert_eq!(focused(), "div#stage");
}

#[wasm_bindgen_test]
async fn another_script_is_taken_over_and_can_be_undone() {
    let page = editor("# mine\nKillAll\n").await;
    page.find("#stage").focus().unwrap();
    page.act(Action::Load(EXAMPLE.into())).await;
    assert_eq!(field(&page).value(), EXAMPLE);
    assert_eq!(focused(), "div#stage");
    undo(&page).await;
    assert_eq!(field(&page).value(), "# mine\nKillAll\n");
    assert_eq!(&**page.session().text(), "# mine\nKillAll\n");
}

#[wasm_bindgen_test]
async fn a_long_script_can_be_undone_too() {
    let page = editor("# <mine> & \"yours\"\n").await;
    let long = format!("{}# <b>&amp;</b>\n", lines(3000));
    page.act(Action::Load(long.as_str().into())).await;
    assert_eq!(field(&page).value(), long);
    undo(&page).await;
    assert_eq!(field(&page).value(), "# <mine> & \"yours\"\n");
}

#[wasm_bindgen_test]
async fn what_a_hidden_field_cannot_undo_is_kept() {
    let page = editor("# mine\n").await;
    page.find(".script").set_hidden(true);
    page.find(".script").style().set_property("display", "none").unwrap();
    page.act(Action::Load(EXAMPLE.into())).await;
    assert_eq!(field(&page).value(), EXAMPLE);
    assert_eq!(page.text(".editor-note"), "The script before this one, of 1 line, is kept.Bring it back");
    page.click(".editor-note button").await;
    assert_eq!(field(&page).value(), "# mine\n");
    assert_eq!(page.text(".editor-note p"), "The script before this one, of 18 lines, is kept.");
}

#[wasm_bindgen_test]
async fn faults_are_underlined_and_signed() {
    let page = editor("KillAll\nrecieve 1\nCreateNode 1 x\n").await;
    assert_eq!(page.text(".editor-line .fault.error"), "recieve");
    assert_eq!(page.text("[data-line='1'] .sign.error"), "✕");
    let number = page.find("[data-line='1']");
    assert_eq!(number.get_attribute("aria-label").unwrap(), "Go to line 2, error");
    assert_eq!(number.title(), "Error: there is no command `recieve`");
    let summary = field(&page).get_attribute("aria-describedby").unwrap();
    assert_eq!(page.text(&format!("#{summary}")), "2 errors");
}

#[wasm_bindgen_test]
async fn a_fix_is_made_in_the_field_and_can_be_undone() {
    let page = editor("# 😀\r\nKillAll\r\nrecieve 1").await;
    page.click(".fault-row .plain").await;
    assert_eq!(field(&page).value(), "# 😀\nKillAll\nReceive 1");
    assert_eq!(&**page.session().text(), "# 😀\nKillAll\nReceive 1");
    assert_eq!(focused(), "textarea#");
    undo(&page).await;
    assert_eq!(field(&page).value(), "# 😀\nKillAll\nrecieve 1");
}

#[wasm_bindgen_test]
async fn the_place_of_a_fault_is_selected_and_brought_into_view() {
    let page = editor(&format!("{}Send 1 2 ü4 # {}\n", lines(300), "and so on ".repeat(50))).await;
    let scroller = page.find(".editor-scroll");
    scroller.set_scroll_top(0);
    page.click(".fault-row .link").await;
    let field = field(&page);
    let range = field.selection_start().unwrap().unwrap()..field.selection_end().unwrap().unwrap();
    assert_eq!(range, 300 * 8 + 9..300 * 8 + 11);
    assert!(scroller.scroll_top() > 300 * 24 - 600, "{}", scroller.scroll_top());
    assert_eq!(scroller.scroll_left(), 0);
}

#[wasm_bindgen_test]
async fn the_current_line_comes_into_view_by_stepping_but_not_by_typing() {
    let page = editor(&lines(500)).await;
    let scroller = page.find(".editor-scroll");
    page.act(Action::First).await;
    page.act(Action::SeekLine(400)).await;
    let top = scroller.scroll_top();
    assert!((9000..9700).contains(&top), "{top}");
    scroller.set_scroll_top(0);
    input(&page, &format!("# more\n{}", lines(500)), "insertText").await;
    assert_eq!(scroller.scroll_top(), 0);
}

#[wasm_bindgen_test]
async fn only_lines_near_the_view_are_in_the_page_and_each_is_where_the_field_has_it() {
    let page = editor(&"CreateNode 1 1000 # 漢字 😀\n".repeat(5000)).await;
    assert!(page.count(".editor-line") < 100);
    page.act(Action::SeekLine(2499)).await;
    page.find(".editor-scroll").dispatch_event(&Event::new("scroll").unwrap()).unwrap();
    yew::scheduler::flush().await;
    let line = page.find(".editor-line.current").get_bounding_client_rect();
    let field = field(&page);
    let row = f64::from(field.scroll_height()) / 5001.0;
    let distance = line.y() - field.get_bounding_client_rect().y();
    assert!((distance - 2499.0 * row).abs() < row, "{distance}, rows of {row}");
    assert!((line.height() - page.find(".editor-probe").get_bounding_client_rect().height()).abs() < 0.01);
    assert!(page.find("[data-line='2499']").get_bounding_client_rect().y() - line.y() < 1.0);
}

#[wasm_bindgen_test]
async fn a_script_without_commands_says_what_to_do() {
    let page = editor("").await;
    assert!(field(&page).placeholder().contains("CreateNode 1 1000"));
    page.click(".editor-example").await;
    assert_eq!(field(&page).value(), EXAMPLE);
    assert_eq!(page.count(".editor-example"), 0);
}

#[wasm_bindgen_test]
async fn a_very_large_script_is_shown_but_not_edited_and_nothing_is_lost() {
    let page = editor("# mine\n").await;
    field(&page).set_selection_range(7, 7).unwrap();
    assert!(!paste(&page, &lines(35_000)).await, "the browser must not lay this out");
    assert_eq!(&**page.session().text(), format!("# mine\n{}", lines(35_000)));
    assert_eq!(page.count("textarea"), 0);
    assert!(page.count(".editor-line") < 100);
    assert!(page.text(".editor").contains("This script has 35,002 lines"), "{}", page.text(".editor"));
    page.click("[data-line='34990']").await;
    assert_eq!(page.session().current_line(), Some(34_990));

    let copy = page.find(".editor-note + .editor-note .link");
    assert_eq!(copy.text_content().unwrap(), "Edit a copy of the first 1,000 lines");
    copy.click();
    yew::scheduler::flush().await;
    assert_eq!(field(&page).value(), format!("# mine\n{}", lines(999)));
    assert_eq!(page.text(".editor-note"), "The script before this one, of 35,001 lines, is kept.Bring it back");
    page.click(".editor-note .link").await;
    assert_eq!(page.session().text().len(), 7 + 8 * 35_000);
}

#[wasm_bindgen_test]
async fn a_long_run_says_how_far_it_is_and_can_be_stopped() {
    let page = editor(&lines(100_000)).await;
    assert!(matches!(page.session().stage(), Stage::Reading { .. }));
    assert_eq!(page.text(".editor-status p"), "Reading: 0.3 of 0.8 MB");
    page.click(".editor-status button").await;
    assert_eq!(page.text(".editor-status p"), "Stopped after 0 of 40,000 commands");
    page.click(".editor-status button").await;
    assert!(matches!(page.session().stage(), Stage::Reading { .. }));
}

/// Drops a file, and waits until it is read.
async fn drop_file(page: &Mounted, name: &str, bytes: &[u8], until: impl Fn() -> bool) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let file = File::new_with_u8_array_sequence(&parts, name).unwrap();
    let data = DataTransfer::new().unwrap();
    data.items().add_with_file(&file).unwrap();
    let init = DragEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_data_transfer(Some(&data));
    let drop = DragEvent::new_with_event_init_dict("drop", &init).unwrap();
    assert!(!field(page).dispatch_event(&drop).unwrap(), "the browser must not open it");
    // The browser reads one file after the other.
    while !until() {
        file.array_buffer().await.unwrap();
        yew::scheduler::flush().await;
    }
}

#[wasm_bindgen_test]
async fn a_file_that_is_dropped_is_loaded_if_it_is_text() {
    let page = editor("# mine\n").await;
    drop_file(&page, "photo.png", b"KillAll\n\x89PNG", || page.count("[role='alert']") > 0).await;
    let said = page.text("[role='alert'] p");
    assert!(said.starts_with("“photo.png” is not UTF-8 text: byte 9 (line 2)"), "{said}");
    assert_eq!(field(&page).value(), "# mine\n");

    drop_file(&page, "bank.txt", b"KillAll\r\n", || page.session().loads() > 0).await;
    assert_eq!(&**page.session().text(), "KillAll\r\n");
    assert_eq!(field(&page).value(), "KillAll\n");
    assert_eq!(page.count("[role='alert']"), 0);
    undo(&page).await;
    assert_eq!(field(&page).value(), "# mine\n");
}
