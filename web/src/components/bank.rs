//! All the money.

use shutter_diagram::explain::grouped;
use yew::prelude::*;

use crate::session::SessionHandle;

/// Balances and channels, and that together they hold what the nodes were created with.
pub fn bank(session: &SessionHandle) -> Html {
    let history = session.history();
    let cluster = history.state().cluster();
    if cluster.node_count() == 0 {
        return html! {};
    }
    let (total, created) = (cluster.total(), cluster.created());
    let sign = if total == created { " ✓" } else { " ≠" };
    html! {
        <section class="bank" aria-labelledby="bank-title">
            <h2 id="bank-title">{ "Bank" }</h2>
            <dl class="sums">
                <div><dt>{ "in balances" }</dt><dd>{ grouped(cluster.in_balances().get()) }</dd></div>
                <div><dt>{ "in flight" }</dt><dd>{ grouped(cluster.in_flight().get()) }</dd></div>
                <div class="total">
                    <dt>{ "total" }</dt>
                    <dd title={format!("The nodes were created with {}", grouped(created.get()))}>{ grouped(total.get()) }{ sign }</dd>
                </div>
            </dl>
        </section>
    }
}
