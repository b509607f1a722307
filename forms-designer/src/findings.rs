//! What the checks find in the files of a service, as a person reads it: in which part of the
//! service, of which field or station, and where one goes to mend it.

use std::collections::BTreeSet;

use form_model::CODES;
use pack_author::{FLOW, FORM, Finding, MANIFEST, PRINT, RULES, TEXTS, Weight};

use crate::problems::{Trouble, called, sentence};
use crate::sheet::{LANGUAGES, Sheet};
use crate::texts::Say;

/// Where one goes to mend something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A component of the form, by its pointer.
    Component(String),
    /// A station of the route by its key; empty is the route.
    Station(String),
    /// A decision table by its name; empty is the first one.
    Decision(String),
    /// The texts.
    Texts,
    /// A scenario by its path.
    Scenario(String),
    /// The page from which it is published.
    Publication,
    /// The official sheet.
    Official,
}

impl Spot {
    /// As the window calls it.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Component(pointer) => pointer.clone(),
            Self::Station(key) => format!("station:{key}"),
            Self::Decision(name) => format!("decision:{name}"),
            Self::Texts => "texts:".to_owned(),
            Self::Scenario(path) => format!("scenario:{path}"),
            Self::Publication => "publication:".to_owned(),
            Self::Official => "official:".to_owned(),
        }
    }

    /// What the window calls so.
    #[must_use]
    pub fn of(id: &str) -> Self {
        match id.split_once(':') {
            Some(("station", key)) => Self::Station(key.to_owned()),
            Some(("decision", name)) => Self::Decision(name.to_owned()),
            Some(("texts", _)) => Self::Texts,
            Some(("scenario", path)) => Self::Scenario(path.to_owned()),
            Some(("publication", _)) => Self::Publication,
            Some(("official", _)) => Self::Official,
            _ => Self::Component(id.to_owned()),
        }
    }
}

/// A finding where a person reads it.
#[must_use]
pub fn told(finding: &Finding, sheet: &Sheet, say: &Say) -> Trouble {
    let spot = spot(finding, sheet);
    let mut facts = finding.facts.clone();
    for name in ["station", "later"] {
        if let Some(key) = facts.get_mut(name) {
            *key = station(key, sheet, say);
        }
    }
    if finding.code.starts_with("texts-")
        && let Some(key) = facts.get_mut("key")
    {
        *key = text_called(key, sheet);
    }
    Trouble {
        pointer: spot.id(),
        weight: match finding.weight {
            Weight::Error => 3,
            Weight::Warning => 2,
            Weight::Notice => 1,
        },
        said: sentence(&finding.code, &facts, say),
        place: place(finding, &spot, sheet, say),
    }
}

/// What is found in the files around the form, and in the form what it does not say of itself.
#[must_use]
pub fn around(findings: &[Finding], sheet: &Sheet, say: &Say) -> Vec<Trouble> {
    let own: BTreeSet<&str> = CODES.iter().copied().collect();
    let new = findings.iter().filter(|finding| {
        let schema = finding.code.starts_with("schema-");
        finding.file != FORM || !(schema || own.contains(finding.code.as_str()))
    });
    new.map(|finding| told(finding, sheet, say)).collect()
}

fn spot(finding: &Finding, sheet: &Sheet) -> Spot {
    let element = finding.element.clone();
    let is_station = || {
        let named = sheet.service().stations();
        named.iter().any(|station| station.key == element)
    };
    match finding.file.as_str() {
        FORM => Spot::Component(component(sheet, &element)),
        FLOW => Spot::Station(element),
        RULES if is_station() => Spot::Station(element),
        // The table of a route that is a list is mended in the list.
        RULES if is_route(sheet, &element) => Spot::Station(String::new()),
        RULES => Spot::Decision(element),
        MANIFEST => Spot::Publication,
        PRINT => Spot::Official,
        file if TEXTS.contains(&file) => Spot::Texts,
        file => Spot::Scenario(file.to_owned()),
    }
}

/// A text as a person knows it: what it says in the official language, else its key.
fn text_called(key: &str, sheet: &Sheet) -> String {
    match sheet.text_of(LANGUAGES[0], key) {
        Some(text) if !text.is_empty() => format!("「{text}」"),
        _ => key.to_owned(),
    }
}

fn is_route(sheet: &Sheet, decision: &str) -> bool {
    pack_author::route::is_route(sheet.files(), decision) && sheet.service().route().is_ok()
}

/// The innermost component at a place of the form.
fn component(sheet: &Sheet, pointer: &str) -> String {
    let mut at = pointer;
    while !at.is_empty() && sheet.component(at).is_none() {
        at = at.rsplit_once('/').map_or("", |(around, _)| around);
    }
    at.to_owned()
}

fn place(finding: &Finding, spot: &Spot, sheet: &Sheet, say: &Say) -> String {
    let (part, name) = match spot {
        Spot::Component(pointer) => match sheet.component(pointer) {
            Some(component) if !pointer.is_empty() => ("tab-canvas", called(component, say)),
            _ => ("tab-canvas", String::new()),
        },
        Spot::Station(key) => ("tab-route", station(key, sheet, say)),
        Spot::Decision(name) => ("tab-rules", name.clone()),
        Spot::Texts => ("tab-texts", text_called(&finding.element, sheet)),
        Spot::Scenario(path) => ("tab-scenarios", path.clone()),
        Spot::Publication => ("tab-publish", finding.element.clone()),
        Spot::Official => ("tab-official", String::new()),
    };
    let part = say.say(part);
    match name.as_str() {
        "" => part,
        name => format!("{part} · {name}"),
    }
}

/// What a station is called, or its key.
#[must_use]
pub fn station(key: &str, sheet: &Sheet, say: &Say) -> String {
    let text = |language: &str| sheet.text_of(language, &format!("station-{key}"));
    let text = text(say.language().tag()).or_else(|| text(LANGUAGES[0]));
    let text = text.filter(|text| !text.is_empty());
    text.map_or_else(|| key.to_owned(), str::to_owned)
}
