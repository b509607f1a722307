//! A component of a form.

mod own;
mod part;

use std::collections::BTreeSet;
use std::sync::Arc;

use feel::{Number, Value};
use jiff::civil::Date;
use regex::Regex;

use crate::form::MAX_PATTERN;
use crate::json::{self, Json};
use crate::path::join;
use crate::scope::{Scope, TODAY};
use crate::session::MAX_ITEMS;
use crate::setting::Setting;
use crate::words::Words;

pub(crate) use self::own::ACCESS;
pub use self::own::{APPLICANT, Access, Own, Rule};
pub(crate) use self::part::OWN_KINDS;
pub use self::part::Part;

/// What a component is, by form-js's `type`. Our own types count as the one that they are
/// drawn and kept as, such as `antou-when` as a text field; [`Component::part`] says which they
/// are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Textfield,
    /// Several lines of text.
    Textarea,
    /// A number.
    Number,
    /// A date, a time, or both.
    Datetime(Subtype),
    /// Yes or no.
    Checkbox,
    /// Several of some options.
    Checklist,
    /// One of some options, all shown.
    Radio,
    /// One of some options, in a list.
    Select,
    /// Several of some options, as tags.
    Taglist,
    /// Files, which travel beside the answers.
    Filepicker,
    /// A value that is computed.
    Expression,
    /// Components that belong together.
    Group,
    /// Components that are repeated. 明細
    DynamicList,
    /// Something that is only shown: text, html, image, table, separator, spacer,
    /// button, iframe or documentPreview.
    Shown(String),
    /// A type that this program does not know; it is kept, and answers nothing.
    Unknown(String),
}

/// Which part of a time a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subtype {
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// Both.
    DateTime,
}

/// One of some options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is answered.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// Where the options of a field come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Options {
    /// It has none.
    #[default]
    None,
    /// They are written out.
    Fixed(Vec<Choice>),
    /// They stand in the context or in the answers under a dotted path.
    Key(String),
    /// They are computed.
    Computed(Setting),
    /// They stand in a table of codes of the form.
    Table(Arc<[Code]>),
}

/// A code of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What is answered and shown.
    pub choice: Choice,
    /// The first day on which it may be chosen.
    pub from: Option<Date>,
    /// The last day on which it may be chosen.
    pub until: Option<Date>,
}

impl Options {
    /// The options that are written out; none where they are computed.
    #[must_use]
    pub fn fixed(&self) -> Option<&[Choice]> {
        match self {
            Self::Fixed(choices) => Some(choices),
            Self::None | Self::Key(_) | Self::Computed(_) | Self::Table(_) => None,
        }
    }

    /// What an option is called, whenever it may be chosen; none where that is computed.
    #[must_use]
    pub fn label(&self, value: &str) -> Option<&str> {
        let called = |choice: &&Choice| choice.value == value;
        let found = match self {
            Self::Fixed(choices) => choices.iter().find(called),
            Self::Table(codes) => codes.iter().map(|code| &code.choice).find(called),
            Self::None | Self::Key(_) | Self::Computed(_) => None,
        };
        found.map(|choice| choice.label.as_str())
    }

    /// The options at a place of the form, of a table those that are in force on a day or today;
    /// none where they cannot be had.
    pub(crate) fn within(&self, scope: &Scope<'_>, on: Option<Date>) -> Option<Vec<Choice>> {
        match self {
            Self::None => None,
            Self::Fixed(choices) => Some(choices.clone()),
            Self::Key(path) => {
                let (name, rest) = path.split_once('.').unwrap_or((path, ""));
                choices_of(scope.get(name)?.get(rest)?)
            }
            Self::Computed(setting) => choices_of(&setting.within(scope)),
            Self::Table(codes) => {
                let on = on.or_else(|| scope.get(TODAY)?.as_date());
                let in_force = |code: &&Code| {
                    on.is_none_or(|on| {
                        code.from.is_none_or(|from| from <= on)
                            && code.until.is_none_or(|until| on <= until)
                    })
                };
                let codes = codes.iter().filter(in_force);
                Some(codes.map(|code| code.choice.clone()).collect())
            }
        }
    }
}

/// Options from a list of texts, numbers, or contexts of `value` and `label`.
fn choices_of(value: &Value) -> Option<Vec<Choice>> {
    value.as_list()?.iter().map(choice).collect()
}

fn choice(item: &Value) -> Option<Choice> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let value = text(item.get("value").unwrap_or(item))?;
    let label = item.get("label").and_then(text);
    Some(Choice {
        label: label.unwrap_or_else(|| value.clone()),
        value,
    })
}

/// What a field asks of its answer: form-js's `validate` and what belongs to it.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// There must be an answer; of a checkbox it must be yes.
    pub required: Setting,
    /// Fewest characters.
    pub min_length: Setting,
    /// Most characters.
    pub max_length: Setting,
    /// Least number.
    pub min: Setting,
    /// Greatest number.
    pub max: Setting,
    /// What the text must match somewhere.
    pub pattern: Option<Pattern>,
    /// `email` or `phone`.
    pub validation_type: Option<String>,
    /// Most digits behind the point.
    pub decimal_digits: Option<u32>,
    /// The number must be so many steps from zero.
    pub increment: Option<Number>,
    /// A date must not lie before today ([`TODAY`](crate::TODAY) in the context).
    pub no_past: bool,
}

/// A regular expression, matched in linear time; one that needs more (looking
/// around, back references) is broken and lets no answer pass.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As it is written.
    pub text: String,
    /// None when it is broken.
    pub regex: Option<Regex>,
}

/// A component of a form.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Component {
    /// What it is.
    pub kind: Kind,
    /// What it means to this office.
    pub part: Option<Part>,
    /// Its id, when it has one.
    pub id: Option<String>,
    /// The dotted path under which its answer stands, from the top of the answers or, inside a
    /// list, from the list's item. Of a group the path under which its fields stand. Empty
    /// where there is none.
    pub path: String,
    /// What is shown beside it; may be empty.
    pub label: String,
    /// What is shown below it; may be empty.
    pub description: String,
    /// What stands before and after its answer, such as NT$ and 元; may be empty.
    pub adorners: [String; 2],
    /// Of a field for files: which kinds, as of a file input of a page; any when empty.
    pub accept: String,
    /// What a component shows that asks nothing, as it is written: text (Markdown), HTML, or an
    /// address. Nobody may run it.
    pub content: String,
    /// The row in which it is laid out.
    pub row: Option<String>,
    /// How many of 16 columns it takes; none shares what is left.
    pub columns: Option<u8>,
    /// Whether it is hidden.
    pub hide: Setting,
    /// Whether it takes no answer.
    pub disabled: Setting,
    /// Whether its answer is only shown.
    pub readonly: Setting,
    /// The answer it starts with.
    pub default: Value,
    /// What it asks of its answer.
    pub rules: Rules,
    /// Its options.
    pub options: Options,
    /// Of an expression field what it computes.
    pub expression: Setting,
    /// Of a list how many rows it starts with.
    pub repetitions: usize,
    /// What form-js has not.
    pub own: Own,
    /// Words that hold values, by the name of the property.
    pub words: Vec<(&'static str, Words)>,
    /// Custom properties, in the order in which they are written.
    pub properties: Vec<(String, Value)>,
    /// What it holds.
    pub children: Vec<Component>,
    /// Where it stands in the document (RFC 6901).
    pub pointer: String,
}

impl Component {
    /// Whether a person or the form itself gives it an answer.
    #[must_use]
    pub fn is_field(&self) -> bool {
        self.asks() && self.kind != Kind::DynamicList && !self.path.is_empty()
    }

    /// What an expression reads while there is no answer; none where that is null. As in form-js,
    /// which has no answer without a value; what is picked, and a span of time, is null.
    pub(crate) fn empty(&self) -> Option<Value> {
        match self.kind {
            _ if matches!(self.part, Some(Part::When)) => None,
            _ if self.part.as_ref().is_some_and(Part::is_picked) => None,
            Kind::Textfield | Kind::Textarea => Some(Value::text("")),
            Kind::Checkbox => Some(Value::Bool(false)),
            Kind::Checklist | Kind::Taglist => Some(Value::List(Vec::new())),
            _ => None,
        }
    }

    /// Whether it needs a path for an answer.
    pub(crate) fn asks(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Shown(_) | Kind::Unknown(_))
    }

    /// Its settings by the name of the property.
    pub(crate) fn settings(&self) -> Vec<(&'static str, &Setting)> {
        let rules = &self.rules;
        let mut settings = vec![
            ("conditional.hide", &self.hide),
            ("disabled", &self.disabled),
            ("readonly", &self.readonly),
            ("validate.required", &rules.required),
            ("validate.minLength", &rules.min_length),
            ("validate.maxLength", &rules.max_length),
            ("validate.min", &rules.min),
            ("validate.max", &rules.max),
            ("expression", &self.expression),
        ];
        if let Options::Computed(setting) = &self.options {
            settings.push(("valuesExpression", setting));
        }
        for (name, words) in &self.words {
            let inside = words.settings().into_iter();
            settings.extend(inside.map(|setting| (*name, setting)));
        }
        settings.extend(self.own.settings());
        settings
    }

    /// Its settings on which no answer and no other component depends.
    pub(crate) fn rule_settings(&self) -> impl Iterator<Item = &Setting> {
        let settings = self.settings().into_iter();
        let rules = settings.filter(|(name, _)| !["conditional.hide", "expression"].contains(name));
        rules.map(|(_, setting)| setting)
    }

    /// Reads a component; `before` is the path under which its container stands.
    pub(crate) fn read(json: &Json, pointer: String, before: &str, around: &Reading<'_>) -> Self {
        let names = around.names;
        let text = |name: &str| {
            let text = json.get(name).and_then(Json::as_text);
            text.unwrap_or_default().to_owned()
        };
        let inner = |outer: &str, name: &str| json.get(outer).and_then(|object| object.get(name));
        let setting = |name: &str| Setting::read(json.get(name), names);
        let (kind, part) = kind_and_part(json);
        let columns = inner("layout", "columns").and_then(Json::as_count);
        Self {
            path: path(&kind, before, json),
            id: json.get("id").and_then(Json::as_text).map(str::to_owned),
            label: label(json),
            description: text("description"),
            accept: text("accept"),
            adorners: ["prefixAdorner", "suffixAdorner"].map(|name| {
                let text = inner("appearance", name).and_then(Json::as_text);
                text.unwrap_or_default().to_owned()
            }),
            content: match kind {
                Kind::Shown(_) => ["text", "content", "source", "url"].map(text).concat(),
                _ => String::new(),
            },
            row: inner("layout", "row")
                .and_then(Json::as_text)
                .map(str::to_owned),
            columns: columns.map(|columns| u8::try_from(columns).unwrap_or(u8::MAX)),
            hide: Setting::read(inner("conditional", "hide"), names),
            disabled: setting("disabled"),
            readonly: setting("readonly"),
            default: json
                .get("defaultValue")
                .map(Json::to_value)
                .unwrap_or_default(),
            rules: rules(json, names),
            options: options(json, part.as_ref(), around),
            own: Own::read(json, names),
            words: words(json, names),
            expression: setting("expression"),
            repetitions: repetitions(json),
            properties: properties(json),
            children: Vec::new(),
            pointer,
            kind,
            part,
        }
    }
}

fn path(kind: &Kind, before: &str, json: &Json) -> String {
    let name = match kind {
        Kind::Group | Kind::DynamicList => "path",
        _ => "key",
    };
    match (
        json.get(name).and_then(Json::as_text).unwrap_or_default(),
        kind,
    ) {
        ("", Kind::Group) => before.to_owned(),
        ("", _) => String::new(),
        (own, _) => join(before, own),
    }
}

/// A datetime has labels of its date and time instead of one.
fn label(json: &Json) -> String {
    let names = ["label", "dateLabel", "timeLabel"].iter();
    let mut texts = names.filter_map(|name| json.get(name).and_then(Json::as_text));
    let text = texts.find(|text| !text.is_empty());
    text.unwrap_or_default().to_owned()
}

/// As many as form-js starts a list with.
fn repetitions(json: &Json) -> usize {
    let written = json.get("defaultRepetitions").and_then(Json::as_count);
    written
        .map_or(1, |count| usize::try_from(count).unwrap_or(MAX_ITEMS))
        .min(MAX_ITEMS)
}

fn properties(json: &Json) -> Vec<(String, Value)> {
    let entries = json.get("properties").and_then(Json::as_object);
    let entries = entries.unwrap_or_default().iter();
    entries
        .map(|(name, value)| (name.clone(), value.to_value()))
        .collect()
}

fn kind_and_part(json: &Json) -> (Kind, Option<Part>) {
    let text = |json: &Json, name: &str| {
        let text = json.get(name).and_then(Json::as_text);
        text.unwrap_or_default().to_owned()
    };
    let name = text(json, "type");
    if let Some((own, kept)) = OWN_KINDS.iter().find(|(own, _)| *own == name) {
        let part = Part::named(own.strip_prefix("antou-").unwrap_or(own));
        return (kind(kept, json), Some(part));
    }
    let own = json.get("properties").map(|own| text(own, "antou"));
    let own = own.filter(|own| !own.is_empty());
    (kind(&name, json), own.map(|own| Part::named(&own)))
}

fn kind(name: &str, json: &Json) -> Kind {
    let subtype = json.get("subtype").and_then(Json::as_text);
    match name {
        "textfield" => Kind::Textfield,
        "textarea" => Kind::Textarea,
        "number" => Kind::Number,
        "datetime" => Kind::Datetime(match subtype {
            Some("time") => Subtype::Time,
            Some("datetime") => Subtype::DateTime,
            _ => Subtype::Date,
        }),
        "checkbox" => Kind::Checkbox,
        "checklist" => Kind::Checklist,
        "radio" => Kind::Radio,
        "select" => Kind::Select,
        "taglist" => Kind::Taglist,
        "filepicker" => Kind::Filepicker,
        "expression" => Kind::Expression,
        "group" => Kind::Group,
        "dynamiclist" => Kind::DynamicList,
        "text" | "html" | "image" | "table" | "separator" | "spacer" | "button" | "iframe"
        | "documentPreview" => Kind::Shown(name.to_owned()),
        _ => Kind::Unknown(name.to_owned()),
    }
}

fn options(json: &Json, part: Option<&Part>, around: &Reading<'_>) -> Options {
    let names = around.names;
    if part == Some(&Part::Code) {
        let table = json
            .get("antou")
            .and_then(|own| own.get("table")?.as_text());
        let codes = table.and_then(|table| around.table(table));
        return codes.map_or(Options::None, Options::Table);
    }
    let text = |name: &str| json.get(name).and_then(Json::as_text);
    if let Some(values) = json.get("values").and_then(Json::as_list) {
        Options::Fixed(
            values
                .iter()
                .filter_map(|item| choice(&item.to_value()))
                .collect(),
        )
    } else if let Some(key) = text("valuesKey") {
        Options::Key(key.to_owned())
    } else if text("valuesExpression").is_some() {
        Options::Computed(Setting::read(json.get("valuesExpression"), names))
    } else {
        let key = part.and_then(Part::options_key);
        key.map_or(Options::None, |key| Options::Key(key.to_owned()))
    }
}

/// What a component's reading needs of the whole form.
pub(crate) struct Reading<'a> {
    /// The names that expressions may read.
    pub names: &'a BTreeSet<String>,
    /// The object `antou` of the form.
    pub own: Option<&'a Json>,
}

impl<'a> Reading<'a> {
    fn table(&self, name: &str) -> Option<Arc<[Code]>> {
        let rows = self.own?.get("tables")?.get(name)?.as_list()?;
        Some(rows.iter().filter_map(code).collect())
    }

    /// What a section of the form holds.
    pub fn section(&self, name: &str) -> Option<&'a [Json]> {
        self.own?
            .get("sections")?
            .get(name)?
            .get("components")?
            .as_list()
    }
}

fn code(row: &Json) -> Option<Code> {
    let day = |name: &str| row.get(name)?.as_text()?.parse().ok();
    Some(Code {
        choice: choice(&row.to_value())?,
        from: day("from"),
        until: day("until"),
    })
}

/// The words of a component that hold values.
fn words(json: &Json, names: &BTreeSet<String>) -> Vec<(&'static str, Words)> {
    let outer = [
        "label",
        "dateLabel",
        "timeLabel",
        "description",
        "text",
        "content",
    ];
    let inner = ["prefixAdorner", "suffixAdorner"];
    let appearance = json.get("appearance");
    let outer = outer.into_iter().map(|name| (name, json.get(name)));
    let inner = inner
        .into_iter()
        .map(|name| (name, appearance.and_then(|own| own.get(name))));
    let read = outer
        .chain(inner)
        .map(|(name, json)| (name, Words::read(json, names)));
    read.filter(|(_, words)| *words != Words::Plain).collect()
}

fn rules(json: &Json, names: &BTreeSet<String>) -> Rules {
    let of = |name: &str| json.get("validate").and_then(|object| object.get(name));
    let setting = |name: &str| Setting::read(of(name), names);
    let kind_of_text = of("validationType").and_then(Json::as_text);
    Rules {
        required: setting("required"),
        min_length: setting("minLength"),
        max_length: setting("maxLength"),
        min: setting("min"),
        max: setting("max"),
        pattern: of("pattern").and_then(Json::as_text).map(pattern),
        validation_type: kind_of_text
            .filter(|kind| *kind != "custom")
            .map(str::to_owned),
        decimal_digits: json.get("decimalDigits").and_then(Json::as_count),
        increment: json.get("increment").and_then(|json| match json {
            Json::Number(digits) | Json::Text(digits) => json::number(digits),
            _ => None,
        }),
        no_past: json.get("disallowPassedDates") == Some(&Json::Bool(true)),
    }
}

fn pattern(text: &str) -> Pattern {
    let fits = text.len() <= MAX_PATTERN;
    let build = || {
        regex::RegexBuilder::new(text)
            .size_limit(1 << 20)
            .build()
            .ok()
    };
    Pattern {
        text: text.to_owned(),
        regex: fits.then(build).flatten(),
    }
}
