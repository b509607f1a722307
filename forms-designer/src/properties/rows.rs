//! What stands in the panel of properties.

use std::cell::OnceCell;

use form_model::{APPLICANT, Component, Json};
use slint::SharedString;

use super::table::{Field, HEADINGS, Is, TABLE, asks, has_key, has_label, has_options, label_of};
use super::{Condition, codes};
use crate::clauses;
use crate::drawing::{Look, kind_name};
use crate::expression::{self, Reach};
use crate::matrix;
use crate::models;
use crate::sheet::{LANGUAGES, Sheet, at, full_path, text_key};
use crate::texts::Say;
use crate::ui::{Editor, Prop};

/// The rows of a component; of the form itself where there is none. `by_hand` says which conditions
/// are written rather than chosen.
#[must_use]
pub fn rows(sheet: &Sheet, pointer: &str, by_hand: &dyn Fn(&str) -> bool, say: &Say) -> Vec<Prop> {
    let rows = Rows {
        sheet,
        say,
        by_hand,
        reach: OnceCell::new(),
    };
    match (sheet.component(pointer), sheet.json(pointer)) {
        (Some(component), Some(json)) if !pointer.is_empty() => rows.component(component, json),
        _ => rows.form(),
    }
}

/// The row of what a form by itself is called.
pub const FORM_NAME: &str = "form-name";

/// What a form by itself is called, which becomes the name of its file.
#[must_use]
pub fn name_row(name: &str, say: &Say) -> Prop {
    Prop {
        id: FORM_NAME.into(),
        editor: Editor::Line,
        label: say.say("prop-form-name").into(),
        value: name.into(),
        hint: say.say("prop-form-name-hint").into(),
        ..Prop::default()
    }
}

struct Rows<'a> {
    sheet: &'a Sheet,
    say: &'a Say,
    by_hand: &'a dyn Fn(&str) -> bool,
    /// What the expressions of the component may read.
    reach: OnceCell<Reach>,
}

impl Rows<'_> {
    fn form(&self) -> Vec<Prop> {
        let json = self.sheet.form().json();
        let id = json.get("id").and_then(Json::as_text).unwrap_or_default();
        let fields = self.sheet.form().fields().len().to_string();
        let all = self.sheet.form().all().len().to_string();
        let facts = [("fields", fields.as_str()), ("components", all.as_str())];
        let count = self.say.say_with("form-count", &facts);
        let mut rows = Vec::new();
        if self.sheet.is_pack() {
            let names = [("prop-pack-name", 0), ("prop-pack-name-en", 1)];
            rows.extend(names.map(|(called, at)| {
                let text = self.sheet.text_of(LANGUAGES[at], "pack-name");
                let id = format!("pack:{}", LANGUAGES[at]);
                self.row(&id, Editor::Line, called, text.unwrap_or_default())
            }));
        }
        rows.extend([
            self.row("id", Editor::Line, "prop-form-id", id),
            self.note("form-about", self.say.say("form-about")),
            self.note("count", count),
        ]);
        rows
    }

    fn component(&self, component: &Component, json: &Json) -> Vec<Prop> {
        let kind = kind_name(component);
        let mut rows = Vec::new();
        if has_label(Look::of(component)) {
            rows.extend(self.labels(component, kind));
        }
        if has_key(kind) {
            rows.push(self.key(component, json, kind));
        }
        for heading in HEADINGS {
            if *heading == HEADINGS[1] {
                self.hints(component, &mut rows);
            }
            let mut under = match *heading {
                "section-options" if has_options(kind) => self.options(json, component),
                "section-condition" => self.condition(component, json),
                "section-rules" if asks(kind) => self.rules(component, json),
                "section-stations" => self.stations(component),
                _ => Vec::new(),
            };
            let fields = TABLE.iter();
            let fields = fields.filter(|field| field.under == *heading && field.of.contains(&kind));
            under.extend(fields.map(|field| self.field(field, component, json)));
            if *heading == "section-options" && kind == "code" {
                under.extend(codes::rows(self.sheet, component, self.say));
            }
            if *heading == "section-look" {
                under.push(self.columns(component));
            }
            if !under.is_empty() && !heading.is_empty() {
                rows.push(Prop {
                    id: (*heading).into(),
                    editor: Editor::Heading,
                    label: self.say.say(heading).into(),
                    ..Prop::default()
                });
            }
            rows.extend(under);
        }
        rows
    }

    fn row(&self, id: &str, editor: Editor, called: &str, value: &str) -> Prop {
        let hint = self.say.known(&format!("{called}-hint"), &[]);
        Prop {
            id: id.into(),
            editor,
            label: self.say.say(called).into(),
            value: value.into(),
            hint: hint.unwrap_or_default().into(),
            ..Prop::default()
        }
    }

    fn note(&self, id: &str, said: String) -> Prop {
        Prop {
            id: id.into(),
            editor: Editor::Note,
            label: said.into(),
            ..Prop::default()
        }
    }

    fn choice(&self, id: &str, called: &str, names: &[&str], chosen: usize) -> Prop {
        let names: Vec<SharedString> = names.iter().map(|key| self.say.say(key).into()).collect();
        let mut row = self.row(id, Editor::Choice, called, "");
        row.choices = models::words(names);
        row.chosen = i32::try_from(chosen).unwrap_or(0);
        row
    }

    /// The label; where the pack names the field, in both languages.
    fn labels(&self, component: &Component, kind: &str) -> Vec<Prop> {
        let path = full_path(self.sheet.form(), &component.pointer);
        let key = text_key(&path);
        let text = |language: &str| self.sheet.text_of(language, &key);
        let [chinese, english] = LANGUAGES;
        let label = text(chinese).unwrap_or(&component.label);
        let mut rows = vec![self.row(label_of(kind), Editor::Line, "prop-label", label)];
        if self.sheet.is_pack() && !path.is_empty() {
            let label = text(english).unwrap_or_default();
            rows.push(self.row("text:en", Editor::Line, "prop-label-en", label));
        }
        rows
    }

    /// The hint; where the pack has one, in both languages.
    fn hints(&self, component: &Component, rows: &mut Vec<Prop>) {
        let key = format!(
            "{}.hint",
            text_key(&full_path(self.sheet.form(), &component.pointer))
        );
        let [chinese, english] = LANGUAGES.map(|language| self.sheet.text_of(language, &key));
        if chinese.or(english).is_none() {
            return;
        }
        let place = rows.iter().position(|row| row.id == "description");
        if let Some(row) = place.and_then(|place| rows.get_mut(place)) {
            row.value = chinese.unwrap_or_default().into();
        }
        if let Some(place) = place {
            let hint = self.row(
                "hint:en",
                Editor::Line,
                "prop-hint-en",
                english.unwrap_or_default(),
            );
            rows.insert(place + 1, hint);
        }
    }

    fn key(&self, component: &Component, json: &Json, kind: &str) -> Prop {
        let name = match kind {
            "group" | "dynamiclist" => "path",
            _ => "key",
        };
        let own = json.get(name).and_then(Json::as_text).unwrap_or_default();
        let mut row = self.row("key", Editor::Line, "prop-key", own);
        if component.path != own && !component.path.is_empty() {
            let facts = [("path", component.path.as_str())];
            row.hint = self.say.say_with("prop-key-path", &facts).into();
        }
        row
    }

    fn field(&self, field: &Field, component: &Component, json: &Json) -> Prop {
        let value = at(json, &format!("/{}", field.name));
        let text = plain(value);
        let expression = text.strip_prefix('=');
        match (field.is, expression) {
            // An expression may stand where a yes does.
            (Is::Yes, Some(text)) => self.feel(field.name, field.called, text, component),
            (Is::Yes, None) => {
                let mut row = self.row(field.name, Editor::Check, field.called, "");
                row.checked = value == Some(&Json::Bool(true));
                row
            }
            (Is::Feel, expression) => {
                let text = expression.unwrap_or(&text);
                self.feel(field.name, field.called, text, component)
            }
            (Is::OneOf(words), _) => {
                let names: Vec<&str> = words.iter().map(|(_, key)| *key).collect();
                let chosen = words.iter().position(|(word, _)| *word == text);
                self.choice(field.name, field.called, &names, chosen.unwrap_or(0))
            }
            (Is::Area, _) => self.row(field.name, Editor::Area, field.called, &text),
            (Is::Line, _) => {
                let mut row = self.row(field.name, Editor::Line, field.called, &text);
                let pattern = component.rules.pattern.as_ref();
                if field.name == "validate/pattern" && pattern.is_some_and(|p| p.regex.is_none()) {
                    row.problem = self.say.say("form-pattern-short").into();
                    row.broken = true;
                }
                row
            }
            (Is::Number | Is::NumberOr, expression) => {
                let mut row = self.row(field.name, Editor::Number, field.called, &text);
                if let Some(expression) = expression {
                    self.judge(&mut row, expression, component);
                }
                row
            }
        }
    }

    fn judge(&self, row: &mut Prop, text: &str, component: &Component) {
        if text.trim().is_empty() {
            return;
        }
        if let Some(fault) = expression::check(text, self.reach(component), self.say) {
            row.problem = fault.said.into();
            row.broken = fault.broken;
        }
    }

    fn reach(&self, component: &Component) -> &Reach {
        let reach = || Reach::at(self.sheet.form(), &component.pointer);
        self.reach.get_or_init(reach)
    }

    /// A condition, chosen or written.
    fn choosing(&self, id: &str, called: &str, text: &str, component: &Component) -> Vec<Prop> {
        let label = self.say.say(called);
        let by_hand = (self.by_hand)(id);
        clauses::rows((id, &label), text, self.reach(component), by_hand, self.say)
    }

    fn feel(&self, id: &str, called: &str, text: &str, component: &Component) -> Prop {
        let mut row = self.row(id, Editor::Feel, called, text);
        row.blank = "FEEL".into();
        self.judge(&mut row, text, component);
        row
    }

    fn condition(&self, component: &Component, json: &Json) -> Vec<Prop> {
        let condition = Condition::read(at(json, "/conditional/hide"));
        let names = ["condition-always", "condition-show", "condition-hide"];
        let chosen = match condition {
            Condition::Always => 0,
            Condition::Show(_) => 1,
            Condition::Hide(_) => 2,
        };
        let mut rows = vec![self.choice("condition", "prop-condition", &names, chosen)];
        if condition != Condition::Always {
            let text = condition.text();
            rows.extend(self.choosing("condition/text", "prop-condition-text", text, component));
        }
        rows
    }

    fn options(&self, json: &Json, component: &Component) -> Vec<Prop> {
        let text = |name: &str| json.get(name).and_then(Json::as_text);
        let names = ["options-fixed", "options-key", "options-computed"];
        let source = |chosen: usize| self.choice("options", "prop-options", &names, chosen);
        if let Some(key) = text("valuesKey") {
            return vec![
                source(1),
                self.row("valuesKey", Editor::Line, "prop-values-key", key),
            ];
        }
        if let Some(text) = text("valuesExpression") {
            let text = text.strip_prefix('=').unwrap_or(text);
            let called = "prop-values-expression";
            return vec![
                source(2),
                self.feel("valuesExpression", called, text, component),
            ];
        }
        let mut rows = vec![source(0)];
        let values = json
            .get("values")
            .and_then(Json::as_list)
            .unwrap_or_default();
        rows.extend((0..values.len()).map(|place| self.option(values, place)));
        rows.push(Prop {
            hint: self.say.say("options-paste").into(),
            ..self.row("values", Editor::Add, "option-add", "")
        });
        let default = listed(json.get("defaultValue"));
        rows.push(self.row(
            "defaultValue",
            Editor::Line,
            "prop-default-option",
            &default,
        ));
        rows
    }

    fn option(&self, values: &[Json], place: usize) -> Prop {
        let part = |at: usize, name: &str| plain(values.get(at).and_then(|value| value.get(name)));
        let own = part(place, "value");
        let twice = (0..values.len())
            .filter(|at| part(*at, "value") == own)
            .count()
            > 1;
        let problem = if twice {
            self.say.say("option-twice-short")
        } else {
            String::new()
        };
        Prop {
            id: format!("values/{place}").into(),
            editor: Editor::Pair,
            label: self.say.say("option-label").into(),
            value: part(place, "label").into(),
            second: own.into(),
            hint: self.say.say("option-value").into(),
            blank: self.say.say("option-label").into(),
            problem: problem.into(),
            first: place == 0,
            last: place + 1 == values.len(),
            ..Prop::default()
        }
    }

    fn rules(&self, component: &Component, json: &Json) -> Vec<Prop> {
        let rules = at(json, "/antou/rules")
            .and_then(Json::as_list)
            .unwrap_or_default();
        let mut rows = Vec::new();
        for (place, rule) in rules.iter().enumerate() {
            let fails = plain(rule.get("fails"));
            let fails = fails.strip_prefix('=').unwrap_or(&fails);
            let message = plain(rule.get("message"));
            let id = |name: &str| format!("rules/{place}{name}");
            rows.extend(self.choosing(&id("/fails"), "prop-rule-fails", fails, component));
            rows.push(self.row(&id("/message"), Editor::Line, "prop-rule-message", &message));
            rows.push(self.row(&id(""), Editor::Add, "rule-remove", ""));
        }
        rows.push(self.row("rules", Editor::Add, "rule-add", ""));
        rows
    }

    fn stations(&self, component: &Component) -> Vec<Prop> {
        let names = (0..5).map(|n| self.say.say(&format!("right-{n}-long")).into());
        let names: Vec<SharedString> = names.collect();
        let names = models::words(names);
        let stations = self.sheet.stations().into_iter();
        stations
            .map(|station| Prop {
                id: format!("station/{}", station.id).into(),
                editor: Editor::Choice,
                label: station_name(&station.id, &station.name, self.say).into(),
                choices: names.clone(),
                chosen: matrix::number(component.own.stations.get(&station.id).copied()),
                ..Prop::default()
            })
            .collect()
    }

    fn columns(&self, component: &Component) -> Prop {
        let text = component.columns.map(|columns| columns.to_string());
        let text = text.unwrap_or_default();
        let mut row = self.row("columns", Editor::Number, "prop-columns", &text);
        row.blank = self.say.say("columns-shared").into();
        row
    }
}

/// The expression of a condition that can be chosen, without the sign in front.
#[must_use]
pub fn expression(sheet: &Sheet, pointer: &str, id: &str) -> Option<String> {
    let json = sheet.json(pointer)?;
    if id == "condition/text" {
        let condition = Condition::read(at(json, "/conditional/hide"));
        return Some(condition.text().to_owned());
    }
    let place = id.strip_prefix("rules/")?.strip_suffix("/fails")?;
    let rules = at(json, "/antou/rules").and_then(Json::as_list)?;
    let fails = plain(rules.get(place.parse::<usize>().ok()?)?.get("fails"));
    Some(fails.strip_prefix('=').unwrap_or(&fails).to_owned())
}

/// What a station is called.
#[must_use]
pub fn station_name(id: &str, name: &str, say: &Say) -> String {
    match (id, name) {
        (APPLICANT, "") => say.say("station-applicant"),
        ("*", "") => say.say("station-others"),
        (id, "") => id.to_owned(),
        (_, name) => name.to_owned(),
    }
}

/// A value as it stands in a box.
fn plain(value: Option<&Json>) -> String {
    match value {
        Some(Json::Text(text)) => text.clone(),
        Some(Json::Number(digits)) => digits.clone(),
        Some(Json::Bool(value)) => value.to_string(),
        None | Some(Json::Null) => String::new(),
        Some(other) => other.compact(),
    }
}

/// A value, or the values of a list with commas between.
fn listed(value: Option<&Json>) -> String {
    match value {
        Some(Json::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| plain(Some(item))).collect();
            items.join(", ")
        }
        value => plain(value),
    }
}
