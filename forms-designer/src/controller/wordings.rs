//! The texts of the pack, side by side.

use std::collections::BTreeSet;

use pack_author::texts;

use super::{Inner, tab};
use crate::models::follow;
use crate::sheet::{LANGUAGES, Sheet, can_hold, full_path, text_key};
use crate::texts::Say;
use crate::ui;

impl Inner {
    pub(super) fn show_wordings(&self, sheet: &Sheet) {
        let say = self.say.borrow();
        let all = wordings(sheet, &say);
        let lacks = |line: &&ui::Wording| line.lacks_chinese || line.lacks_english;
        let lacking = all.iter().filter(lacks).count();
        self.set(|designer| designer.set_lacking(i32::try_from(lacking).unwrap_or(0)));
        if self.get(|designer| designer.get_tab()) != tab::TEXTS {
            return;
        }
        let only = self.get(|designer| designer.get_only_lacking());
        let needless = needless(sheet);
        let lines = all.into_iter().filter(|line| !only || lacks(&line));
        let lines = lines.map(|mut line| {
            line.needless = needless.contains(line.key.as_str());
            line
        });
        follow(&self.models.wordings, lines.collect(), |line| {
            line.key.clone()
        });
    }
}

/// The keys that nothing of the pack asks for.
fn needless(sheet: &Sheet) -> BTreeSet<String> {
    let found = texts::findings(sheet.files()).into_iter();
    let found = found.filter(|finding| finding.code == "texts-superfluous");
    found.map(|finding| finding.element).collect()
}

/// Every text of the pack in both languages, and those that the fields of the form should have.
fn wordings(sheet: &Sheet, say: &Say) -> Vec<ui::Wording> {
    if !sheet.is_pack() {
        return Vec::new();
    }
    let mut keys: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    let mut add = |key: &str| {
        if known.insert(key.to_owned()) {
            keys.push(key.to_owned());
        }
    };
    sheet.lines().iter().for_each(|line| add(&line.key));
    for field in sheet.form().fields() {
        let key = text_key(&full_path(sheet.form(), &field.pointer));
        if can_hold(&key) {
            add(&key);
        }
    }
    let group = |key: &str| key.split(['-', '.']).next().unwrap_or_default().to_owned();
    keys.sort_by_cached_key(|key| keys_place(&group(key)));
    let mut last = String::new();
    let line = |key: String| {
        let [chinese, english] =
            LANGUAGES.map(|language| sheet.text_of(language, &key).unwrap_or_default());
        let own = group(&key);
        let heading = if own == last {
            String::new()
        } else {
            say.known(&format!("texts-group-{own}"), &[])
                .unwrap_or_else(|| own.clone())
        };
        last = own;
        ui::Wording {
            lacks_chinese: chinese.is_empty(),
            lacks_english: english.is_empty(),
            group: heading.into(),
            chinese: chinese.into(),
            english: english.into(),
            needless: false,
            key: key.into(),
        }
    };
    keys.into_iter().map(line).collect()
}

/// The texts of fields come first, since they belong to the form.
fn keys_place(group: &str) -> usize {
    let order = ["pack", "field", "station", "outcome"];
    order
        .iter()
        .position(|own| *own == group)
        .unwrap_or(order.len())
}
