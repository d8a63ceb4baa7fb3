//! The explanation, the cards, the bank, and the transport.

use shutter_web::components::bank::bank;
use shutter_web::components::explanation::Explanation;
use shutter_web::components::snapshots::Snapshots;
use shutter_web::components::transport::Transport;
use shutter_web::session::{Action, EXAMPLE, EXAMPLE_LINE, Speed};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::html;

use crate::mount::mount;

#[wasm_bindgen_test]
async fn the_explanation_follows_the_moment() {
    let page = mount(EXAMPLE, |session| html! { <Explanation {session} /> }).await;
    page.act(Action::SeekLine(EXAMPLE_LINE)).await;
    assert_eq!(page.text(".headline"), "Node 2 sends 50 to node 4. Its balance falls from 700 to 650.");
    page.act(Action::First).await;
    assert!(page.text(".headline").contains("Nothing has happened yet"));
}

#[wasm_bindgen_test]
async fn a_card_goes_from_recording_to_collected_and_adds_up() {
    let page = mount(EXAMPLE, |session| html! { <Snapshots {session} /> }).await;
    page.act(Action::SeekLine(EXAMPLE_LINE)).await;
    assert_eq!(page.text(".card .state"), "1 of 4 nodes");
    assert!(page.text(".equation").contains("recorded so far 200 of 2,400"));
    page.act(Action::SeekLine(14)).await;
    assert_eq!(page.text(".card .state"), "complete");
    assert_eq!(page.text(".equation"), "200 + 1,050 + 400 + 500 + 100 + 100 + 50 = 2,400");
    page.act(Action::SeekLine(15)).await;
    assert_eq!(page.text(".card .state"), "collected");
}

#[wasm_bindgen_test]
async fn many_snapshots_are_chosen_by_number() {
    let text = format!("CreateNode 1 10\nCreateNode 2 5\n{}", "BeginSnapshot 1\nReceiveAll\n".repeat(9));
    let page = mount(&text, |session| html! { <Snapshots {session} /> }).await;
    assert_eq!(page.count(".card"), 3);
    assert!(page.text(".chooser").contains("of 9"));
    page.act(Action::SelectSnapshot(shutter_core::SnapshotId::new(4))).await;
    assert_eq!(page.count(".card"), 1);
    assert_eq!(page.text(".card h2"), "Snapshot 4");
}

#[wasm_bindgen_test]
async fn the_bank_adds_up_at_every_moment() {
    let page = mount(EXAMPLE, |session| html! { { bank(&session) } }).await;
    page.act(Action::SeekLine(EXAMPLE_LINE)).await;
    assert_eq!(page.text(".sums"), "in balances1,750in flight650total2,400 ✓");
}

#[wasm_bindgen_test]
async fn the_transport_steps_and_says_where_one_is() {
    let page = mount(EXAMPLE, |session| html! { <Transport {session} timeline=true /> }).await;
    page.click("[aria-label='First']").await;
    assert_eq!(page.text(".position"), "event 0 of 65 · before line 1");
    page.click("[aria-label='Forward one event']").await;
    assert_eq!(page.text(".position"), "event 1 of 65 · line 1");
    page.click("[aria-label='Forward one command']").await;
    assert_eq!(page.text(".position"), "event 2 of 65 · line 2");
    page.click("[aria-label='Last']").await;
    assert_eq!(page.text(".position"), "event 65 of 65 · line 18");
    assert_eq!(page.find("[aria-label='Last']").get_attribute("aria-disabled").as_deref(), Some("true"));
    page.click("[aria-label='Play']").await;
    assert_eq!(page.count("[aria-label='Pause']"), 1);
    page.act(Action::SetSpeed(Speed::Four)).await;
    assert_eq!(page.session().speed(), Speed::Four);
}
