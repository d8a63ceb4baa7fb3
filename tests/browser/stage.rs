//! The network picture.

use shutter_core::NodeId;
use shutter_web::components::network::Network;
use shutter_web::session::{Action, EXAMPLE, EXAMPLE_LINE};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::html;

use crate::mount::{Mounted, mount};

async fn network(text: &str) -> Mounted {
    mount(text, |session| html! { <Network {session} width={800.0} height={600.0} /> }).await
}

#[wasm_bindgen_test]
async fn it_shows_money_and_markers_where_they_are() {
    let page = network(EXAMPLE).await;
    page.act(Action::SeekLine(EXAMPLE_LINE)).await;
    assert_eq!(page.count(".node"), 4);
    assert_eq!(page.count(".lane"), 12);
    assert_eq!(page.count(".message .coin"), 4);
    assert_eq!(page.count(".message .marker"), 3);
    assert_eq!(page.count(".lane .band"), 3);
    assert!(page.root.text_content().unwrap().contains("recorded 200"));
    assert!(page.root.text_content().unwrap().contains("recording 3 channels"));
}

#[wasm_bindgen_test]
async fn it_shows_what_a_channel_has_recorded() {
    let page = network("CreateNode 1 10\nCreateNode 2 5\nBeginSnapshot 1\nSend 2 1 4\nReceive 1\n").await;
    assert_eq!(page.text(".lane .recorded"), "rec. 4");
}

#[wasm_bindgen_test]
async fn a_refused_send_is_marked_in_words() {
    let page = network("CreateNode 1 10\nCreateNode 2 5\nSend 1 2 11\n").await;
    assert_eq!(page.text(".label .refusal"), "✕ cannot send 11");
    page.act(Action::Back).await;
    assert_eq!(page.count(".label .refusal"), 0);
}

#[wasm_bindgen_test]
async fn a_waiting_receive_is_marked_until_it_is_served() {
    let page = network("CreateNode 1 10\nCreateNode 2 5\nReceive 2 1\nSend 1 2 3\n").await;
    assert_eq!(page.count(".label .waits"), 0);
    page.act(Action::SeekLine(2)).await;
    assert_eq!(page.text(".label .waits"), "waits for 1");
}

#[wasm_bindgen_test]
async fn a_node_is_selected_by_click_and_by_key() {
    let page = network(EXAMPLE).await;
    page.click(".node").await;
    assert_eq!(page.session().selected(), Some(NodeId::new(1)));
    assert_eq!(page.find(".node").get_attribute("aria-pressed").as_deref(), Some("true"));
    page.press(".node", "Enter").await;
    assert_eq!(page.session().selected(), None);
}

#[wasm_bindgen_test]
async fn many_channels_are_not_all_drawn_and_the_page_says_so() {
    let nodes: String = (1..=50).map(|node| format!("CreateNode {node} 100\n")).collect::<Vec<_>>().concat();
    let page = network(&nodes).await;
    assert_eq!(page.count(".node"), 50);
    assert_eq!(page.count(".lane"), 0);
    assert!(page.text(".note").contains("2,450 empty channels are not drawn"));
    page.act(Action::SetText(format!("{nodes}BeginSnapshot 7\nReceive 8\n").into())).await;
    assert!(page.count(".lane") < 300);
    page.act(Action::Select(Some(NodeId::new(9)))).await;
    assert!(page.count(".lane") < 300);
}

#[wasm_bindgen_test]
async fn after_the_end_the_bank_is_dimmed_and_stays() {
    let page = network(EXAMPLE).await;
    assert_eq!(page.count("svg.ended .node"), 4);
    assert!(page.text(".note").contains("KillAll has ended this bank"));
}
