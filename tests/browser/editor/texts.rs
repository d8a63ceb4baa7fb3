//! Other texts in the place of the one that is there: none of them is ever lost.

use shutter_web::session::{Action, EXAMPLE, Stage};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, DragEvent, DragEventInit, File};

use super::{editor, field, focused, lines, paste, undo};
use crate::mount::Mounted;

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
