//! The run as a table.

use shutter_web::components::event_table::EventTable;
use shutter_web::session::{Action, EXAMPLE, SessionHandle};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::html;

use crate::mount::{Mounted, mount};

/// What scrolls must be known to scroll.
const STYLE: &str = ".event-table { display: flex; height: 400px } .event-table .sheet { display: flex; flex: 1; flex-direction: column }
    .event-table .virtual-list { position: relative; flex: 1; min-height: 0; overflow: auto } .virtual-probe { position: absolute }";

async fn table(text: &str) -> Mounted {
    let make = |session: SessionHandle| html! { <><style>{ STYLE }</style><EventTable {session} /></> };
    mount(text, make).await
}

#[wasm_bindgen_test]
async fn each_event_has_a_row_with_its_cause_and_balance() {
    let page = table("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 3\nReceive 2\n").await;
    assert_eq!(page.find("[role='table']").get_attribute("aria-rowcount").as_deref(), Some("5"));
    assert_eq!(page.count("[data-row]"), 4);
    assert_eq!(page.text("[data-row='2']"), "31Node 1 sends 3 to node 2line 37");
    assert_eq!(page.text("[data-row='3']"), "42Node 2 receives 3 from node 1line 4, event 38");
    assert_eq!(page.find("[data-row='3']").get_attribute("aria-rowindex").as_deref(), Some("5"));
}

#[wasm_bindgen_test]
async fn it_is_in_step_with_the_moment() {
    let page = table(EXAMPLE).await;
    page.act(Action::SeekEvent(3)).await;
    assert_eq!(page.count("[aria-current]"), 1);
    assert_eq!(page.find("[aria-current]").get_attribute("data-row").as_deref(), Some("2"));
    assert_eq!(page.count("[tabindex='0']"), 1);
    page.click("[data-row='7']").await;
    assert_eq!(page.session().moment().events, 8);
    page.find("[data-row='7'] button").focus().unwrap();
    page.press("[data-row='7'] button", "ArrowUp").await;
    let focused = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("7"));
    page.act(Action::First).await;
    assert_eq!(page.count("[aria-current]"), 0);
    assert_eq!(page.count("[data-row='0'] [tabindex='0']"), 1);
}

#[wasm_bindgen_test]
async fn of_very_many_events_only_some_are_in_the_page() {
    let page = table(&format!("CreateNode 1 5\nCreateNode 2 5\n{}", "Send 1 2 9\n".repeat(30_000))).await;
    assert_eq!(page.find("[role='table']").get_attribute("aria-rowcount").as_deref(), Some("30003"));
    assert!(page.count("[data-row]") < 200, "{}", page.count("[data-row]"));
    assert_eq!(page.find("[aria-current]").get_attribute("data-row").as_deref(), Some("30001"));
}

#[wasm_bindgen_test]
async fn an_empty_run_says_what_will_be_here() {
    let page = table("").await;
    assert!(page.text(".event-table").contains("Each event gets a row here"));
}
