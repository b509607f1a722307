//! The paper of a form that has no sheet of its own: printed from its grid, filled in or blank.

use archive::form::{At, Blank, Printed, Tell, Words};
use archive::print::Filled;
use form_model::{Choice, Form, Kind, Seen, Session};
use office::Pack;
use office::case::Case;
use office::operation::{Answers, Attachment};
use office::org::Org;
use office::pack::{PackRef, around_form};

use super::given::printed;
use crate::answers::{file_names, shown, text_key};
use crate::texts::{OFFICIAL, Texts};
use crate::{Failure, draft};

/// A case on the grid of its form; `filled` holds what any sheet is given.
pub(super) fn of_case(
    pack: &Pack,
    case: &Case,
    org: &Org,
    texts: &Texts,
    filled: Filled,
) -> Result<Printed, Failure> {
    let context = around_form(case.submitted);
    let session = Session::open(&pack.form, Answers::clone(&case.answers), context);
    let session = session.map_err(draft::unreadable)?;
    let minutes = case.leave.as_ref().map(office::case::Leave::minutes);
    let teller = Teller {
        files: &case.attachments,
        ..Teller::new(org, texts, minutes)
    };
    Ok(archive::form::answered(&session, &teller, filled)?)
}

/// A form to be filled in by hand; its code says which form it is.
pub(super) fn blank(
    pack: &Pack,
    pack_ref: &PackRef,
    org: &Org,
    texts: &Texts,
    now: i64,
) -> Result<Printed, Failure> {
    let session = Session::open(&pack.form, pack.form.start(), around_form(now));
    let session = session.map_err(draft::unreadable)?;
    let hash = pack_ref.sha256.iter().take(8);
    let hash: String = hash.map(|byte| format!("{byte:02X}")).collect();
    let blank = Blank {
        code: format!("{}/{}/{hash}", pack.manifest.id, pack_ref.version),
        ..Blank::default()
    };
    let filled = Filled::default().with("agency.name", &org.agency);
    let teller = Teller::new(org, texts, None);
    Ok(archive::form::blank(&session, &teller, filled, &blank)?)
}

/// A form by itself: with answers as they would be filed, without them to be filled in by hand.
pub(super) fn of_form(
    form: &Form,
    answers: Option<Answers>,
    texts: &Texts,
    (code, now): (&str, i64),
) -> Result<Printed, Failure> {
    let org = Org::default();
    let teller = Teller::new(&org, texts, None);
    let given = answers.clone().unwrap_or_else(|| form.start());
    let session = Session::open(form, given, around_form(now)).map_err(draft::unreadable)?;
    let filled = Filled::default();
    Ok(match answers {
        Some(_) => archive::form::answered(&session, &teller, filled)?,
        None => {
            let blank = Blank {
                code: code.to_owned(),
                ..Blank::default()
            };
            archive::form::blank(&session, &teller, filled, &blank)?
        }
    })
}

struct Teller<'a> {
    org: &'a Org,
    texts: &'a Texts,
    minutes: Option<i64>,
    files: &'a [Attachment],
    words: Words,
}

impl<'a> Teller<'a> {
    fn new(org: &'a Org, texts: &'a Texts, minutes: Option<i64>) -> Self {
        Self {
            org,
            texts,
            minutes,
            files: &[],
            words: Words::official(),
        }
    }

    fn text(&self, key: &str) -> Option<String> {
        self.texts.get(OFFICIAL, key).map(str::to_owned)
    }
}

impl Tell for Teller<'_> {
    fn title(&self) -> &str {
        self.texts.get(OFFICIAL, "pack-name").unwrap_or_default()
    }

    fn words(&self) -> &Words {
        &self.words
    }

    fn answer(&self, seen: &Seen<'_>) -> String {
        if seen.component.kind == Kind::Filepicker {
            return file_names(seen.value, self.files);
        }
        printed(&shown(self.org, seen.component, seen.value, self.minutes))
    }

    fn label(&self, at: &At<'_>) -> String {
        let written = || at.said(&["label"], &at.component.label).to_owned();
        self.text(&text_key(at.path)).unwrap_or_else(written)
    }

    fn option(&self, at: &At<'_>, choice: &Choice) -> String {
        let key = format!("{}-{}", at.component.path, choice.value);
        self.text(&key).unwrap_or_else(|| choice.label.clone())
    }
}
