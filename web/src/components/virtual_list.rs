//! A list of any length, of which the browser only ever knows the rows in view.

use crate::number::short;
use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Browsers cannot draw elements of more than some 17 million pixels, less when they are zoomed. A list that would be
/// taller than this is drawn as tall as this.
const TALLEST: f64 = 4_000_000.0;

/// Rows that are drawn beyond each edge of the view, so that the browser has something to show while it scrolls.
const MARGIN: f64 = 16.0;

/// What a long list needs.
#[derive(Properties, PartialEq)]
pub struct VirtualListProps {
    /// How many rows there are.
    pub count: usize,
    /// The height of a row in rem, so that rows grow with the text.
    pub row_height: f64,
    /// Makes a row. A list is drawn again when this is another callback, so it should be made by `use_callback`.
    pub render: Callback<usize, Html>,
    /// A row to bring into view whenever this changes.
    #[prop_or_default]
    pub keep: Option<usize>,
    /// Brings [`VirtualListProps::keep`] into view again, although it is the same, whenever this changes.
    #[prop_or_default]
    pub nudge: u32,
    /// Further classes of the element that scrolls.
    #[prop_or_default]
    pub class: Classes,
    /// What the list is called.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The role of the element that scrolls.
    #[prop_or(AttrValue::Static("list"))]
    pub role: AttrValue,
    /// The role of a row. Those that can say which row of how many they are do so.
    #[prop_or(AttrValue::Static("listitem"))]
    pub row_role: AttrValue,
    /// Whether it is a stop of the Tab key, so that its keys scroll; not needed when something in each row is.
    #[prop_or(true)]
    pub focusable: bool,
}

/// A long list that scrolls.
#[component]
pub fn VirtualList(props: &VirtualListProps) -> Html {
    let scroller = use_node_ref();
    let probe = use_node_ref();
    let viewport = use_viewport(&scroller, &probe);
    let place = use_mut_ref(Place::default);
    let drawn = use_mut_ref(Window::default);
    let update = use_force_update();

    let track = Track { count: props.count, row: viewport.row, view: viewport.height };
    let window = track.window(*place.borrow());
    *drawn.borrow_mut() = window;

    let look = use_callback(track, {
        let (scroller, place, drawn) = (scroller.clone(), place.clone(), drawn.clone());
        move |(), track| {
            let Some(element) = scroller.cast::<Element>() else { return };
            track.follow(&element, &mut place.borrow_mut());
            if track.window(*place.borrow()) != *drawn.borrow() {
                update.force_update();
            }
        }
    });
    use_keep(props, track, &scroller, &place, &look);

    let rows = (window.first..window.last).map(|row| {
        let (size, position) = match &*props.row_role {
            "listitem" | "option" => (Some(props.count.to_string()), Some((row + 1).to_string())),
            _ => (None, None),
        };
        html! {
            <div key={row} class="virtual-row" role={props.row_role.clone()} style={format!("height:{}rem", short(props.row_height))}
                aria-setsize={size} aria-posinset={position}>
                { props.render.emit(row) }
            </div>
        }
    });
    html! {
        <div class={classes!("virtual-list", props.class.clone())} ref={scroller} role={props.role.clone()}
            aria-label={props.label.clone()} tabindex={props.focusable.then_some("0")} data-own-keys={props.focusable.then_some("")}
            onscroll={look.reform(|_: Event| ())}>
            <div class="virtual-probe" ref={probe} aria-hidden="true" style={format!("height:{}rem", short(props.row_height))} />
            <div class="virtual-track" role="presentation" style={track.style(window)}>{ for rows }</div>
        </div>
    }
}

/// Brings a row into view when another is to be kept there.
#[hook]
fn use_keep(
    props: &VirtualListProps,
    track: Track,
    scroller: &NodeRef,
    place: &Rc<RefCell<Place>>,
    look: &Callback<()>,
) {
    let (scroller, place, look) = (scroller.clone(), place.clone(), look.clone());
    use_effect_with((props.keep, props.nudge, track.row > 0.0), move |&(keep, _, measured)| {
        if let (Some(row), true, Some(element)) = (keep, measured, scroller.cast::<Element>()) {
            let now = *place.borrow();
            if let Some(offset) = track.reveal(row, now.offset) {
                let scroll = track.scroll_of(offset);
                element.set_scroll_top(round(scroll));
                *place.borrow_mut() = Place { scroll: f64::from(element.scroll_top()), offset };
                look.emit(());
            }
        }
    });
}

/// The size of what scrolls, and of one row in it, in pixels. Both are 0 until they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Viewport {
    /// The height of the part that can be seen.
    pub(super) height: f64,
    /// The height of a row, as exact as the browser lays it out.
    pub(super) row: f64,
}

/// Measures what scrolls, and an element in it that is as high as a row, now and whenever they change.
#[hook]
pub(super) fn use_viewport(scroller: &NodeRef, probe: &NodeRef) -> Viewport {
    let viewport = use_state_eq(Viewport::default);
    {
        let (scroller, probe, viewport) = (scroller.clone(), probe.clone(), viewport.clone());
        use_effect_with((), move |()| {
            let watched = scroller.cast::<Element>().zip(probe.cast::<Element>()).and_then(|(scroller, probe)| {
                let measured = (scroller.clone(), probe.clone());
                let measure = move || {
                    let height = f64::from(measured.0.client_height());
                    let row = measured.1.get_bounding_client_rect().height();
                    // Nothing has a size while it is in a tab that is not shown.
                    if height > 0.0 && row > 0.0 {
                        viewport.set(Viewport { height, row });
                    }
                };
                measure();
                let callback = Closure::<dyn FnMut()>::new(measure);
                let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
                observer.observe(&scroller);
                observer.observe(&probe);
                Some((observer, callback))
            });
            move || {
                if let Some((observer, callback)) = watched {
                    observer.disconnect();
                    drop(callback);
                }
            }
        });
    }
    *viewport
}

/// Where a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// How far the browser says it is scrolled.
    pub(super) scroll: f64,
    /// How far that is in the list, were it drawn in its full height.
    pub(super) offset: f64,
}

/// The rows that are drawn, and how far below the top of the track.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Window {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) top: f64,
}

/// The rows of a list below one another, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Track {
    pub(super) count: usize,
    pub(super) row: f64,
    pub(super) view: f64,
}

impl Track {
    #[allow(clippy::cast_precision_loss)] // no list has so many rows that a float could not count them
    fn total(self) -> f64 {
        self.count as f64 * self.row
    }

    fn height(self) -> f64 {
        self.total().min(TALLEST)
    }

    fn is_scaled(self) -> bool {
        self.total() > TALLEST
    }

    /// How far it can scroll, in the browser's eyes and in its full height.
    fn range(self) -> (f64, f64) {
        ((self.height() - self.view).max(0.0), (self.total() - self.view).max(0.0))
    }

    /// Where it is after the browser scrolled. In a list that is not drawn in its full height, a small move is one of as
    /// many pixels in the full height, so that it is as smooth as anywhere; a large one goes to the same part of the list.
    fn moved(self, from: Place, scroll: f64) -> Place {
        let (far, end) = self.range();
        let by = scroll - from.scroll;
        let offset = if !self.is_scaled() {
            scroll
        } else if scroll <= 0.0 {
            0.0
        } else if scroll >= far - 1.0 {
            end
        } else if by.abs() < self.view {
            (from.offset + by).clamp(0.0, end)
        } else {
            scroll / far * end
        };
        Place { scroll, offset }
    }

    fn scroll_of(self, offset: f64) -> f64 {
        let (far, end) = self.range();
        if self.is_scaled() { offset / end * far } else { offset }
    }

    /// Takes over how far an element is scrolled, and sets that right when small moves have led it astray.
    fn follow(self, element: &Element, place: &mut Place) {
        *place = self.moved(*place, f64::from(element.scroll_top()));
        let right = self.scroll_of(place.offset);
        if self.is_scaled() && (right - place.scroll).abs() > self.view {
            element.set_scroll_top(round(right));
            place.scroll = f64::from(element.scroll_top());
        }
    }

    /// The rows to draw. Their number only changes every few rows, so that not every pixel is a new picture.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    pub(super) fn window(self, place: Place) -> Window {
        const STEP: usize = 8;
        if self.row <= 0.0 {
            return Window::default();
        }
        let offset = place.offset.clamp(0.0, self.range().1);
        let first = (offset / self.row - MARGIN).max(0.0) as usize / STEP * STEP;
        let last = (((offset + self.view) / self.row + MARGIN) as usize).next_multiple_of(STEP).min(self.count);
        let shift = if self.is_scaled() { place.scroll - offset } else { 0.0 };
        Window { first, last, top: first as f64 * self.row + shift }
    }

    /// How far to scroll for a row to be in view, with some of its neighbours; `None` when it is.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn reveal(self, row: usize, offset: f64) -> Option<f64> {
        let top = row as f64 * self.row;
        let margin = (2.0 * self.row).min((self.view - self.row).max(0.0) / 2.0);
        let wanted = offset.clamp((top + self.row + margin - self.view).min(top - margin), top - margin);
        let wanted = wanted.clamp(0.0, self.range().1);
        ((wanted - offset).abs() >= 1.0).then_some(wanted)
    }

    /// The style of the element that is as high as the list and has the drawn rows in it.
    fn style(self, window: Window) -> String {
        format!("height:{}px;padding-top:{}px", short(self.height()), short(window.top.max(0.0)))
    }
}

#[allow(clippy::cast_possible_truncation)] // far below what an i32 can hold
pub(super) fn round(pixels: f64) -> i32 {
    pixels.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Track = Track { count: 100, row: 24.0, view: 480.0 };
    const LONG: Track = Track { count: 1_000_000, row: 24.0, view: 480.0 };

    fn at(offset: f64, track: Track) -> Place {
        Place { scroll: track.scroll_of(offset), offset }
    }

    #[test]
    fn only_rows_near_the_view_are_drawn() {
        assert_eq!(SHORT.window(at(0.0, SHORT)), Window { first: 0, last: 40, top: 0.0 });
        assert_eq!(SHORT.window(at(1200.0, SHORT)), Window { first: 32, last: 88, top: 768.0 });
        assert_eq!(SHORT.window(at(9999.0, SHORT)).last, 100);
        assert_eq!(Track { row: 0.0, ..SHORT }.window(Place::default()), Window::default());
    }

    #[test]
    fn a_long_list_is_no_taller_than_a_browser_can_draw() {
        let end = LONG.moved(Place::default(), TALLEST - 480.0);
        let window = LONG.window(end);
        assert_eq!(window.last, 1_000_000);
        let bottom = window.top + 24.0 * f64::from(u32::try_from(window.last - window.first).unwrap());
        assert!((bottom - TALLEST).abs() < 1.0, "{bottom}");
    }

    #[test]
    fn small_moves_in_a_long_list_are_by_the_pixel_and_large_ones_by_the_part() {
        let start = at(12_000_000.0, LONG);
        let moved = LONG.moved(start, start.scroll + 30.0);
        assert!((moved.offset - 12_000_030.0).abs() < 0.001);
        let moved = LONG.moved(start, (TALLEST - 480.0) / 4.0);
        assert!((moved.offset - (24_000_000.0 - 480.0) / 4.0).abs() < 0.001);
        assert!(LONG.moved(start, 0.0).offset < 0.001);
    }

    #[test]
    fn a_row_is_brought_into_view_with_its_neighbours() {
        assert_eq!(SHORT.reveal(5, 0.0), None);
        assert_eq!(SHORT.reveal(19, 0.0), Some(48.0));
        assert_eq!(SHORT.reveal(10, 720.0), Some(192.0));
        assert_eq!(SHORT.reveal(99, 0.0), Some(1920.0));
        assert_eq!(SHORT.reveal(0, 100.0), Some(0.0));
    }
}
