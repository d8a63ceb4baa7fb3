//! Mounts the page.

fn main() {
    yew::Renderer::<shutter_web::App>::new().render();
}
