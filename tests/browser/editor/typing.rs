//! What a person does to the text.

use shutter_web::session::Action;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit};

use super::{document, editor, field, focused, input, lines, paste, undo};
use crate::mount::Mounted;

async fn key_with_ctrl(page: &Mounted, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(true);
    init.set_bubbles(true);
    field(page).dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()).unwrap();
    yew::scheduler::flush().await;
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
async fn several_lines_at_once_in_the_place_of_everything_are_as_good_as_pasted() {
    let page = editor("CreateNode 1 5\nCreateNode 2 5\n").await;
    page.act(Action::SeekLine(0)).await;
    field(&page).select();
    let text = "CreateNode 1 5\nCreateNode 3 5\n";
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_data(Some(text));
    let before = InputEvent::new_with_event_init_dict("beforeinput", &init).unwrap();
    field(&page).dispatch_event(&before).unwrap();
    input(&page, text, "insertText").await;
    assert_eq!(page.session().moment(), page.session().end());
}

#[wasm_bindgen_test]
async fn what_was_undone_can_be_redone() {
    let page = editor("# mine\n").await;
    field(&page).focus().unwrap();
    field(&page).select();
    assert!(document().exec_command_with_show_ui_and_value("insertText", false, "KillAll").unwrap());
    undo(&page).await;
    assert_eq!(&**page.session().text(), "# mine\n");
    // Chrome leaves nothing of it, because the text before ended in a line end.
    document().exec_command("redo").unwrap();
    yew::scheduler::flush().await;
    assert_eq!(field(&page).value(), "KillAll");
    assert_eq!(&**page.session().text(), "KillAll");
}

#[wasm_bindgen_test]
async fn pages_turn_by_what_can_be_seen() {
    let page = editor(&lines(200)).await;
    let field = field(&page);
    field.focus().unwrap();
    field.set_selection_range(3, 3).unwrap();
    page.find(".editor-scroll").set_scroll_top(0);
    page.press("textarea", "PageDown").await;
    let row = field.selection_start().unwrap().unwrap() / 8;
    assert_eq!(field.selection_start(), field.selection_end());
    assert_eq!(field.selection_start().unwrap().unwrap() % 8, 3);
    assert!((10..30).contains(&row), "{row}");
    assert_eq!(page.find(".editor-scroll").scroll_top(), i32::try_from(row).unwrap() * 24);
    page.press("textarea", "PageUp").await;
    assert_eq!(field.selection_start().unwrap().unwrap(), 3);
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
async fn a_fix_is_made_in_the_field_and_can_be_undone() {
    let page = editor("# 😀\r\nKillAll\r\nrecieve 1").await;
    page.click(".fault-row .plain").await;
    assert_eq!(field(&page).value(), "# 😀\nKillAll\nReceive 1");
    assert_eq!(&**page.session().text(), "# 😀\nKillAll\nReceive 1");
    assert_eq!(focused(), "textarea#");
    undo(&page).await;
    assert_eq!(field(&page).value(), "# 😀\nKillAll\nrecieve 1");
}
