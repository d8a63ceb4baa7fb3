//! The space-time diagram: what it says of a cut of one's own. What it draws needs a style sheet, and is tested on the whole page.

use std::rc::Rc;

use shutter_core::NodeId;
use shutter_core::causality::Cut;
use shutter_web::components::space_time::{SpaceTimeDiagram, cut_card};
use shutter_web::session::Action;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::html;

use crate::mount::mount;

const TRANSFER: &str = "CreateNode 1 100\nCreateNode 2 50\nSend 1 2 30\nReceive 2\n";

/// Before the send, and after the receive.
fn inconsistent() -> Rc<Cut> {
    Rc::new(Cut::new([(NodeId::new(1), 2), (NodeId::new(2), 4)]))
}

#[wasm_bindgen_test]
async fn a_cut_is_judged_as_it_is_moved() {
    let page = mount(TRANSFER, |session| html! { <SpaceTimeDiagram {session} /> }).await;
    assert_eq!(page.count(".cut-line"), 0);
    page.act(Action::StartCut).await;
    assert!(page.text(".cut-line").starts_with("✓ Consistent cut."));
    page.act(Action::SetCut(inconsistent())).await;
    let said =
        "✕ Inconsistent cut. 30 counted twice: the transfer 1 → 2 was received before the cut but sent after it.";
    assert!(page.text(".cut-line").starts_with(said));
    page.act(Action::EndCut).await;
    assert_eq!(page.count(".cut-line"), 0);
}

#[wasm_bindgen_test]
async fn a_cut_ends_with_the_run_that_it_divides() {
    let page = mount(TRANSFER, |session| html! { <SpaceTimeDiagram {session} /> }).await;
    page.act(Action::StartCut).await;
    page.act(Action::SetText("CreateNode 1 100\n".into())).await;
    assert_eq!(page.count(".cut-line"), 0);
}

#[wasm_bindgen_test]
async fn the_card_has_the_state_at_the_cut_and_its_sum() {
    let page = mount(TRANSFER, |session| html! { <>{ cut_card(&session) }</> }).await;
    assert_eq!(page.count(".card"), 0);
    page.act(Action::SetCut(inconsistent())).await;
    let text = page.text(".card");
    assert!(text.contains("node 1100") && text.contains("node 280"), "{text}");
    assert!(text.contains("180 + 0 = 180 ≠ 150 in the bank"), "{text}");
    assert!(text.ends_with("30 too much: counted twice"), "{text}");
    let between = Cut::new([(NodeId::new(1), 3), (NodeId::new(2), 3)]);
    page.act(Action::SetCut(Rc::new(between))).await;
    let text = page.text(".card");
    assert!(text.contains("channel 1 → 230") && text.contains("120 + 30 = 150 = 150 in the bank"), "{text}");
}

#[wasm_bindgen_test]
async fn without_a_run_it_says_what_it_is_for() {
    let page = mount("", |session| html! { <SpaceTimeDiagram {session} /> }).await;
    assert!(page.text(".empty").starts_with("Here the run is drawn from left to right"));
}
