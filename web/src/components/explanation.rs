//! What just happened, and why.

use shutter_diagram::explain::{Run, Subject, explain};
use yew::prelude::*;

use crate::session::SessionHandle;

/// What the explanation needs.
#[derive(Properties, PartialEq)]
pub struct ExplanationProps {
    /// The state of the page.
    pub session: SessionHandle,
}

/// A sentence for the event, and the rule that it follows. It is read out as one steps.
#[component]
pub fn Explanation(props: &ExplanationProps) -> Html {
    let said = explain(&props.session.history());
    let refused = matches!(said.subject, Subject::Refusal(_));
    html! {
        <section class="what" aria-labelledby="what-title">
            <h2 id="what-title">{ "What just happened" }</h2>
            <div aria-live="polite" aria-atomic="true">
                <p class={classes!("headline", refused.then_some("refused"))} data-testid="headline">{ runs(&said.headline) }</p>
                if !said.detail.is_empty() {
                    <p class="detail">{ runs(&said.detail) }</p>
                }
            </div>
        </section>
    }
}

fn runs(runs: &[Run]) -> Html {
    runs.iter()
        .map(|run| match run {
            Run::Plain(text) => html! { <>{ text.clone() }</> },
            Run::Strong(text) => html! { <strong>{ text.clone() }</strong> },
        })
        .collect()
}
