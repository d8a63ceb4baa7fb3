//! Puts components into the page, acts on them, and looks at what they show. Nothing here waits for a clock.

use std::cell::RefCell;
use std::rc::Rc;

use shutter_web::session::{Action, Session, SessionHandle};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};
use yew::prelude::*;

/// A component in the page, with the state that it works on.
pub(crate) struct Mounted {
    pub(crate) root: Element,
    handle: Rc<RefCell<Option<SessionHandle>>>,
    app: Option<yew::AppHandle<Host>>,
}

/// What makes the component out of the state.
#[derive(Clone)]
struct Make(Rc<dyn Fn(SessionHandle) -> Html>);

impl PartialEq for Make {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct HostProps {
    text: AttrValue,
    make: Make,
    handle: Rc<RefCell<Option<SessionHandle>>>,
}

#[component]
fn Host(props: &HostProps) -> Html {
    let text = props.text.clone();
    let session: SessionHandle = use_reducer_eq(move || Session::of(&text));
    *props.handle.borrow_mut() = Some(session.clone());
    (props.make.0)(session)
}

/// Shows a component for the run of a script, at its end.
pub(crate) async fn mount(text: &str, make: impl Fn(SessionHandle) -> Html + 'static) -> Mounted {
    let document = gloo_document();
    let root = document.create_element("div").unwrap();
    root.set_attribute("style", "width: 800px; height: 600px; position: relative").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let handle = Rc::default();
    let props = HostProps { text: text.to_owned().into(), make: Make(Rc::new(make)), handle: Rc::clone(&handle) };
    let app = yew::Renderer::<Host>::with_root_and_props(root.clone(), props).render();
    yew::scheduler::flush().await;
    Mounted { root, handle, app: Some(app) }
}

fn gloo_document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

impl Mounted {
    /// The state, as it is now.
    pub(crate) fn session(&self) -> SessionHandle {
        self.handle.borrow().clone().unwrap()
    }

    /// Does something to the state, and waits until that is shown.
    pub(crate) async fn act(&self, action: Action) {
        self.session().dispatch(action);
        yew::scheduler::flush().await;
    }

    /// The one element that a selector finds.
    pub(crate) fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html())).unchecked_into()
    }

    /// How many elements a selector finds.
    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// What an element says, with every run of blanks as one.
    pub(crate) fn text(&self, selector: &str) -> String {
        let text = self.find(selector).text_content().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Clicks, and waits until the effect is shown.
    pub(crate) async fn click(&self, selector: &str) {
        let event = web_sys::MouseEvent::new_with_mouse_event_init_dict("click", &bubbling_click()).unwrap();
        self.find(selector).dispatch_event(&event).unwrap();
        yew::scheduler::flush().await;
    }

    /// Presses a key on an element, and waits until the effect is shown.
    pub(crate) async fn press(&self, selector: &str, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.find(selector).dispatch_event(&event).unwrap();
        yew::scheduler::flush().await;
    }
}

fn bubbling_click() -> web_sys::MouseEventInit {
    let init = web_sys::MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}
