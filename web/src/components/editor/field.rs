//! Edits to a text field that its own undo can take back.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::super::virtual_list::round;
use super::text::{as_in_field, difference, rows_away, units};

/// Up to so many lines are inserted as text. Browsers take long for more, each line being a keystroke to them; as markup
/// it takes them no time.
const FEW_LINES: usize = 20;

/// Makes the field say another text, with as small an edit as there is. Says whether the field's undo can take it back.
///
/// The focus is where it was when this is done.
pub(super) fn replace_all(field: &HtmlTextAreaElement, text: &str) -> bool {
    let old = field.value();
    let new = as_in_field(text);
    let (start, old_end, new_end) = difference(&old, &new);
    if start == old_end && start == new_end {
        return true;
    }
    let unit = |byte: usize| units(old[..byte].encode_utf16().count());
    let before = gloo::utils::document().active_element();
    let done = replace_range(field, unit(start), unit(old_end), &new[start..new_end]) && field.value() == *new;
    if !done {
        field.set_value(&new);
    }
    if let Some(element) = before.filter(|element| *element != ***field) {
        let _ = field.blur();
        // Elements of pictures can have the focus too, by the same name.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
    done
}

/// Replaces a part of the text, in UTF-16 units, as a person would; the focus goes to the field. Says whether that was
/// possible.
pub(super) fn replace_range(field: &HtmlTextAreaElement, start: u32, end: u32, text: &str) -> bool {
    let Ok(document) = gloo::utils::document().dyn_into::<HtmlDocument>() else { return false };
    // A field that cannot have the focus, because it is in a tab that is not shown, must not be edited so: whatever has
    // the focus would be.
    if !focus(field) || field.set_selection_range(start, end).is_err() {
        return false;
    }
    if text.is_empty() {
        start == end || document.exec_command("delete").unwrap_or(false)
    } else if text.bytes().filter(|&byte| byte == b'\n').count() <= FEW_LINES {
        document.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or(false)
    } else {
        let markup = text.replace('&', "&amp;").replace('<', "&lt;");
        let done = document.exec_command_with_show_ui_and_value("insertHTML", false, &markup).unwrap_or(false);
        done || document.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or(false)
    }
}

/// Puts the focus into the field without moving anything, and says whether it is there.
pub(super) fn focus(field: &HtmlTextAreaElement) -> bool {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
    gloo::utils::document().active_element().as_ref() == Some(field)
}

/// Takes the focus to the stage, where the page's keys work.
pub(super) fn leave() {
    let document = gloo::utils::document();
    let as_html = |element: Option<Element>| element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = as_html(document.active_element()) {
        let _ = element.blur();
    }
    if let Some(stage) = as_html(document.get_element_by_id("stage")) {
        let _ = stage.focus();
    }
}

/// What is selected, in UTF-16 units.
pub(super) fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let start = field.selection_start().ok().flatten().unwrap_or(0);
    (start, field.selection_end().ok().flatten().unwrap_or(start))
}

/// Whether everything in the field is selected, or there is nothing in it.
pub(super) fn is_all_selected(field: &HtmlTextAreaElement) -> bool {
    let (start, end) = selection(field);
    start == 0 && end == units(field.value().encode_utf16().count())
}

/// Moves the caret by as many lines as can be seen, and the view with it. A field that is as tall as its text has no
/// pages of its own.
#[allow(clippy::cast_possible_truncation)] // a view has a few dozen rows
pub(super) fn turn_page(field: &HtmlTextAreaElement, scroller: &Element, row: f64, down: bool, extend: bool) {
    let rows = ((f64::from(scroller.client_height()) / row) as i32 - 1).max(1) * if down { 1 } else { -1 };
    let (start, end) = selection(field);
    let backward = field.selection_direction().ok().flatten().as_deref() == Some("backward");
    let (anchor, caret) = if backward { (end, start) } else { (start, end) };
    let moved = rows_away(&field.value(), caret, rows);
    let anchor = if extend { anchor } else { moved };
    let direction = if moved < anchor { "backward" } else { "forward" };
    let _ = field.set_selection_range_with_direction(anchor.min(moved), anchor.max(moved), direction);
    scroller.set_scroll_top(scroller.scroll_top() + round(f64::from(rows) * row));
}

/// Scrolls sideways for a part of a line to be in view, given what stands on the line up to its start and up to its end.
/// Browsers do so only for a caret that moves.
pub(super) fn reveal_columns(scroller: &Element, to_start: &str, to_end: &str) {
    let (Some(start), Some(end), Some(gutter)) = (
        width(scroller, to_start),
        width(scroller, to_end),
        scroller.query_selector(".editor-numbers").ok().flatten().map(|gutter| gutter.client_width()),
    ) else {
        return;
    };
    let room = scroller.client_width() - gutter;
    let margin = room / 8;
    let left = scroller.scroll_left().max(end + margin - room).min(start - margin).max(0);
    scroller.set_scroll_left(left);
}

fn width(scroller: &Element, text: &str) -> Option<i32> {
    let cell = scroller.query_selector(".editor-cell").ok()??;
    let ruler = gloo::utils::document().create_element("div").ok()?;
    ruler.set_class_name("editor-probe");
    ruler.set_text_content(Some(text));
    cell.append_child(&ruler).ok()?;
    let width = ruler.scroll_width();
    ruler.remove();
    Some(width)
}
