//! What is done in the picture: the menu of a node, heads of channels, one more node, and undo.

use shutter_core::NodeId;
use shutter_core::script::Command;
use shutter_web::components::network::Network;
use shutter_web::components::stage::Stage;
use shutter_web::session::{Action, EXAMPLE, EXAMPLE_LINE};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, InputEvent, InputEventInit};
use yew::html;

use crate::mount::{Mounted, mount};

const TWO: &str = "CreateNode 1 10\nCreateNode 2 5\n";

async fn network(text: &str) -> Mounted {
    mount(text, |session| html! { <Network {session} width={800.0} height={600.0} /> }).await
}

async fn stage(text: &str) -> Mounted {
    mount(text, |session| html! { <Stage {session} /> }).await
}

async fn type_amount(page: &Mounted, text: &str) {
    let input: HtmlInputElement = page.find(".node-menu input").unchecked_into();
    input.set_value(text);
    let init = InputEventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&InputEvent::new_with_event_init_dict("input", &init).unwrap()).unwrap();
    yew::scheduler::flush().await;
}

fn has_focus(page: &Mounted, selector: &str) -> bool {
    page.root.owner_document().unwrap().active_element().as_ref() == Some(&*page.find(selector))
}

#[wasm_bindgen_test]
async fn the_menu_takes_the_focus_from_the_keyboard_and_gives_it_back() {
    let page = network(TWO).await;
    page.press(".node", "Enter").await;
    assert_eq!(page.text("#node-menu-title"), "Node 1 · 10");
    assert!(has_focus(&page, ".node-menu input"));
    assert_eq!(page.find(".node").get_attribute("aria-expanded").as_deref(), Some("true"));
    page.press(".node-menu input", "Escape").await;
    assert_eq!(page.count(".node-menu"), 0);
    assert!(has_focus(&page, ".node"));
    // It is still attended to, and a click on nothing ends that.
    assert_eq!(page.find(".node").get_attribute("aria-pressed").as_deref(), Some("true"));
    page.click("svg").await;
    assert_eq!(page.session().selected(), None);
}

#[wasm_bindgen_test]
async fn a_node_sends_from_its_menu() {
    let page = network(TWO).await;
    page.press(".node", "s").await;
    type_amount(&page, "7").await;
    page.click(".node-menu form button").await;
    assert_eq!(&**page.session().text(), "CreateNode 1 10\nCreateNode 2 5\nSend 1 2 7\n");
    assert_eq!(page.count(".message .coin"), 1);
    assert_eq!(page.count(".node-menu"), 0);
    assert!(has_focus(&page, ".node"));
}

#[wasm_bindgen_test]
async fn an_amount_that_is_none_is_told_and_not_sent() {
    let page = network(TWO).await;
    page.press(".node", "s").await;
    for wrong in ["ten", "-1", "1.5", "", "9007199254740992"] {
        type_amount(&page, wrong).await;
        assert!(page.text(".node-menu .error").starts_with("An amount is"), "{wrong}");
        page.click(".node-menu form button").await;
        assert_eq!(&**page.session().text(), TWO);
    }
    type_amount(&page, "11").await;
    assert!(page.text(".node-menu form .hint").contains("ERR_SEND"));
}

#[wasm_bindgen_test]
async fn a_node_receives_and_begins_from_its_menu_and_by_key() {
    let page = network(&format!("{TWO}Send 1 2 3\nBeginSnapshot 1\nSend 1 2 4\n")).await;
    page.press("[data-node='2']", "Enter").await;
    assert_eq!(page.count(".menu-row"), 3);
    assert_eq!(page.text(".menu-row:nth-of-type(2)"), "Receive from 1: 3");
    page.click(".menu-row:nth-of-type(2)").await;
    page.press("[data-node='2']", "Enter").await;
    assert_eq!(page.text(".menu-row:nth-of-type(2)"), "Receive from 1: marker 1");
    page.press(".node-menu", "Escape").await;
    page.press("[data-node='2']", "r").await;
    page.press("[data-node='1']", "b").await;
    assert!(page.session().text().ends_with("Send 1 2 4\nReceive 2 1\nReceive 2\nBeginSnapshot 1\n"));
}

#[wasm_bindgen_test]
async fn an_ended_bank_says_why_nothing_can_be_asked_of_it() {
    let page = network(EXAMPLE).await;
    for key in ["r", "b", "s"] {
        page.press(".node", key).await;
        assert_eq!(page.text(".node-menu .hint"), "KillAll has ended this bank.");
        page.press(".node-menu", "Escape").await;
    }
    assert_eq!(&**page.session().text(), EXAMPLE);
    assert_eq!(page.count(".message.head"), 0);
}

#[wasm_bindgen_test]
async fn the_head_of_a_channel_is_delivered_by_click_and_by_key() {
    let page = network(&format!("{TWO}Send 1 2 3\nSend 1 2 4\nBeginSnapshot 2\n")).await;
    assert_eq!(page.count(".message.head"), 2);
    assert_eq!(page.count(".message:not(.head)[aria-hidden]"), 1);
    let name = |page: &Mounted| page.find(".message.head").get_attribute("aria-label").unwrap();
    assert_eq!(name(&page), "Deliver 3 from node 1 to node 2");
    page.click(".message.head").await;
    assert_eq!(name(&page), "Deliver 4 from node 1 to node 2");
    page.press(".message.head", "Enter").await;
    assert_eq!(name(&page), "Deliver marker 1 from node 2 to node 1");
    assert!(page.session().text().ends_with("BeginSnapshot 2\nReceive 2 1\nReceive 2 1\n"));
    // The focus follows the message.
    assert!(has_focus(&page, "[data-node='2']"));
}

#[wasm_bindgen_test]
async fn of_many_heads_only_some_are_stops_of_the_tabulator_key() {
    let nodes: String = (1..=50).map(|node| format!("CreateNode {node} 100\n")).collect::<Vec<_>>().concat();
    let page = network(&format!("{nodes}BeginSnapshot 7\nReceive 8\n")).await;
    assert_eq!(page.count(".message.head"), 97);
    assert_eq!(page.count(".message.head[tabindex='0']"), 40);
    page.press("[data-node='50']", "Enter").await;
    assert_eq!(page.count(".node-menu option"), 49);
}

#[wasm_bindgen_test]
async fn acting_within_a_run_says_what_it_replaced_and_is_undone() {
    let page = stage(EXAMPLE).await;
    page.act(Action::SeekLine(EXAMPLE_LINE)).await;
    let moment = page.session().moment();
    assert_eq!(page.count(".acts .plain"), 0);
    page.act(Action::Act(Command::BeginSnapshot { node: NodeId::new(3) })).await;
    assert_eq!(page.text(".acts p"), "What followed line 14 was replaced: 4 lines.");
    page.click(".acts .plain").await;
    assert_eq!(page.text(".acts p"), "");
    assert_eq!(page.count(".acts .plain"), 0);
    assert_eq!(&**page.session().text(), EXAMPLE);
    assert_eq!(page.session().moment(), moment);
}

#[wasm_bindgen_test]
async fn a_node_is_added_where_it_can_be() {
    let page = stage("").await;
    for _ in 0..2 {
        page.click(".acts .quiet").await;
    }
    assert_eq!(&**page.session().text(), "CreateNode 1 100\nCreateNode 2 100\n");
    page.act(Action::SetText("CreateNode 0 1\nCreateNode 2 1\nCreateNode 1 1\nCreateNode 4 1\n".into())).await;
    page.click(".acts .quiet").await;
    assert!(page.session().text().ends_with("CreateNode 3 100\n"));
    page.act(Action::SetText(format!("{TWO}BeginSnapshot 1\n").into())).await;
    assert_eq!(page.find(".acts .quiet").title(), "Add a node. Not while a snapshot is under way.");
    page.click(".acts .quiet").await;
    assert!(page.session().text().ends_with("BeginSnapshot 1\n"));
    page.act(Action::SetText(format!("{TWO}KillAll\n").into())).await;
    page.click(".acts .quiet").await;
    assert!(page.session().text().ends_with("KillAll\nCreateNode 1 100\n"));
}
