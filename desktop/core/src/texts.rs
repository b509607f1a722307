//! The plain texts of a service pack, read once. Texts with variables belong to
//! the page; here only names are needed.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use fluent_bundle::{FluentBundle, FluentResource};
use office::Pack;
use unic_langid::LanguageIdentifier;

/// The language in which official papers are printed.
pub(crate) const OFFICIAL: &str = "zh-TW";

/// Texts by language and key; an attribute stands under `key.attribute`.
#[derive(Debug, Default)]
pub(crate) struct Texts(BTreeMap<String, BTreeMap<String, String>>);

impl Texts {
    /// Reads all texts of a pack. A text that cannot be read is left out: the
    /// code stands in its place, and nobody is kept from work.
    pub(crate) fn of(pack: &Pack) -> Self {
        let read =
            |(language, source): (&String, &String)| (language.clone(), messages(language, source));
        Self(pack.texts.iter().map(read).collect())
    }

    /// Those of one language, from their source.
    pub(crate) fn of_language(language: &str, source: &str) -> Self {
        Self(BTreeMap::from([(
            language.to_owned(),
            messages(language, source),
        )]))
    }

    /// The text in a language, else in the official one.
    pub(crate) fn get(&self, language: &str, key: &str) -> Option<&str> {
        let in_language = |language: &str| self.0.get(language).and_then(|texts| texts.get(key));
        in_language(language)
            .or_else(|| in_language(OFFICIAL))
            .map(String::as_str)
    }
}

/// Largest text file of a pack that is read, in bytes.
pub const MAX_TEXTS: usize = 1024 * 1024;
/// Deepest nesting of places in a text: the parser recurses over them.
pub const MAX_PLACES: usize = 32;

/// The plain texts of a Fluent file by key; none of one that is beyond a limit,
/// or on which the parser fails.
#[must_use]
pub fn messages(language: &str, source: &str) -> BTreeMap<String, String> {
    if source.len() > MAX_TEXTS || places_in_places(source) > MAX_PLACES {
        return BTreeMap::new();
    }
    // The parser cuts a text in the middle of a character when a line is wrong.
    catch_unwind(|| read(language, source)).unwrap_or_default()
}

/// How many places are open at once at most. One in a string counts too, which
/// can only be too many.
fn places_in_places(source: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for byte in source.bytes() {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

fn read(language: &str, source: &str) -> BTreeMap<String, String> {
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let keys: Vec<(String, Vec<String>)> = resource.entries().filter_map(names).collect();
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    let mut texts = BTreeMap::new();
    for (key, attributes) in keys {
        let Some(message) = bundle.get_message(&key) else {
            continue;
        };
        let plain = |pattern| {
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, None, &mut errors)
                .into_owned();
            errors.is_empty().then_some(text)
        };
        for attribute in attributes {
            if let Some(text) = message
                .get_attribute(&attribute)
                .and_then(|found| plain(found.value()))
            {
                texts.insert(format!("{key}.{attribute}"), text);
            }
        }
        if let Some(text) = message.value().and_then(plain) {
            texts.insert(key, text);
        }
    }
    texts
}

fn names(entry: &fluent_syntax::ast::Entry<&str>) -> Option<(String, Vec<String>)> {
    let fluent_syntax::ast::Entry::Message(message) = entry else {
        return None;
    };
    let attributes = message
        .attributes
        .iter()
        .map(|attribute| attribute.id.name.to_owned())
        .collect();
    Some((message.id.name.to_owned(), attributes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_and_attributes() {
        let texts = messages(
            "zh-TW",
            "kind-sick = 病假\n    .hint = 每年二十八日\nday = { $days } 日\n",
        );
        let expected = [("kind-sick", "病假"), ("kind-sick.hint", "每年二十八日")];
        let expected: BTreeMap<_, _> = expected
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_file_that_breaks_the_parser_has_no_texts() {
        let none = |source: &str| assert_eq!(messages("zh-TW", source), BTreeMap::new());
        // The parser cuts the wrong line within a character; some builds of it stop there.
        let cut = messages("zh-TW", "a = 請假\nb -t }$c = 請假\nd = 請\n");
        assert!(!cut.contains_key("b"));
        none(&format!("a = {}", "{ ".repeat(100_000)));
        none(&"a = b\n".repeat(MAX_TEXTS));
    }
}
