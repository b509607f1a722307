//! What can be added to a form, in groups.

use crate::texts::Say;
use crate::ui;

/// A group of the palette and its kinds, the most wanted first.
pub const GROUPS: &[(&str, &[&str])] = &[
    (
        "group-basic",
        &[
            "textfield",
            "textarea",
            "number",
            "datetime",
            "checkbox",
            "checklist",
            "radio",
            "select",
            "taglist",
            "filepicker",
            "expression",
        ],
    ),
    (
        "group-office",
        &[
            "date",
            "when",
            "person",
            "unit",
            "post",
            "deputy",
            "leave-kind",
            "room",
            "stock-item",
            "money",
            "document-number",
            "subject",
            "opinion",
            "signature",
            "code",
            "total",
            "barcode",
        ],
    ),
    (
        "group-layout",
        &["group", "dynamiclist", "text", "separator", "spacer"],
    ),
];

/// The key of a kind's name.
#[must_use]
pub fn name_key(kind: &str) -> String {
    format!("kind-{kind}")
}

/// What a kind is called; the kind itself where it has no name.
#[must_use]
pub fn name(kind: &str, say: &Say) -> String {
    let key = name_key(kind);
    match say.say(&key) {
        said if said == key => kind.to_owned(),
        said => said,
    }
}

/// One or two letters that stand for a kind.
#[must_use]
pub fn mark(kind: &str) -> &'static str {
    match kind {
        "textfield" => "文",
        "textarea" => "段",
        "number" => "12",
        "datetime" => "時",
        "checkbox" => "☑",
        "checklist" => "☰",
        "radio" => "◉",
        "select" => "▾",
        "taglist" => "#",
        "filepicker" => "附",
        "expression" => "ƒ",
        "date" => "日",
        "when" => "期",
        "person" => "人",
        "unit" => "單",
        "post" => "職",
        "deputy" => "代",
        "leave-kind" => "假",
        "room" => "室",
        "stock-item" => "品",
        "money" => "$",
        "document-number" => "號",
        "subject" => "旨",
        "opinion" => "意",
        "signature" => "簽",
        "code" => "碼",
        "total" => "Σ",
        "barcode" => "▦",
        "group" => "▢",
        "dynamiclist" => "≡",
        "text" => "T",
        "separator" => "―",
        "spacer" => "␣",
        _ => "?",
    }
}

/// The palette, or of it what a search finds in names, kinds and explanations.
#[must_use]
pub fn kinds(search: &str, say: &Say) -> Vec<ui::Kind> {
    let wanted = search.trim().to_lowercase();
    let mut found = Vec::new();
    for (group, kinds) in GROUPS {
        let mut first = true;
        for kind in *kinds {
            let name = name(kind, say);
            let about = say
                .known(&format!("kind-{kind}-about"), &[])
                .unwrap_or_default();
            let words = [
                name.to_lowercase(),
                (*kind).to_owned(),
                about.to_lowercase(),
            ];
            if !words.iter().any(|word| word.contains(&wanted)) {
                continue;
            }
            found.push(ui::Kind {
                kind: (*kind).into(),
                name: name.into(),
                group: if first {
                    say.say(group).into()
                } else {
                    "".into()
                },
                about: about.into(),
                mark: mark(kind).into(),
            });
            first = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use form_model::edit::KINDS;

    use super::*;
    use crate::arguments::Language;

    #[test]
    fn every_kind_stands_in_the_palette_once_and_has_its_words() {
        let listed: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, kinds)| *kinds)
            .copied()
            .collect();
        let once: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(once.len(), listed.len());
        assert_eq!(once, KINDS.iter().copied().collect());
        for language in [Language::Chinese, Language::English] {
            let say = Say::new(language);
            for kind in &listed {
                assert!(say.known(&name_key(kind), &[]).is_some(), "{kind}");
                assert!(
                    say.known(&format!("kind-{kind}-about"), &[]).is_some(),
                    "{kind}"
                );
                assert_ne!(mark(kind), "?", "{kind}");
            }
        }
    }

    #[test]
    fn the_palette_is_searched() {
        let check = |search: &str, expected: &[&str]| {
            let kinds = kinds(search, &Say::new(Language::English));
            let found: Vec<&str> = kinds.iter().map(|kind| kind.kind.as_str()).collect();
            assert_eq!(found, expected, "{search}");
        };
        check("barcode", &["barcode"]);
        check("  Leave", &["leave-kind"]);
        check("qqq", &[]);
        assert_eq!(
            super::kinds("", &Say::new(Language::Chinese)).len(),
            KINDS.len()
        );
    }
}
