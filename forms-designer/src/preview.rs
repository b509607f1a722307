//! The form as it comes out of the printer, as pictures: made away from the typing, in a thread.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use archive::form::{At, Blank, Tell, Words};
use archive::print::Filled;
use archive::{Fonts, Meta};
use feel::{Context, Value};
use form_model::{Choice, Form, Json, Kind, Part, Seen, Session, Subtype, TODAY};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// Pixels of the picture across a page, at least and at most.
const WIDE: (f32, f32) = (200.0, 2_600.0);

use crate::official;

/// How often what an answer brings forth is filled in.
const ROUNDS: usize = 4;

/// What is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The form, as a file.
    pub form: Vec<u8>,
    /// The texts of the pack in the official language, by key.
    pub texts: BTreeMap<String, String>,
    /// What the form is called.
    pub title: String,
    /// With answers that it could have instead of to fill in by hand.
    pub filled: bool,
    /// The official sheet on which answers are printed, as a file.
    pub official: Option<Vec<u8>>,
    /// Who signs, in order.
    pub signers: Vec<official::Signer>,
    /// Pixels across the page, as many as the screen shows, so that none is drawn from two.
    pub wide: f32,
    /// Which page, from 0.
    pub page: usize,
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// RGBA, premultiplied.
    pub pixels: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Which page it is.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

/// Why there is no picture: a code of the texts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoPicture(pub String);

fn fonts() -> Result<&'static Fonts, NoPicture> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    let found = FONTS.get_or_init(|| Fonts::find(&Vec::<PathBuf>::new()).ok());
    found
        .as_ref()
        .ok_or_else(|| NoPicture("print-no-font".into()))
}

/// The paper as PDF.
///
/// # Errors
/// [`NoPicture`] with a code of `form_model` or `archive`.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, NoPicture> {
    let form = Form::read(&paper.form).map_err(|problem| NoPicture(problem.code.into()))?;
    let context = context();
    let session = Session::open(&form, form.start(), context);
    let mut session = session.map_err(|problem| NoPicture(problem.code.into()))?;
    if paper.filled {
        fill(&mut session);
    }
    let teller = Teller {
        paper,
        words: Words::official(),
    };
    let meta = Meta {
        title: paper.title.clone(),
        language: "zh-TW".into(),
        created_ms: 0,
        document_id: "preview".into(),
    };
    let refused = |problem: archive::Problem| NoPicture(problem.code().into());
    if let Some(bytes) = paper.official.as_ref().filter(|_| paper.filled) {
        let sheet = archive::print::Sheet::read(bytes).map_err(refused)?;
        let json = Json::read(bytes).map_err(|problem| NoPicture(problem.code.into()))?;
        let filled = official::filled(
            &sheet,
            &json,
            &session,
            (&paper.signers, &|seen| teller.answer(seen)),
        );
        let made = archive::make(&sheet, &filled, fonts()?, &meta);
        return Ok(made.map_err(refused)?.bytes);
    }
    let given = match paper.filled {
        true => official::given(&paper.signers),
        false => Filled::default(),
    };
    let printed = if paper.filled {
        archive::form::answered(&session, &teller, given)
    } else {
        let blank = Blank {
            signers: paper.signers.iter().map(|own| own.name.clone()).collect(),
            ..Blank::default()
        };
        archive::form::blank(&session, &teller, given, &blank)
    };
    let printed = printed.map_err(refused)?;
    let made = archive::make(&printed.sheet, &printed.filled, fonts()?, &meta);
    Ok(made.map_err(refused)?.bytes)
}

/// A page as a picture.
///
/// # Errors
/// As [`pdf`]; `print-no-picture` where the PDF cannot be drawn.
pub fn picture(paper: &Paper) -> Result<Picture, NoPicture> {
    let bytes = pdf(paper)?;
    let none = || NoPicture("print-no-picture".into());
    let pdf = Pdf::new(bytes).map_err(|_| none())?;
    let pages = pdf.pages();
    let number = paper.page.min(pages.len().saturating_sub(1));
    let page = pages.get(number).ok_or_else(none)?;
    let (width, _) = page.render_dimensions();
    let scale = paper.wide.clamp(WIDE.0, WIDE.1) / width.max(1.0);
    let drawn = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    Ok(Picture {
        pixels: drawn.data_as_u8_slice().to_vec(),
        width: u32::from(drawn.width()),
        height: u32::from(drawn.height()),
        page: number,
        pages: pages.len(),
    })
}

/// What the office gives a form.
fn context() -> Context {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = i64::try_from(now.as_secs()).unwrap_or(0);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    let today = jiff::tz::Offset::constant(8).to_datetime(moment).date();
    Context::from([(TODAY.to_owned(), Value::Date(today))])
}

/// Answers that a form could have, as the paper shows them.
#[must_use]
pub fn answers(form: &Form) -> form_model::Answers {
    match Session::open(form, form.start(), context()) {
        Ok(mut session) => {
            fill(&mut session);
            session.answers().clone()
        }
        Err(_) => form_model::Answers::new(),
    }
}

/// Gives every field that has no answer one that it could have, so that one sees how full the paper
/// becomes. What an answer brings forth is filled in too.
fn fill(session: &mut Session) {
    for _ in 0..ROUNDS {
        let mut found: Vec<(String, Value)> = Vec::new();
        session.each(&mut |seen| {
            let empty = match seen.value {
                Value::Null => true,
                Value::Text(text) => text.is_empty(),
                Value::List(items) => items.is_empty(),
                _ => false,
            };
            if empty && seen.asked.shown && seen.component.is_field() {
                found.extend(sample(seen).map(|value| (seen.path.clone(), value)));
            }
        });
        let before = session.answers().clone();
        for (path, value) in found {
            // What does not take the sample stays empty.
            let _ = session.change(&path, value);
        }
        if *session.answers() == before {
            return;
        }
    }
}

/// An answer that a field could have.
fn sample(seen: &Seen<'_>) -> Option<Value> {
    let component = seen.component;
    let number = |digits: &str| digits.parse().ok().map(Value::Number);
    let first = || {
        let options = seen.asked.options.as_ref()?;
        Some(Value::text(options.first()?.value.clone()))
    };
    let today = || match context().remove(TODAY) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    match (&component.part, &component.kind) {
        (Some(Part::When), _) => {
            let day = today()?;
            let at = |hour| Value::DateTime(day.at(hour, 30, 0, 0));
            let span = [("from".to_owned(), at(8)), ("to".to_owned(), at(17))];
            Some(Value::Context(span.into()))
        }
        // Nobody is their own deputy: 王小明 is who asks.
        (Some(Part::Deputy), _) => Some(Value::text("李大華")),
        (Some(Part::Person), _) => Some(Value::text("張淑芬")),
        (Some(part), _) if part.is_picked() => Some(Value::text(component.label.clone())),
        (Some(Part::DocumentNumber), _) => Some(Value::text("府人字第1150000001號")),
        (Some(Part::Money), _) => number("12000"),
        (_, Kind::Radio | Kind::Select) => first(),
        (_, Kind::Checklist | Kind::Taglist) => first().map(|one| Value::List(vec![one])),
        (_, Kind::Number) => number("3"),
        (_, Kind::Datetime(Subtype::Date)) => today().map(Value::Date),
        (_, Kind::Datetime(Subtype::Time)) => "09:00:00".parse().ok().map(Value::Time),
        (_, Kind::Datetime(Subtype::DateTime)) => {
            today().map(|day| Value::DateTime(day.at(9, 0, 0, 0)))
        }
        (_, Kind::Textfield | Kind::Textarea) => {
            Some(Value::text(format!("（{}）", component.label)))
        }
        _ => None,
    }
}

struct Teller<'a> {
    paper: &'a Paper,
    words: Words,
}

impl Tell for Teller<'_> {
    fn title(&self) -> &str {
        &self.paper.title
    }

    fn words(&self) -> &Words {
        &self.words
    }

    fn answer(&self, seen: &Seen<'_>) -> String {
        if let Some(said) = moment(seen.value) {
            return said;
        }
        match Json::from_value(seen.value) {
            Json::Text(text) => {
                let label = seen.component.options.label(&text).map(str::to_owned);
                label.unwrap_or(text)
            }
            Json::Number(digits) => digits,
            Json::Null => String::new(),
            other => other.compact(),
        }
    }

    fn label(&self, at: &At<'_>) -> String {
        let key = format!("field-{}", at.path);
        let written = || {
            at.said(&["label", "dateLabel", "timeLabel"], &at.component.label)
                .to_owned()
        };
        self.paper.texts.get(&key).cloned().unwrap_or_else(written)
    }

    fn option(&self, at: &At<'_>, choice: &Choice) -> String {
        let key = format!("{}-{}", at.component.path, choice.value);
        self.paper
            .texts
            .get(&key)
            .cloned()
            .unwrap_or_else(|| choice.label.clone())
    }
}

/// A day, a moment or a span of time, as official papers write them.
fn moment(value: &Value) -> Option<String> {
    let day = |date: jiff::civil::Date| {
        let year = i32::from(date.year()) - 1911;
        format!("中華民國{year}年{}月{}日", date.month(), date.day())
    };
    let at = |value: &Value| match value {
        Value::Date(date) => Some(day(*date)),
        Value::DateTime(moment) => {
            let (hour, minute) = (moment.hour(), moment.minute());
            Some(format!("{} {hour:02}時{minute:02}分", day(moment.date())))
        }
        _ => None,
    };
    match (value.get("from"), value.get("to")) {
        (Some(from), Some(to)) => Some(format!("自　{}\n至　{}", at(from)?, at(to)?)),
        _ => at(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates;

    #[test]
    fn every_template_becomes_a_page() {
        for template in templates::ALL
            .iter()
            .filter(|template| template.id != "blank")
        {
            for filled in [false, true] {
                let paper = Paper {
                    form: template.form.as_bytes().to_vec(),
                    texts: BTreeMap::new(),
                    title: "表單".into(),
                    filled,
                    official: None,
                    signers: Vec::new(),
                    wide: 600.0,
                    page: 9,
                };
                let picture = picture(&paper).expect("a picture");
                assert!(
                    picture.page + 1 == picture.pages && picture.width > 500,
                    "{}",
                    template.id
                );
                let dark = picture
                    .pixels
                    .chunks(4)
                    .filter(|pixel| pixel[0] < 128)
                    .count();
                assert!(dark > 500, "{}", template.id);
            }
        }
        let broken = Paper {
            form: b"{".to_vec(),
            texts: BTreeMap::new(),
            title: String::new(),
            filled: false,
            official: None,
            signers: Vec::new(),
            wide: 600.0,
            page: 0,
        };
        assert_eq!(picture(&broken), Err(NoPicture("form-unreadable".into())));
    }
}
