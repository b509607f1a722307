//! What a caller says of a form, for tests: words in two languages, answers as a paper writes them.

use archive::form::{Tell, Words};
use form_model::{Form, Seen, Session, answers_from_json};
use serde_json::{Value as Json, json};

pub(crate) struct Told {
    pub(crate) title: &'static str,
    pub(crate) words: Words,
}

impl Told {
    pub(crate) fn chinese(title: &'static str) -> Self {
        let words = include_bytes!("words-zh-TW.json");
        Self {
            title,
            words: serde_json::from_slice(words).unwrap(),
        }
    }

    pub(crate) fn english(title: &'static str) -> Self {
        let words = include_bytes!("words-en.json");
        Self {
            title,
            words: serde_json::from_slice(words).unwrap(),
        }
    }
}

impl Tell for Told {
    fn title(&self) -> &str {
        self.title
    }

    fn words(&self) -> &Words {
        &self.words
    }

    fn answer(&self, seen: &Seen<'_>) -> String {
        let value = seen.value;
        let one = |value: &str| {
            let options = seen.asked.options.iter().flatten();
            let found = options.into_iter().find(|option| option.value == value);
            found.map_or_else(|| value.to_owned(), |option| option.label.clone())
        };
        let day = |date: &str| {
            let parts: Vec<i32> = date.split('-').map(|part| part.parse().unwrap()).collect();
            format!("{}年{}月{}日", parts[0] - 1911, parts[1], parts[2])
        };
        if let Some(text) = value.as_text() {
            return one(text);
        }
        if let Some(number) = value.as_number() {
            let [before, after] = &seen.component.adorners;
            return format!("{before}{number}{after}");
        }
        if let Some(date) = value.as_date() {
            return day(&date.to_string());
        }
        if let Some(moment) = value.as_date_time() {
            return format!(
                "{} {}",
                day(&moment.date().to_string()),
                moment.strftime("%H:%M")
            );
        }
        if let Some(time) = value.as_time() {
            return time.strftime("%H:%M").to_string();
        }
        if let Some(items) = value.as_list() {
            let items = items.iter().filter_map(|item| item.as_text()).map(one);
            return items.collect::<Vec<_>>().join("、");
        }
        let end = |name: &str| {
            let moment = value.get(name).and_then(|value| value.as_date_time());
            moment.map(|moment| {
                let time = moment.strftime("%H時%M分");
                format!("{}　{time}", day(&moment.date().to_string()))
            })
        };
        match (end("from"), end("to")) {
            (Some(from), Some(to)) => format!("自　{from}\n至　{to}"),
            _ => format!("{value:?}"),
        }
    }
}

/// A form that is filled in.
pub(crate) fn session(form: &[u8], answers: &Json) -> Session {
    let form = Form::read(form).unwrap();
    let answers = answers_from_json(&form, answers.to_string().as_bytes()).unwrap();
    Session::open(&form, answers, form_model::Answers::new()).unwrap()
}

/// A form of these components.
pub(crate) fn form(components: &Json) -> Vec<u8> {
    json!({"type": "default", "components": components})
        .to_string()
        .into_bytes()
}
