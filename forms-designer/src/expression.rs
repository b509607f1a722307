//! FEEL as one types: what is wrong with an expression and where, and how a word may go on.

use std::collections::BTreeSet;
use std::sync::Arc;

use feel::{Type, Types};
use form_model::{Component, Form, Kind, Options, Part, Subtype, TODAY};

use crate::texts::Say;

/// Most words that are offered.
pub const MAX_OFFERS: usize = 8;
/// Words of the language that a person may want.
const WORDS: &[&str] = &[
    "and",
    "between",
    "else",
    "every",
    "false",
    "for",
    "if",
    "in",
    "instance of",
    "null",
    "or",
    "return",
    "satisfies",
    "some",
    "then",
    "true",
];

/// Something wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column at which it begins, from 1, in characters; none where it is the whole.
    pub column: Option<usize>,
    /// Whether it has no effect as it stands; else it may only not do what is meant.
    pub broken: bool,
    /// In a sentence.
    pub said: String,
}

/// What a name holds, as far as a person chooses by it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Of {
    /// A number.
    Number,
    /// How many days of the calendar a span of time touches, from a field for one.
    Days,
    /// Words.
    Text,
    /// One of some options: each with its value and its label.
    Choice(Vec<(String, String)>),
    /// Several of some options.
    Several(Vec<(String, String)>),
    /// Yes or no.
    Yes,
    /// A day.
    Date,
    /// Somebody or something that was picked, or files.
    Picked,
    /// What is not known here.
    #[default]
    Other,
}

/// A name that an expression may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As it is written.
    pub path: String,
    /// What the field is called; empty where it is none.
    pub label: String,
    /// What it holds.
    pub of: Of,
}

impl Known {
    /// What a person calls it.
    #[must_use]
    pub fn called(&self, say: &Say) -> String {
        if self.of == Of::Days {
            return say.say_with("name-days-of", &[("field", &self.label)]);
        }
        if !self.label.is_empty() {
            return self.label.clone();
        }
        let named = say.known(&format!("name-{}", self.path.replace('.', "-")), &[]);
        named.unwrap_or_else(|| self.path.clone())
    }
}

/// What an expression may read where it stands.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    types: Types,
    /// Answers, and what else a person may compare with.
    fields: Vec<Known>,
    /// Other names.
    others: Vec<String>,
}

impl Reach {
    /// At a component of a form; empty is the form itself.
    #[must_use]
    pub fn at(form: &Form, pointer: &str) -> Self {
        let mut types = fields_types(form);
        let around = around(form, pointer);
        types.insert(TODAY.to_owned(), Type::Date);
        // What the office and a pack give besides is not known here.
        for name in ["me", "last", "rooms", "stock"]
            .iter()
            .chain(around.iter().skip(1))
        {
            types.insert((*name).to_owned(), Type::Any);
        }
        Self {
            types,
            fields: fields(form, pointer),
            others: around.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// In the condition of a station, which reads these names.
    #[must_use]
    pub fn of_station(form: &Form, names: BTreeSet<String>) -> Self {
        let known = fields_types(form);
        let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
        let mut fields = fields(form, "");
        fields.retain(|own| own.of == Of::Days || names.contains(&first(&own.path)));
        let is_answer = |name: &&String| !fields.iter().any(|own| first(&own.path) == **name);
        let others: Vec<String> = names.iter().filter(is_answer).cloned().collect();
        // The day on which somebody asks is for rules: a route is no other on another day.
        let chosen = others
            .iter()
            .filter(|name| name.as_str() != pack_author::DAY_ASKED);
        let given = chosen.map(|name| Known {
            path: name.clone(),
            label: String::new(),
            of: match name.as_str() {
                "days" | "minutes" | "grade" => Of::Number,
                _ => Of::Other,
            },
        });
        let given: Vec<Known> = given.collect();
        fields.splice(0..0, given);
        Self {
            others,
            types: names
                .iter()
                .map(|name| (name.clone(), known.get(name).cloned().unwrap_or(Type::Any)))
                .collect(),
            fields,
        }
    }

    /// What a person may choose to compare.
    #[must_use]
    pub fn fields(&self) -> &[Known] {
        &self.fields
    }

    fn known(&self, path: &str) -> Option<&Known> {
        self.fields.iter().find(|own| own.path == path)
    }

    /// What stands under a path.
    #[must_use]
    pub fn of(&self, path: &str) -> &Of {
        self.known(path).map_or(&Of::Other, |own| &own.of)
    }

    /// What a person calls it.
    #[must_use]
    pub fn label(&self, path: &str, say: &Say) -> String {
        self.known(path)
            .map_or_else(|| path.to_owned(), |own| own.called(say))
    }

    /// The expression with names where somebody wrote what fields are called; a text stays.
    #[must_use]
    pub fn named(&self, text: &str) -> String {
        let mut named = text.to_owned();
        for word in feel::names_in(text) {
            let of_word = |own: &&Known| own.label == word && own.of != Of::Days;
            let mut called = self.fields.iter().filter(of_word);
            if let (Some(own), None) = (called.next(), called.next())
                && self.known(&word).is_none()
            {
                named = outside_texts(&named, &word, &own.path);
            }
        }
        named
    }
}

/// Puts one word in place of another, but not inside of texts, nor of longer words.
fn outside_texts(text: &str, word: &str, other: &str) -> String {
    let of_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut put = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, from) = rest.split_at(at);
        let after = from.get(word.len()..).unwrap_or_default();
        put.push_str(before);
        let alone = !put.ends_with(of_word) && !after.starts_with(of_word);
        let quoted = put.replace("\\\"", "").matches('"').count() % 2 == 1;
        put.push_str(if alone && !quoted { other } else { word });
        rest = after;
    }
    put.push_str(rest);
    put
}

/// What is wrong with an expression (without the sign in front).
#[must_use]
pub fn check(text: &str, reach: &Reach, say: &Say) -> Option<Fault> {
    if text.trim().is_empty() {
        return None;
    }
    let types = &reach.types;
    let mut names = feel::names_in(text);
    names.extend(types.keys().cloned());
    let program = match feel::compile(text, &names) {
        Ok(program) => program,
        Err(problem) => return Some(unreadable(text, &problem, say)),
    };
    let finding = feel::check(&program, types).into_iter().next()?;
    let start = usize::try_from(finding.span.start).unwrap_or(0);
    let end = usize::try_from(finding.span.end).unwrap_or(0);
    let found = text.get(start..end).unwrap_or_default();
    let column = column(text, start);
    let fact = |name: &str| finding.facts.get(name).map_or("", String::as_str);
    let near = ["near", "nearest", "meant"]
        .iter()
        .map(|name| fact(name))
        .find(|near| !near.is_empty());
    let at = column.to_string();
    let facts = [
        ("column", at.as_str()),
        ("found", found),
        ("near", near.unwrap_or_default()),
    ];
    let key = match (finding.code, near) {
        ("feel-name-unknown" | "feel-function-unknown", Some(_)) => "feel-name-near".to_owned(),
        (code, _) => code.to_owned(),
    };
    let said = say.known(&key, &facts);
    Some(Fault {
        column: Some(column),
        broken: false,
        said: said.unwrap_or_else(|| say.say_with("feel-doubtful", &facts)),
    })
}

fn unreadable(text: &str, problem: &feel::Problem, say: &Say) -> Fault {
    let column = problem.at().map(|at| column(text, at));
    let at = column.map(|column| column.to_string()).unwrap_or_default();
    let found = match problem {
        feel::Problem::Syntax { found, .. } => found.split_whitespace().next().unwrap_or_default(),
        _ => "",
    };
    let facts = [("column", at.as_str()), ("found", found)];
    let key = match (problem, found) {
        (feel::Problem::Syntax { .. }, "") => "feel-syntax-end",
        (problem, _) => problem.code(),
    };
    let said = say.known(key, &facts);
    Fault {
        column,
        broken: true,
        said: said.unwrap_or_else(|| say.say_with("feel-doubtful", &facts)),
    }
}

/// The column of a byte, from 1, in characters.
fn column(text: &str, at: usize) -> usize {
    text.char_indices()
        .take_while(|(place, _)| *place < at)
        .count()
        + 1
}

/// A word that may come next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What comes into the text.
    pub word: String,
    /// What it is: the label of a field, or nothing.
    pub about: String,
}

/// The words that may stand where the caret is, a byte offset; none after a finished word.
#[must_use]
pub fn offers(text: &str, caret: usize, reach: &Reach) -> Vec<Offer> {
    let begun = begun(text, caret);
    if begun.is_empty() || begun.starts_with(|c: char| c.is_ascii_digit()) || in_text(text, caret) {
        return Vec::new();
    }
    let lower = begun.to_lowercase();
    let mut found: Vec<(u8, Offer)> = Vec::new();
    let mut add = |rank: u8, word: String, about: &str| {
        let starts = word.to_lowercase().starts_with(&lower);
        let inside = !about.is_empty() && about.to_lowercase().contains(&lower);
        if (starts || inside) && word != begun && !found.iter().any(|(_, own)| own.word == word) {
            let about = about.to_owned();
            found.push((rank + u8::from(!starts), Offer { word, about }));
        }
    };
    for own in &reach.fields {
        let rank = if own.label.is_empty() { 2 } else { 0 };
        add(rank, own.path.clone(), &own.label);
    }
    for word in &reach.others {
        add(2, word.clone(), "");
    }
    for name in feel::lang::builtins::names() {
        add(4, format!("{name}("), "");
    }
    for word in WORDS {
        add(6, (*word).to_owned(), "");
    }
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .map(|(_, offer)| offer)
        .take(MAX_OFFERS)
        .collect()
}

/// The text with a word put in for the one that was begun at the caret, and the caret behind it.
#[must_use]
pub fn taken(text: &str, caret: usize, word: &str) -> (String, usize) {
    let caret = floor(text, caret);
    let start = caret - begun(text, caret).len();
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(caret..).unwrap_or_default();
    (format!("{before}{word}{after}"), start + word.len())
}

fn floor(text: &str, caret: usize) -> usize {
    let mut caret = caret.min(text.len());
    while !text.is_char_boundary(caret) {
        caret -= 1;
    }
    caret
}

/// The word that ends at the caret.
fn begun(text: &str, caret: usize) -> &str {
    let before = text.get(..floor(text, caret)).unwrap_or_default();
    let of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let rest = before.trim_end_matches(of_word);
    before.get(rest.len()..).unwrap_or_default()
}

/// Whether the caret stands within a string.
fn in_text(text: &str, caret: usize) -> bool {
    let before = text.get(..floor(text, caret)).unwrap_or_default();
    before.matches('"').count() % 2 == 1
}

/// The lists around a component, by their pointers.
fn lists(form: &Form, pointer: &str) -> Vec<String> {
    let all = form.all().into_iter();
    let around = all.filter(|list| {
        list.kind == Kind::DynamicList && pointer.starts_with(&format!("{}/", list.pointer))
    });
    around.map(|list| list.pointer.clone()).collect()
}

/// How many days of the calendar a span of time touches, its first and its last one too, holidays
/// with the others: from Monday morning to Wednesday noon are 3.
#[must_use]
pub fn days_of(path: &str) -> String {
    format!("(date({path}.to) - date({path}.from)).days + 1")
}

/// What an expression at a component may read by its name.
fn fields(form: &Form, pointer: &str) -> Vec<Known> {
    fn walk(components: &[Component], own: &[String], pointer: &str, into: &mut Vec<Known>) {
        for component in components {
            let answers = component.is_field() || component.kind == Kind::DynamicList;
            if answers && !component.path.is_empty() && component.pointer != pointer {
                into.push(Known {
                    path: component.path.clone(),
                    label: component.label.clone(),
                    of: of(component),
                });
                if component.part == Some(Part::When) {
                    into.push(Known {
                        path: days_of(&component.path),
                        label: component.label.clone(),
                        of: Of::Days,
                    });
                }
            }
            // What stands in a list is read by its name only inside of it.
            if component.kind != Kind::DynamicList || own.contains(&component.pointer) {
                walk(&component.children, own, pointer, into);
            }
        }
    }
    let mut found = Vec::new();
    walk(
        form.components(),
        &lists(form, pointer),
        pointer,
        &mut found,
    );
    found
}

/// The names that stand for something there besides.
fn around(form: &Form, pointer: &str) -> &'static [&'static str] {
    if lists(form, pointer).is_empty() {
        &[TODAY]
    } else {
        &[TODAY, "i", "this", "parent"]
    }
}

/// The answers of a form by the first names of their paths, with types.
fn fields_types(form: &Form) -> Types {
    let mut types = Types::new();
    for component in form.all() {
        let answers = component.is_field() || component.kind == Kind::DynamicList;
        let (first, rest) = component
            .path
            .split_once('.')
            .unwrap_or((component.path.as_str(), ""));
        if !answers || first.is_empty() {
            continue;
        }
        let of = match rest {
            "" => type_of(component),
            _ => Type::Any,
        };
        let known = types.entry(first.to_owned()).or_insert(of);
        if !rest.is_empty() {
            *known = Type::Any;
        }
    }
    types
}

fn of(component: &Component) -> Of {
    let options = || {
        let choices: Vec<&form_model::Choice> = match &component.options {
            Options::Fixed(choices) => choices.iter().collect(),
            Options::Table(codes) => codes.iter().map(|code| &code.choice).collect(),
            Options::None | Options::Key(_) | Options::Computed(_) => Vec::new(),
        };
        let choices = choices.into_iter();
        let choices = choices.map(|own| (own.value.clone(), own.label.clone()));
        choices.collect::<Vec<_>>()
    };
    let either = |chosen: fn(Vec<(String, String)>) -> Of| match options() {
        options if options.is_empty() => Of::Text,
        options => chosen(options),
    };
    match (&component.part, &component.kind) {
        (Some(part), _) if part.is_picked() => Of::Picked,
        (Some(Part::When), _) | (_, Kind::Filepicker | Kind::DynamicList) => Of::Picked,
        (_, Kind::Radio | Kind::Select) => either(Of::Choice),
        (_, Kind::Checklist | Kind::Taglist) => match options() {
            options if options.is_empty() => Of::Other,
            options => Of::Several(options),
        },
        (_, Kind::Textfield | Kind::Textarea) => Of::Text,
        (_, Kind::Number) => Of::Number,
        (_, Kind::Checkbox) => Of::Yes,
        (_, Kind::Datetime(Subtype::Date)) => Of::Date,
        _ => Of::Other,
    }
}

fn type_of(component: &Component) -> Type {
    match (&component.part, &component.kind) {
        (Some(Part::When), _) => Type::Any,
        (_, Kind::Textfield | Kind::Textarea | Kind::Radio | Kind::Select) => Type::Text,
        (_, Kind::Number) => Type::Number,
        (_, Kind::Checkbox) => Type::Bool,
        (_, Kind::Datetime(Subtype::Date)) => Type::Date,
        (_, Kind::Datetime(Subtype::Time)) => Type::Time,
        (_, Kind::Datetime(Subtype::DateTime)) => Type::DateTime,
        (_, Kind::Checklist | Kind::Taglist | Kind::Filepicker) => Type::List(Arc::new(Type::Text)),
        (_, Kind::DynamicList) => Type::List(Arc::new(Type::Any)),
        _ => Type::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Language;

    fn form() -> Form {
        Form::read(
            r#"{"components":[
            {"type":"number","key":"km","label":"里程"},
            {"type":"select","key":"kind","label":"假別","values":[]},
            {"type":"dynamiclist","path":"days","components":[{"type":"number","key":"amount","label":"金額"}]}]}"#
                .as_bytes(),
        )
        .expect("a form")
    }

    #[test]
    fn a_fault_has_its_column_and_a_sentence() {
        let say = Say::new(Language::English);
        let check = |text: &str, expected: Option<(Option<usize>, bool)>| {
            let fault = super::check(text, &Reach::at(&form(), "/components/0"), &say);
            let found = fault.as_ref().map(|fault| (fault.column, fault.broken));
            assert_eq!(found, expected, "{text}: {fault:?}");
            assert!(
                fault.is_none_or(|fault| !fault.said.starts_with("feel-")),
                "{text}"
            );
        };
        check("", None);
        check("km > 3", None);
        check("sum(days.amount)", None);
        check("km >", Some((Some(5), true)));
        check("km > )", Some((Some(6), true)));
        check("里程 > 3", Some((Some(1), false)));
        check("kmm > 3", Some((Some(1), false)));
        check("3 + knd", Some((Some(5), false)));
    }

    #[test]
    fn words_are_offered_where_they_make_sense() {
        let check = |text: &str, at: &str, expected: &[&str]| {
            let caret = text.find('|').expect("a caret");
            let offers = offers(&text.replace('|', ""), caret, &Reach::at(&form(), at));
            let words: Vec<&str> = offers
                .iter()
                .map(|offer| offer.word.as_str())
                .take(2)
                .collect();
            assert_eq!(words, expected, "{text}");
        };
        check("k|", "", &["km", "kind"]);
        check("1 + 里|", "", &["km"]);
        check("\"k|\"", "", &[]);
        check("3|", "", &[]);
        check("am|", "", &[]);
        check("am|", "/components/2/components/1", &["amount"]);
        check("toda|", "", &["today", "today("]);
        check("cou|", "", &["count("]);
    }

    #[test]
    fn a_condition_of_a_station_reads_what_the_flow_knows() {
        let names = ["km", "kind", "minutes"].map(str::to_owned).into();
        let reach = Reach::of_station(&form(), names);
        let say = Say::new(Language::English);
        let broken =
            |text: &str| super::check(text, &reach, &say).map(|fault| (fault.column, fault.broken));
        assert_eq!(broken("km > 3 and minutes > 1"), None);
        assert_eq!(broken("km > \"a\""), Some((Some(1), false)));
        assert_eq!(broken("me > 3"), Some((Some(1), false)));
        let words = |text: &str| {
            let offers = offers(text, text.len(), &reach);
            let words = offers.into_iter().map(|offer| offer.word);
            words.take(2).collect::<Vec<_>>()
        };
        assert_eq!(words("k"), ["km", "kind"]);
        assert_eq!(words("min")[0], "minutes");
        assert_eq!(words("tod"), ["today("]);
    }

    #[test]
    fn what_fields_are_called_is_understood() {
        let reach = Reach::at(&form(), "");
        let check = |text: &str, expected: &str| {
            assert_eq!(reach.named(text), expected, "{text}");
        };
        check("里程 > 3", "km > 3");
        check("里程 > 3 and 假別 = \"里程\"", "km > 3 and kind = \"里程\"");
        check("km > 3", "km > 3");
        check("里程數 > 3", "里程數 > 3");
        check("not(里程 = null)", "not(km = null)");
    }

    #[test]
    fn an_offer_takes_the_place_of_what_was_begun() {
        let check = |text: &str, word: &str, expected: &str| {
            let caret = text.find('|').expect("a caret");
            let (text, caret) = taken(&text.replace('|', ""), caret, word);
            assert_eq!(format!("{}|{}", &text[..caret], &text[caret..]), expected);
        };
        check("1 + k| + 2", "km", "1 + km| + 2");
        check("|", "km", "km|");
        check("里|", "km", "km|");
    }
}
