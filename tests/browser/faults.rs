//! The list of what is wrong.

use std::cell::RefCell;
use std::rc::Rc;

use shutter_core::script::{Edit, Span};
use shutter_web::components::faults::{Faults, SUMMARY_ID};
use shutter_web::session::{Action, SessionHandle};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use crate::mount::{Mounted, mount};

type Called = Rc<RefCell<(Vec<Edit>, Vec<Span>)>>;

async fn faults(text: &str) -> (Mounted, Called) {
    let called = Called::default();
    let (fixes, places) = (called.clone(), called.clone());
    let on_fix = Callback::from(move |edit| fixes.borrow_mut().0.push(edit));
    let on_go = Callback::from(move |span| places.borrow_mut().1.push(span));
    let make = move |session: SessionHandle| html! { <Faults {session} on_fix={&on_fix} on_go={&on_go} /> };
    (mount(text, make).await, called)
}

#[wasm_bindgen_test]
async fn nothing_is_seen_when_nothing_is_wrong() {
    let (page, _) = faults("CreateNode 1 5\n").await;
    assert_eq!(page.count(".faults"), 0);
    assert_eq!(page.text(&format!("#{SUMMARY_ID}")), "Nothing is wrong");
}

#[wasm_bindgen_test]
async fn each_fault_has_a_sign_a_word_a_place_and_advice() {
    let (page, _) = faults("CreateNode 1 5\nrecieve 1\nReceive 1\nCreateNode 1 7\n").await;
    assert_eq!(page.text(&format!("#{SUMMARY_ID}")), "2 errors, 1 warning");
    assert_eq!(page.count(".faults li"), 3);
    assert_eq!(
        page.text("li:nth-of-type(1)"),
        "✕Error line 2:1 there is no command recievedid you mean Receive?Change to Receive"
    );
    assert_eq!(page.text("li:nth-of-type(2) .sign"), "!");
    assert_eq!(page.text("li:nth-of-type(2) b"), "Warning");
    assert!(page.text("li:nth-of-type(3)").ends_with("line 1: created here"), "{}", page.text("li:nth-of-type(3)"));
}

#[wasm_bindgen_test]
async fn columns_are_counted_in_characters() {
    let (page, _) = faults("Send 1 é x\n").await;
    assert_eq!(page.text("li:nth-of-type(1) .link"), "line 1:8");
    assert_eq!(page.text("li:nth-of-type(2) .link"), "line 1:10");
}

#[wasm_bindgen_test]
async fn buttons_ask_for_places_and_edits() {
    let (page, called) = faults("recieve 1\nCreateNode 1 5\nCreateNode 1 7\n").await;
    page.click("li:nth-of-type(1) .link").await;
    page.click("li:nth-of-type(2) .fault-help .link").await;
    page.click("li:nth-of-type(1) .plain").await;
    let called = called.borrow();
    assert_eq!(called.1, [Span { line: 0, start: 0, end: 7 }, Span { line: 1, start: 0, end: 14 }]);
    assert_eq!(called.0[0].replacement, "Receive");
}

#[wasm_bindgen_test]
async fn a_hundred_thousand_faults_take_no_more_of_the_page_than_a_few() {
    let (page, _) = faults(&"oops\n".repeat(35_000)).await;
    assert_eq!(page.text(&format!("#{SUMMARY_ID}")), "35,000 errors");
    assert!(page.count(".fault-row") < 400, "{}", page.count(".fault-row"));
}

#[wasm_bindgen_test]
async fn faults_follow_the_script() {
    let (page, _) = faults("oops\n").await;
    page.act(Action::SetText("KillAll\n".into())).await;
    assert_eq!(page.count(".faults"), 0);
    page.act(Action::SetText("é\n".into())).await;
    assert_eq!(page.text(&format!("#{SUMMARY_ID}")), "1 error");
}
