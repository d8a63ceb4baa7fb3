//! What the run has printed.

use shutter_web::components::transcript::Transcript;
use shutter_web::session::{Action, EXAMPLE, SessionHandle};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use crate::mount::{Mounted, mount};

async fn transcript(text: &str) -> Mounted {
    mount(text, |session: SessionHandle| html! { <Transcript {session} /> }).await
}

fn shown(page: &Mounted) -> Vec<String> {
    let lines = page.root.query_selector_all("[data-testid='transcript'] .printed").unwrap();
    (0..lines.length()).map(|at| lines.item(at).unwrap().text_content().unwrap()).collect()
}

fn printed(page: &Mounted) -> Vec<String> {
    page.session().history().transcript().all().map(|line| line.to_string()).collect()
}

#[wasm_bindgen_test]
async fn it_is_the_printed_lines_and_nothing_else() {
    let page = transcript(EXAMPLE).await;
    assert_eq!(shown(&page), printed(&page));
    assert_eq!(page.find("[data-testid='transcript']").inner_text().lines().collect::<Vec<_>>(), printed(&page));
    assert_eq!(page.text(".rejected"), "ERR_SEND");
    assert_eq!(page.count(".transcript-more"), 0);
}

#[wasm_bindgen_test]
async fn it_follows_the_moment_and_counts_what_is_to_come() {
    let page = transcript(EXAMPLE).await;
    let all = shown(&page).len();
    page.act(Action::SeekLine(12)).await;
    assert_eq!(shown(&page), printed(&page));
    assert_eq!(page.text(".transcript-more"), format!("{} more lines to come", all - shown(&page).len()));
    page.act(Action::First).await;
    assert_eq!(shown(&page), [""; 0]);
}

#[wasm_bindgen_test]
async fn it_says_what_prints_when_nothing_was() {
    let page = transcript("CreateNode 1 5\n").await;
    assert!(page.text(".transcript-more").starts_with("Nothing is printed yet"));
    assert_eq!(page.count(".transcript button"), 0);
}

#[wasm_bindgen_test]
async fn a_line_goes_to_the_event_that_printed_it() {
    let page = transcript(EXAMPLE).await;
    page.click(".printed.rejected").await;
    let session = page.session();
    assert_eq!(session.current_line(), Some(11));
    assert_eq!(shown(&page).last().unwrap(), "ERR_SEND");
    drop(session);
    page.press("[data-row='0']", "Enter").await;
    assert_eq!(shown(&page), ["Started by Node 1"]);
}

#[wasm_bindgen_test]
async fn arrows_go_from_line_to_line_and_tab_stops_at_the_newest() {
    let page = transcript(EXAMPLE).await;
    assert_eq!(page.count(".printed[tabindex='0']"), 1);
    page.find(".printed[tabindex='0']").focus().unwrap();
    page.press(".printed[tabindex='0']", "ArrowUp").await;
    let focused = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert_eq!(focused.get_attribute("data-row").unwrap(), (shown(&page).len() - 2).to_string());
}

#[wasm_bindgen_test]
async fn of_very_many_lines_only_some_are_in_the_page() {
    let page = transcript(&format!("CreateNode 1 5\nCreateNode 2 5\n{}", "Send 1 2 9\n".repeat(20_000))).await;
    assert_eq!(page.session().history().transcript().line_count(), 20_000);
    assert!(shown(&page).len() < 500, "{}", shown(&page).len());
    assert!(shown(&page).iter().all(|line| line == "ERR_SEND"));
}
