//! What a new draft begins with: what the form starts with, and what it takes from what is known
//! of the person and of their last case of the service.

use feel::{Context, Value};
use form_model::APPLICANT;
use office::Pack;
use office::world::Reading;

use super::{Stored, texts_of};
use crate::Failure;
use crate::people::brief;
use crate::rows::MineEntry;
use crate::session::Session;
use crate::store::Table;

/// How many own cases are looked through for the last one of the service.
const LAST_CASES: u32 = 50;

/// Fills a new draft.
///
/// # Errors
/// When the vault cannot be read, or the form asks for too much.
pub(crate) fn begin(session: &Session, pack: &Pack, stored: &mut Stored) -> Result<(), Failure> {
    let mut context = office::pack::around_form(session.now());
    context.insert("me".to_owned(), me(session)?);
    context.insert("last".to_owned(), last(session, stored)?);
    let start = pack.form.start();
    let filled = form_model::Session::open_at(&pack.form, start, context, Some(APPLICANT));
    let mut filled = filled.map_err(super::unreadable)?;
    filled.prefill().map_err(super::unreadable)?;
    texts_of(&session.world(), pack, filled.entered(), stored)
}

/// Whoever fills the form in, as `antou.prefill` reads them.
fn me(session: &Session) -> Result<Value, Failure> {
    let (org, today, me) = (session.org()?, session.today(), session.me());
    let shown = brief(&org, me, today);
    let post = org.main_post(me, today);
    let text = |name: &str, value: String| (name.to_owned(), Value::Text(value));
    let mut entries = vec![
        text("id", shown.id),
        text("name", shown.name),
        text("title", shown.title),
        text("unit_name", shown.unit),
    ];
    if let Some(post) = post {
        entries.push(text("post", post.id.to_string()));
        entries.push(text("unit", post.unit.to_string()));
        let grade = Value::from(i64::from(post.grade));
        entries.push(("grade".to_owned(), grade));
    }
    Ok(Value::Context(entries.into_iter().collect()))
}

/// The answers of the last own case of the service.
fn last(session: &Session, stored: &Stored) -> Result<Value, Failure> {
    let world = session.world();
    let mine = session
        .store()
        .newest_some::<MineEntry>(Table::Mine, LAST_CASES)?;
    let of_service = mine
        .into_iter()
        .find(|(_, entry)| entry.service == stored.service.as_str());
    let case = match of_service.map(|(id, _)| office::ids::CaseId::new(id)) {
        Some(Ok(id)) => world.case(&id)?.flatten(),
        _ => None,
    };
    let answers = case.map(|case| Context::clone(&case.answers));
    Ok(Value::Context(answers.unwrap_or_default()))
}
