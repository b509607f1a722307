//! What a draft is called: what it asks for, in the words that were typed.

use form_model::{Kind, Part};
use office::Pack;

use super::{Stored, pack_of};
use crate::Failure;
use crate::session::Session;
use crate::texts::Texts;
use crate::world::Staged;

/// Characters of a title; the rest is cut.
const MAX_TITLE: usize = 60;

/// `休假 12/3 下午`, or the first words of a form without such fields; empty when
/// nothing tells it apart from others.
///
/// # Errors
/// When the vault cannot be read.
pub(crate) fn title(
    session: &Session,
    world: &Staged<'_>,
    stored: &Stored,
) -> Result<String, Failure> {
    let (pack_ref, pack) = match pack_of(world, stored) {
        Ok(found) => found,
        // Without its form a draft is still a draft.
        Err(_) => return Ok(String::new()),
    };
    let texts = session.known.texts(&pack_ref)?;
    let language = session.settings()?.language;
    Ok(of(&pack, &texts, &language, stored))
}

/// The same, of a form that is known.
pub(super) fn of(pack: &Pack, texts: &Texts, language: &str, stored: &Stored) -> String {
    let fields = pack.form.fields();
    let part = |part: Part| {
        let field = fields
            .iter()
            .find(|field| field.part.as_ref() == Some(&part))?;
        let text = stored.text(&field.path).trim();
        (!text.is_empty()).then_some((field, text))
    };
    let kind = part(Part::LeaveKind).map(|(field, value)| {
        let key = format!("{}-{value}", field.path);
        let label = texts.get(language, &key).map(str::to_owned);
        label
            .or_else(|| crate::answers::label_of(field, value))
            .unwrap_or_else(|| value.to_owned())
    });
    let when = part(Part::When).map(|(_, text)| text.to_owned());
    let typed = || {
        let written = fields.iter().filter(|field| {
            field.part.is_none() && matches!(field.kind, Kind::Textfield | Kind::Textarea)
        });
        written
            .map(|field| stored.text(&field.path).trim())
            .find(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let words: Vec<String> = match (kind, when) {
        (Some(kind), Some(when)) => vec![kind, when],
        (kind, when) => kind.into_iter().chain(when.or_else(typed)).collect(),
    };
    let line = words
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    match line.char_indices().nth(MAX_TITLE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
