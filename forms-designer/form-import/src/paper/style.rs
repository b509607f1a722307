//! What the styles of a file say that matters to a form: headings, lines in the middle, and
//! spaces that are underlined.

use std::collections::BTreeMap;

/// Deepest line of styles that build on one another.
const MAX_PARENTS: usize = 20;

/// A style.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    pub parent: Option<String>,
    pub is_heading: Option<bool>,
    pub is_centred: Option<bool>,
    pub is_underlined: Option<bool>,
    /// The width of a column, the least height of a row, in twentieths of a point.
    pub length: Option<u64>,
}

/// Styles by their names.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    pub known: BTreeMap<String, Style>,
}

impl Styles {
    /// What a style says, or else the style that it builds on.
    pub fn find<T>(&self, name: Option<&str>, read: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.known.get(name?);
        for _ in 0..MAX_PARENTS {
            let found = style?;
            if let Some(value) = read(found) {
                return Some(value);
            }
            style = self.known.get(found.parent.as_deref()?);
        }
        None
    }
}

/// Whether a style's name is that of a heading or title, as Word and LibreOffice name theirs.
pub(crate) fn names_heading(name: &str) -> bool {
    let name = name.to_lowercase();
    let starts = ["heading", "title", "標題"];
    starts.iter().any(|start| name.starts_with(start))
}
