//! What is said of a complete snapshot, and the run in which its state occurs.

use shutter_core::script::ChannelName;
use shutter_core::{Amount, EventIndex, NodeId};
use shutter_diagram::explain::{Judgement, Witness};
use shutter_web::components::exchanges::ExchangesPanel;
use shutter_web::components::snapshots::Snapshots;
use shutter_web::components::verdict::lines;
use shutter_web::session::{Action, SessionHandle};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::html;

use crate::mount::{Mounted, mount};

/// Chandy and Lamport's figure 8, as a bank.
const FIGURE_8: &str = "CreateNode 1 10\nCreateNode 2 20\nBeginSnapshot 1\nSend 1 2 3\nSend 2 1 4\nReceive 1 2\nReceive 2 1\n\
                        Receive 1 2\nReceiveAll\nCollectState\nPrintSnapshot\n";

async fn cards(text: &str) -> Mounted {
    let make =
        |session: SessionHandle| html! { <><ExchangesPanel session={session.clone()} /><Snapshots {session} /></> };
    mount(text, make).await
}

#[wasm_bindgen_test]
async fn a_complete_snapshot_has_its_verdict_in_signs_and_words() {
    let page = cards(FIGURE_8).await;
    assert_eq!(page.count(".judgements > li"), 3);
    assert_eq!(page.count(".judgements .good"), 3);
    assert_eq!(
        page.text(".judgements"),
        "✓ consistent: no transfer was received before the cut and sent after it\
         ✓ faithful: each recorded balance and channel is what it was at the cut\
         ✓ conserved: the sum is all the money in the bank"
    );
    page.act(Action::SeekLine(5)).await;
    assert_eq!(page.count(".card"), 1);
    assert_eq!(page.count(".judgements"), 0);
}

#[wasm_bindgen_test]
async fn a_witness_against_a_snapshot_leads_to_its_event() {
    let judged = Judgement {
        holds: false,
        word: "not consistent",
        reason: "3 transfers were received before the cut and sent after it".to_owned(),
        witnesses: vec![
            Witness { words: "300 counted twice".to_owned(), at: Some(EventIndex::new(3)) },
            Witness { words: "node 2 has not recorded its state".to_owned(), at: None },
        ],
        more: 1,
    };
    let page = mount(FIGURE_8, move |session| lines(&session, std::slice::from_ref(&judged))).await;
    assert_eq!(page.text(".judgements .bad"), "✕ not consistent");
    assert_eq!(page.text(".judgements ul"), "300 counted twicenode 2 has not recorded its stateand 1 more");
    page.click(".judgements button").await;
    assert_eq!(page.session().moment().events, 4);
}

#[wasm_bindgen_test]
async fn a_state_that_occurred_is_one_click_away() {
    let page = cards("CreateNode 1 10\nCreateNode 2 5\nBeginSnapshot 1\nReceiveAll\nSend 1 2 3\n").await;
    assert_eq!(page.text(".reach"), "This state occurred after event 2.");
    page.click(".reach button").await;
    assert_eq!(page.session().moment().events, 2);
}

#[wasm_bindgen_test]
async fn the_exchanges_lead_to_a_state_that_never_occurred() {
    let page = cards(FIGURE_8).await;
    assert!(
        page.text(".reach").starts_with("This exact state never occurred in this run; here is a run in which it does.")
    );
    assert_eq!(page.count(".exchanges"), 0);
    page.click("[aria-label^='Show how']").await;
    assert!(page.text(".exchanges p").starts_with("The run as it was. 4 exchanges of neighbouring events"));
    assert_eq!(page.text(".exchanges h2"), "To the state of snapshot 1");
    page.click("[aria-label='Forward one exchange']").await;
    assert_eq!(
        page.text(".exchanges p"),
        "Exchange 1 of 4: “Node 2 sends 4 to node 1” moves before “Node 1 sends 3 to node 2”. They are at different processes \
         and neither caused the other, so no process can tell."
    );
    for _ in 0..3 {
        page.click("[aria-label='Forward one exchange']").await;
    }
    assert!(page.text(".exchanges p").ends_with("Here the state is exactly what snapshot 1 recorded."));
    assert_eq!(
        page.find("[aria-label='Forward one exchange']").get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    page.click("[aria-label='Back one exchange']").await;
    assert_eq!(page.session().exchanges().map(|exchanges| exchanges.at), Some(3));
    page.press("[aria-label='Play the exchanges']", "ArrowLeft").await;
    page.press("[aria-label='Play the exchanges']", "ArrowLeft").await;
    page.press("[aria-label='Play the exchanges']", "ArrowRight").await;
    assert!(page.text(".exchanges p").starts_with("Exchange 2 of 4"));
    page.press(".exchanges .timeline", "Escape").await;
    assert_eq!(page.count(".exchanges"), 0);
}

#[wasm_bindgen_test]
async fn exchanges_are_of_the_run_on_show() {
    let page = cards(FIGURE_8).await;
    page.click("[aria-label^='Show how']").await;
    page.act(Action::SeekExchange(u64::MAX)).await;
    assert_eq!(page.session().exchanges().map(|exchanges| exchanges.at), Some(4));
    page.act(Action::First).await;
    assert!(page.session().exchanges().is_some());
    page.act(Action::SetText(format!("{FIGURE_8}Send 1 2 1\n").into())).await;
    assert!(page.session().exchanges().is_none());
}

#[wasm_bindgen_test]
async fn the_script_of_the_other_run_opens_at_the_recorded_state() {
    let page = cards(FIGURE_8).await;
    let before = page.session().moment();
    page.click("[aria-label^='Open as a script']").await;
    {
        let session = page.session();
        let history = session.history();
        let state = history.state();
        assert_eq!(state.cluster().balance(NodeId::new(1)).map(Amount::get), Some(10));
        assert_eq!(state.cluster().balance(NodeId::new(2)).map(Amount::get), Some(16));
        assert_eq!(state.cluster().in_flight().get(), 4);
        assert_eq!(state.channel(ChannelName { from: NodeId::new(2), to: NodeId::new(1) }).count(), 1);
        assert!(session.text().contains("# Here the state is exactly what snapshot 1 recorded."));
    }
    page.act(Action::Undo).await;
    assert_eq!(&**page.session().text(), FIGURE_8);
    assert_eq!(page.session().moment(), before);
}

#[wasm_bindgen_test]
async fn of_long_runs_it_is_only_looked_for_when_asked() {
    let text =
        format!("CreateNode 1 10\nCreateNode 2 5\nBeginSnapshot 1\nReceiveAll\n{}", "Send 1 2 11\n".repeat(200_001));
    let page = cards(&text).await;
    for _ in 0..100 {
        page.act(Action::Work).await;
    }
    assert_eq!(page.count(".judgements .good"), 3);
    assert_eq!(page.text(".reach"), "Did this state ever occur?");
    page.click(".reach button").await;
    assert_eq!(page.text(".reach"), "This state occurred after event 2.");
}
