//! What of an operation is personal: whoever signs it covers these entries by salted hashes, so
//! that a copy can leave them out (`docs/formats/disclosure.md`).

use feel::{Context, Value};

use super::{Answers, Attachment, Content, Filled, Mending};

/// The key of a file's name in [`Attachment`].
const FILE_NAME: u64 = 1;

/// An entry of a map in the bytes of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// Under which key it stands.
    pub under: Under,
    /// Its value, as it is written.
    pub value: Vec<u8>,
}

/// The key of a personal entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    /// An answer of the form, by the key of its field.
    Answer(String),
    /// A part of one of the structures of `docs/formats/office.md`.
    Number(u64),
}

impl Content {
    /// Its personal entries: every answer of a form, also what a station fills in, every name of a
    /// file, and what an administrator puts in the place of answers.
    #[must_use]
    pub fn personal(&self) -> Vec<Personal> {
        match self {
            Self::Submit(submit) => all(&submit.answers, &submit.attachments),
            Self::Correct(correct) => all(&correct.answers, &correct.attachments),
            Self::Approve(approve) => filled(approve.filled.as_ref()),
            Self::Decide(decide) => filled(decide.filled.as_ref()),
            Self::Mend(mend) => match &mend.mending {
                Mending::Retry(_, variables) | Mending::Set(_, variables) => answers(variables),
                Mending::Move(..) | Mending::Cancel(..) | Mending::Begin(..) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

fn all(given: &Answers, files: &[Attachment]) -> Vec<Personal> {
    let name = |file: &Attachment| Personal {
        under: Under::Number(FILE_NAME),
        value: crate::codec::to_bytes(&file.name),
    };
    let mut found = answers(given);
    found.extend(files.iter().map(name));
    found
}

fn filled(filled: Option<&Filled>) -> Vec<Personal> {
    filled.map_or_else(Vec::new, |filled| answers(&filled.answers))
}

fn answers(given: &Context) -> Vec<Personal> {
    let one = |(name, value): (&String, &Value)| Personal {
        under: Under::Answer(name.clone()),
        value: crate::codec::to_bytes(value),
    };
    given.iter().map(one).collect()
}
