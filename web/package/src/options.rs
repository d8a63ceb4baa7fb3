//! Options, as they come from JavaScript: read with care, since nobody has checked them.

use js_sys::{Array, Object, Reflect, TypeError};
use wasm_bindgen::{JsCast, JsValue};

/// The options of a call.
pub(crate) struct Options {
    function: &'static str,
    given: JsValue,
}

impl Options {
    /// The options of a call of this function, which knows these. None may be given, and each may be `undefined`.
    pub(crate) fn of(function: &'static str, given: &JsValue, known: &[&str]) -> Result<Self, JsValue> {
        let options = Self { function, given: given.clone() };
        if given.is_undefined() || given.is_null() {
            return Ok(options);
        }
        let Some(object) = given.dyn_ref::<Object>() else {
            return Err(options.wrong("the options are not an object"));
        };
        let mut names = Object::keys(object).into_iter().filter_map(|name| name.as_string());
        match names.find(|name| !known.contains(&name.as_str())) {
            None => Ok(options),
            Some(name) => {
                Err(options.wrong(&format!("there is no option `{name}`; there are `{}`", known.join("`, `"))))
            }
        }
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, name: &str, default: bool) -> Result<bool, JsValue> {
        let Some(value) = self.value(name)? else { return Ok(default) };
        value.as_bool().ok_or_else(|| self.wrong(&format!("`{name}` is true or false")))
    }

    /// A text.
    pub(crate) fn text(&self, name: &str, default: &str) -> Result<String, JsValue> {
        let Some(value) = self.value(name)? else { return Ok(default.to_owned()) };
        value.as_string().ok_or_else(|| self.wrong(&format!("`{name}` is a string")))
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&self, name: &str) -> Result<Option<u32>, JsValue> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        match count(&value) {
            None => Err(self.wrong(&format!("`{name}` is a whole number from 0 on"))),
            some => Ok(some),
        }
    }

    /// A number that is finite.
    pub(crate) fn number(&self, name: &str) -> Result<Option<f64>, JsValue> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        match value.as_f64().filter(|number| number.is_finite()) {
            None => Err(self.wrong(&format!("`{name}` is a number"))),
            some => Ok(some),
        }
    }

    /// One of these words, of which the first is the default.
    pub(crate) fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Result<T, JsValue> {
        let word = self.text(name, choices[0].0)?;
        let found = choices.iter().find(|(other, _)| *other == word);
        found.map(|&(_, choice)| choice).ok_or_else(|| {
            let words: Vec<_> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            self.wrong(&format!("`{name}` is {}, not \"{word}\"", words.join(" or ")))
        })
    }

    /// A list of pairs of whole numbers.
    pub(crate) fn pairs(&self, name: &str) -> Result<Option<Vec<(u32, u32)>>, JsValue> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let pair = |entry: JsValue| {
            let entry = entry.dyn_into::<Array>().ok().filter(|entry| entry.length() == 2)?;
            Some((count(&entry.get(0))?, count(&entry.get(1))?))
        };
        let pairs = value.dyn_ref::<Array>().and_then(|list| list.iter().map(pair).collect::<Option<Vec<_>>>());
        match pairs {
            None => Err(self.wrong(&format!("`{name}` is a list of pairs of whole numbers"))),
            some => Ok(some),
        }
    }

    /// The error that the options are not as they should be.
    pub(crate) fn wrong(&self, why: &str) -> JsValue {
        TypeError::new(&self.said(why)).into()
    }

    /// What is said of the call.
    pub(crate) fn said(&self, what: &str) -> String {
        format!("{}: {what}", self.function)
    }

    fn value(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        if !self.given.is_object() {
            return Ok(None);
        }
        // A getter may throw.
        let value = Reflect::get(&self.given, &name.into())?;
        Ok(if value.is_undefined() || value.is_null() { None } else { Some(value) })
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // checked
fn count(value: &JsValue) -> Option<u32> {
    let number = value.as_f64()?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    is_whole.then_some(number as u32)
}
