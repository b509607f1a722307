//! What a component has that form-js has not: the object `antou`.

use std::collections::{BTreeMap, BTreeSet};

use crate::json::Json;
use crate::setting::Setting;
use crate::words::Words;

/// The object `antou` of a component (`docs/formats/antou-form.schema.json`).
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Own {
    /// The day on which persons, units, posts or codes are looked for; without it today.
    pub on: Setting,
    /// What a new draft begins with, from what the caller gives (`me`, `last`).
    pub prefill: Setting,
    /// Of a barcode what it says.
    pub value: Setting,
    /// What helps to fill it in, in whole sentences.
    pub help: String,
    /// The table of codes.
    pub table: Option<String>,
    /// The section of the form of which a group is made.
    pub section: Option<String>,
    /// What each station may do with it; `*` stands for those that are not named.
    pub stations: BTreeMap<String, Access>,
    /// What must not be so.
    pub rules: Vec<Rule>,
}

/// The station at which a form is filled in first, and again where it is sent back. 申請人
pub const APPLICANT: &str = "applicant";

/// What a station may do with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Access {
    /// It is not shown there. 隱藏
    Hidden,
    /// It is shown. 唯讀
    Read,
    /// It can be changed. 可填
    #[default]
    Write,
    /// It must be filled in. 必填
    Require,
}

/// The words of access in a form.
pub(crate) const ACCESS: &[(&str, Access)] = &[
    ("hidden", Access::Hidden),
    ("read", Access::Read),
    ("write", Access::Write),
    ("require", Access::Require),
];

impl Access {
    /// Whether an answer may be changed.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(self, Self::Write | Self::Require)
    }
}

/// A rule across fields, and what is said when it is broken.
#[derive(Debug, Clone)]
pub struct Rule {
    /// When it is broken.
    pub fails: Setting,
    /// What is said then, where it holds values.
    pub message: Words,
    /// What is said then, as it is written.
    pub written: String,
}

impl Own {
    pub(super) fn read(json: &Json, names: &BTreeSet<String>) -> Self {
        let Some(own) = json.get("antou") else {
            return Self::default();
        };
        let setting = |name: &str| Setting::read(own.get(name), names);
        let text = |name: &str| own.get(name).and_then(Json::as_text).map(str::to_owned);
        let stations = own.get("stations").and_then(Json::as_object);
        let rules = own.get("rules").and_then(Json::as_list);
        Self {
            on: setting("on"),
            prefill: setting("prefill"),
            value: setting("value"),
            help: text("help").unwrap_or_default(),
            table: text("table"),
            section: text("section"),
            stations: stations
                .unwrap_or_default()
                .iter()
                .filter_map(station)
                .collect(),
            rules: (rules.unwrap_or_default().iter())
                .map(|rule| Rule {
                    fails: Setting::read(rule.get("fails"), names),
                    message: Words::read(rule.get("message"), names),
                    written: (rule.get("message").and_then(Json::as_text))
                        .unwrap_or_default()
                        .to_owned(),
                })
                .collect(),
        }
    }

    /// Its settings by the name of the property.
    pub(super) fn settings(&self) -> impl Iterator<Item = (&'static str, &Setting)> {
        let own = [
            ("antou.on", &self.on),
            ("antou.prefill", &self.prefill),
            ("antou.value", &self.value),
        ];
        let rules = self.rules.iter().flat_map(|rule| {
            let words = rule.message.settings().into_iter();
            std::iter::once(&rule.fails).chain(words)
        });
        own.into_iter()
            .chain(rules.map(|setting| ("antou.rules", setting)))
    }
}

fn station((name, access): &(String, Json)) -> Option<(String, Access)> {
    let word = access.as_text()?;
    let (_, access) = ACCESS.iter().find(|(name, _)| *name == word)?;
    Some((name.clone(), *access))
}
