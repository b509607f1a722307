//! Walking a document beside the tables.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::finding::{Finding, Keyword};
use super::own::{OF_COMPONENT, OF_FORM, OWN};
use super::shape::{Items, Shape, Type, beside, names};
use super::table::{
    ANY_DEFAULT, CHOOSERS, COMPONENT, DEFAULTS, FORM, INPUTS, KINDS, NOT_ON_FORMS, PRESENTERS,
    Property,
};
use super::{Dialect, MAX_FINDINGS};
use crate::component::OWN_KINDS;
use crate::json::Json;

/// Checks a document as [`super::check_document`] says.
pub(super) fn document(json: &Json, dialect: Dialect) -> Vec<Finding> {
    let mut walk = Walk {
        found: Vec::new(),
        dialect,
    };
    walk.form(json);
    walk.found
}

struct Walk {
    found: Vec<Finding>,
    dialect: Dialect,
}

/// The component in which a value stands.
#[derive(Clone, Copy)]
struct Owner<'a> {
    path: &'a str,
    /// Its type by form-js; none when it has none that is known.
    kind: Option<&'a str>,
}

impl Owner<'_> {
    fn is(self, kinds: &[&str]) -> bool {
        self.kind.is_some_and(|kind| kinds.contains(&kind))
    }

    fn name(self) -> String {
        let named = |kind| format!("a component of type `{kind}`");
        self.kind
            .map_or_else(|| "a component of no known type".to_owned(), named)
    }
}

impl Walk {
    fn find(&mut self, finding: Finding) {
        if self.found.len() < MAX_FINDINGS {
            self.found.push(finding);
        }
    }

    fn form(&mut self, json: &Json) {
        let Json::Object(entries) = json else {
            let wrong = wrong_type(json, "", &[Type::Object]);
            return self.find(wrong.said("", Keyword::Type));
        };
        self.form_type(json.get("type"));
        if json.get("components").is_none() {
            let missing = Finding::new("", "schema-missing").with("property", "components");
            self.find(missing.said("", Keyword::Required));
        }
        let owner = Owner {
            path: "",
            kind: None,
        };
        let is_form = json.get("type").and_then(Json::as_text) == Some("default");
        for (name, value) in counted(entries) {
            if is_form && NOT_ON_FORMS.contains(&name.as_str()) {
                let path = format!("/{name}");
                let finding = Finding::new(&path, "schema-not-allowed").with("property", name);
                let finding = finding.with("kind", "a form");
                self.find(finding.said(&path, Keyword::False).said("", Keyword::If));
            }
            self.entry(FORM, name, value, "", owner);
        }
    }

    fn form_type(&mut self, json: Option<&Json>) {
        let finding = match json {
            Some(Json::Text(text)) if text == "default" => return,
            None => Finding::new("", "schema-missing")
                .with("property", "type")
                .said("", Keyword::Required),
            Some(json) => {
                let finding = Finding::new("/type", "schema-choice").with("allowed", "`default`");
                let finding = finding.said("/type", Keyword::Const);
                match json {
                    Json::Text(_) => finding,
                    _ => finding.said("/type", Keyword::Type),
                }
            }
        };
        self.find(finding);
    }

    fn component(&mut self, json: &Json, path: &str) {
        let Json::Object(entries) = json else {
            let wrong = wrong_type(json, path, &[Type::Object]).said(path, Keyword::Type);
            // To the schema what is no object has every type, and so breaks the rule of tables.
            let wrong = wrong.said(path, Keyword::OneOf).said(path, Keyword::If);
            return self.find(wrong);
        };
        let kind = self.kind(json.get("type"), path);
        let owner = Owner { path, kind };
        for (name, value) in counted(entries) {
            self.entry(COMPONENT, name, value, path, owner);
        }
        self.required(json, owner);
        self.table(json, owner);
        self.default_value(json, owner);
        self.pattern_message(json, owner);
    }

    fn kind(&mut self, json: Option<&Json>, path: &str) -> Option<&'static str> {
        let Some(json) = json else {
            let missing = Finding::new(path, "schema-missing").with("property", "type");
            self.find(missing.said(path, Keyword::Required));
            return None;
        };
        let name = json.as_text().unwrap_or_default();
        let known = KINDS.iter().find(|kind| **kind == name).copied();
        let own = OWN_KINDS.iter().find(|(own, _)| *own == name);
        let own = own.filter(|_| self.dialect == Dialect::Antou);
        let kind = known.or_else(|| own.map(|(_, kept)| *kept));
        if kind.is_none() {
            let path = format!("{path}/type");
            let shown = json.as_text().map_or_else(|| json.compact(), str::to_owned);
            let finding = Finding::new(&path, "schema-kind").with("kind", shown);
            self.find(finding.said(&path, Keyword::Enum));
        }
        kind
    }

    /// A name and its value, where the table knows the name.
    fn entry(
        &mut self,
        table: &'static [Property],
        name: &str,
        value: &Json,
        path: &str,
        owner: Owner<'_>,
    ) {
        let known = table.iter().find(|property| property.name == name);
        let own = match name {
            "antou" if std::ptr::eq(table, COMPONENT) => Some(OF_COMPONENT),
            "antou" if std::ptr::eq(table, FORM) => Some(OF_FORM),
            _ => OWN.iter().find(|own| own.name == name && known.is_some()),
        };
        let own = own.filter(|_| self.dialect == Dialect::Antou);
        let Some(property) = own.or(known) else {
            return;
        };
        let path = format!("{path}/{name}");
        if !property.on.is_empty() && !owner.is(property.on) {
            let finding = Finding::new(&path, "schema-not-allowed").with("property", name);
            let finding = finding.with("kind", owner.name());
            self.find(
                finding
                    .said(&path, Keyword::False)
                    .said(owner.path, Keyword::If),
            );
        }
        self.value(&property.shape, value, &path, owner);
    }

    fn value(&mut self, shape: &'static Shape, json: &Json, path: &str, owner: Owner<'_>) {
        if let Some(finding) = fault(shape, json, path) {
            self.find(finding);
        }
        match (json, shape.items) {
            (Json::Object(entries), _) => {
                for (name, value) in counted(entries) {
                    self.entry(shape.entries, name, value, path, owner);
                    if let Some(each) = shape.each {
                        let name = name.replace('~', "~0").replace('/', "~1");
                        self.value(each, value, &format!("{path}/{name}"), owner);
                    }
                }
            }
            (Json::List(items), Items::Components) => {
                for (place, item) in items.iter().enumerate() {
                    self.component(item, &format!("{path}/{place}"));
                }
            }
            (Json::List(items), Items::Each(shape)) => {
                for (place, item) in items.iter().enumerate() {
                    self.value(shape, item, &format!("{path}/{place}"), owner);
                }
            }
            _ => {}
        }
    }

    fn required(&mut self, json: &Json, owner: Owner<'_>) {
        let needs: [(&[&str], &str); 4] = [
            (INPUTS, "key"),
            (PRESENTERS, "dataSource"),
            (&["expression"], "expression"),
            (&["expression"], "computeOn"),
        ];
        for (kinds, name) in needs {
            if owner.is(kinds) && json.get(name).is_none() {
                let finding = Finding::new(owner.path, "schema-missing").with("property", name);
                let mut finding = finding
                    .said(owner.path, Keyword::Required)
                    .said(owner.path, Keyword::If);
                if owner.is(&["table"]) {
                    finding = finding.said(owner.path, Keyword::OneOf);
                }
                self.find(finding);
            }
        }
    }

    /// A table has its columns either written out or computed.
    fn table(&mut self, json: &Json, owner: Owner<'_>) {
        let names = ["columns", "columnsExpression"];
        let there = names.map(|name| json.get(name).is_some());
        if !owner.is(&["table"]) || there[0] != there[1] {
            return;
        }
        let mut finding = Finding::new(owner.path, "schema-columns");
        if there[0] {
            for name in names {
                finding = finding.said(&format!("{}/{name}", owner.path), Keyword::False);
            }
        } else {
            finding = finding.said(owner.path, Keyword::Required);
        }
        self.find(
            finding
                .said(owner.path, Keyword::OneOf)
                .said(owner.path, Keyword::If),
        );
    }

    fn default_value(&mut self, json: &Json, owner: Owner<'_>) {
        let Some(value) = json.get("defaultValue") else {
            return;
        };
        let path = format!("{}/defaultValue", owner.path);
        let from_data = matches!(json.get("valuesKey"), Some(Json::Text(_)));
        if owner.is(CHOOSERS) && from_data {
            let finding = Finding::new(&path, "schema-default").said(&path, Keyword::False);
            self.find(finding.said(owner.path, Keyword::If));
        }
        let own = DEFAULTS.iter().find(|(kinds, _)| owner.is(kinds));
        let types = own.map_or(ANY_DEFAULT, |(_, types)| *types);
        if types.iter().any(|kind| kind.fits(value)) {
            return;
        }
        let mut finding = wrong_type(value, &path, types).said(&path, Keyword::Type);
        if own.is_some() {
            finding = finding.said(owner.path, Keyword::If);
        }
        self.find(finding);
    }

    fn pattern_message(&mut self, json: &Json, owner: Owner<'_>) {
        let Some(validate @ Json::Object(_)) = json.get("validate") else {
            return;
        };
        if validate.get("patternErrorMessage").is_some() && validate.get("pattern").is_none() {
            let path = format!("{}/validate", owner.path);
            let finding = Finding::new(&path, "schema-pattern-missing");
            let finding = finding.said(&path, Keyword::Required);
            self.find(finding.said(owner.path, Keyword::If));
        }
    }
}

/// The entries of an object that count: of a name that stands twice the last.
fn counted(entries: &[(String, Json)]) -> impl Iterator<Item = &(String, Json)> {
    let places = entries.iter().enumerate();
    let last: BTreeMap<&str, usize> = places.map(|(at, (name, _))| (name.as_str(), at)).collect();
    let counts =
        move |(at, (name, _)): &(usize, &(String, Json))| last.get(name.as_str()) == Some(at);
    entries
        .iter()
        .enumerate()
        .filter(counts)
        .map(|(_, entry)| entry)
}

fn wrong_type(json: &Json, path: &str, types: &[Type]) -> Finding {
    Finding::new(path, "schema-type")
        .with("expected_type", names(types))
        .with("found_type", Type::of(json).name())
}

/// What is wrong with a value by itself.
fn fault(shape: &Shape, json: &Json, path: &str) -> Option<Finding> {
    let mut finding: Option<Finding> = None;
    let mut add = |fault: Finding, keyword: Keyword| {
        finding = Some(finding.take().unwrap_or(fault).said(path, keyword));
    };
    if !shape.types.is_empty() && !shape.types.iter().any(|kind| kind.fits(json)) {
        add(wrong_type(json, path, shape.types), Keyword::Type);
    }
    let listed = |text: &str| shape.choices.contains(&text);
    if !shape.choices.is_empty() && !json.as_text().is_some_and(listed) {
        let allowed: Vec<String> = shape.choices.iter().map(|c| format!("`{c}`")).collect();
        let fault = Finding::new(path, "schema-choice").with("allowed", allowed.join(", "));
        add(fault, Keyword::Enum);
    }
    if let (Some(spelling), Json::Text(text)) = (shape.spelling, json)
        && !spelling.fits(text)
    {
        let fault = Finding::new(path, "schema-spelling").with("expected", spelling.name());
        add(fault, Keyword::Pattern);
    }
    if let (Some((least, greatest)), Json::Number(digits)) = (shape.bounds, json) {
        if beside(digits, least) == Ordering::Less {
            let fault = Finding::new(path, "schema-too-small").with("limit", least);
            add(fault, Keyword::Minimum);
        }
        if beside(digits, greatest) == Ordering::Greater {
            let fault = Finding::new(path, "schema-too-large").with("limit", greatest);
            add(fault, Keyword::Maximum);
        }
    }
    finding
}
