//! The plain texts of a service pack, read once. Texts with variables belong to
//! the page; here only names are needed.

use std::collections::BTreeMap;

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

    /// The text in a language, else in the official one.
    pub(crate) fn get(&self, language: &str, key: &str) -> Option<&str> {
        let in_language = |language: &str| self.0.get(language).and_then(|texts| texts.get(key));
        in_language(language)
            .or_else(|| in_language(OFFICIAL))
            .map(String::as_str)
    }
}

fn messages(language: &str, source: &str) -> BTreeMap<String, String> {
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
}
