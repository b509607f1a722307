//! The words of the program, in two languages (Fluent).

use std::cell::RefCell;
use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::arguments::Language;

/// The words in Chinese, as they are written.
pub const CHINESE: &str = concat!(
    include_str!("../texts/zh-TW/window.ftl"),
    "\n",
    include_str!("../texts/zh-TW/pack.ftl")
);
/// The words in English, as they are written.
pub const ENGLISH: &str = concat!(
    include_str!("../texts/en/window.ftl"),
    "\n",
    include_str!("../texts/en/pack.ftl")
);

/// Says the words of the program in one language.
pub struct Say {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    said: RefCell<BTreeMap<String, String>>,
}

impl Say {
    /// In this language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let source = match language {
            Language::Chinese => CHINESE,
            Language::English => ENGLISH,
        };
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self {
            language,
            bundle,
            said: RefCell::default(),
        }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words of a key; the key itself where there are none.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        if let Some(said) = self.said.borrow().get(key) {
            return said.clone();
        }
        let said = self.say_with(key, &[]);
        self.said.borrow_mut().insert(key.to_owned(), said.clone());
        said
    }

    /// The words of a key with facts in them.
    #[must_use]
    pub fn say_with(&self, key: &str, facts: &[(&str, &str)]) -> String {
        self.known(key, facts).unwrap_or_else(|| key.to_owned())
    }

    /// The words of a key, where there are any.
    #[must_use]
    pub fn known(&self, key: &str, facts: &[(&str, &str)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let mut given = FluentArgs::new();
        for (name, value) in facts {
            match value.parse::<i64>() {
                Ok(number) => given.set(*name, number),
                Err(_) => given.set(*name, *value),
            }
        }
        let mut errors = Vec::new();
        let said = self
            .bundle
            .format_pattern(message.value()?, Some(&given), &mut errors);
        Some(said.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
    use fluent_syntax::parser;

    use super::*;

    fn variables(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
        fn inline(expression: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
            match expression {
                InlineExpression::VariableReference { id } => {
                    into.insert(id.name.to_owned());
                }
                InlineExpression::Placeable { expression } => any(expression, into),
                _ => {}
            }
        }
        fn any(expression: &Expression<&str>, into: &mut BTreeSet<String>) {
            match expression {
                Expression::Inline(expression) => inline(expression, into),
                Expression::Select { selector, variants } => {
                    inline(selector, into);
                    variants
                        .iter()
                        .for_each(|variant| variables(&variant.value, into));
                }
            }
        }
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                any(expression, into);
            }
        }
    }

    /// Each key with its variables.
    fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = parser::parse(source).expect("the texts can be read");
        let messages = resource.body.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        });
        let mut keys = BTreeMap::new();
        for message in messages {
            let mut found = BTreeSet::new();
            if let Some(value) = &message.value {
                variables(value, &mut found);
            }
            let twice = keys.insert(message.id.name.to_owned(), found);
            assert_eq!(twice, None, "{} stands twice", message.id.name);
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        assert_eq!(keys(CHINESE), keys(ENGLISH));
    }

    /// Every `.slint` and `.rs` file of the program.
    fn sources() -> Vec<String> {
        fn walk(folder: &Path, into: &mut Vec<String>) {
            for entry in fs::read_dir(folder).expect("the sources").flatten() {
                let path = entry.path();
                let ending = path.extension().and_then(|ending| ending.to_str());
                if path.is_dir() {
                    walk(&path, into);
                } else if matches!(ending, Some("slint" | "rs")) {
                    into.push(fs::read_to_string(path).expect("a source"));
                }
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        walk(&root.join("ui"), &mut found);
        walk(&root.join("src"), &mut found);
        found
    }

    #[test]
    fn what_is_asked_for_is_there() {
        let known = keys(CHINESE);
        let mut missing = BTreeSet::new();
        for source in sources() {
            for begin in [
                "T.t(\"",
                ".say(\"",
                ".say_with(\n",
                ".say_with(\"",
                ".say_with(key_of!(\"",
            ] {
                for piece in source.split(begin).skip(1) {
                    let piece = piece.trim_start().trim_start_matches('"');
                    let key: String = piece.chars().take_while(|c| *c != '"').collect();
                    let is_key = !key.is_empty()
                        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                    let is_there = match key.ends_with('-') {
                        true => known.keys().any(|known| known.starts_with(&key)),
                        false => known.contains_key(&key),
                    };
                    if is_key && piece[key.len()..].starts_with('"') && !is_there {
                        missing.insert(key);
                    }
                }
            }
        }
        assert_eq!(missing, BTreeSet::new());
    }
}
