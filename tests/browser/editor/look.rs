//! What the lines look like, and which of them are in view.

use shutter_web::session::Action;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::{editor, field, input, lines};

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
