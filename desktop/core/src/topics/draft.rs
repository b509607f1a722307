//! 新增 and 請假單: forms while they are filled in. Every change is durable
//! before it is answered.

use std::collections::{BTreeMap, BTreeSet};

use form_model::Part;
use office::Pack;
use office::case::Role;
use office::decide::standing;
use office::ids::{PackId, StationId};
use office::world::Reading;
use office::{World, ids::CaseId};
use sync::Hash;

use crate::asks::{
    AskAttach, AskCase, AskDetach, AskDraft, AskList, AskMove, AskPaste, AskPick, AskRow,
    AskService, AskStation, AskVersion, Nothing,
};
use crate::draft::{self, Correcting, Stored, understand, view};
use crate::queue::new_key;
use crate::rows::MineEntry;
use crate::session::Session;
use crate::store::{Table, Tx};
use crate::topics::case;
use crate::topics::decide::case_id;
use crate::views::{DraftChange, DraftView, PickView, ServiceRow, Signed};
use crate::{Changed, Core, Failure, answers, base64};

pub(crate) fn services(core: &Core, _: Nothing) -> Result<Vec<ServiceRow>, Failure> {
    let session = core.session()?;
    let world = session.world();
    let language = session.settings()?.language;
    let used: BTreeMap<String, i64> = session
        .store()
        .rows::<i64>(Table::Used)?
        .into_iter()
        .collect();
    let mut rows = Vec::new();
    for (id, pack_ref) in &world.packs()?.unwrap_or_default().current {
        if world.pack(pack_ref)?.is_none() {
            continue;
        }
        let texts = session.known.texts(pack_ref)?;
        let text = |key: &str| texts.get(&language, key).unwrap_or_default().to_owned();
        rows.push(ServiceRow {
            service: id.to_string(),
            name: text("pack-name"),
            hint: text("pack-name.hint"),
            words: text("pack-words")
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            last_used: used.get(id.as_str()).copied(),
        });
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.last_used), row.name.clone()));
    Ok(rows)
}

pub(crate) fn new(core: &Core, ask: AskService) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let service = PackId::new(ask.service).map_err(|_| Failure::new("service-unknown"))?;
    let mut stored = Stored::empty(service, None, session.now());
    let (pack_ref, pack) = draft::pack_of(&session.world(), &stored)?;
    stored.version.pack = Some(pack_ref);
    preset(&session, &pack, &mut stored)?;
    keep(&session, &new_key()?, &stored)
}

/// What the form starts with and takes from what is known, the kind that was asked for last, and
/// the default deputy.
fn preset(session: &Session, pack: &Pack, stored: &mut Stored) -> Result<(), Failure> {
    draft::begin(session, pack, stored)?;
    if let Some(field) = answers::field_of(pack, &Part::LeaveKind) {
        let last = session.store().newest_some::<MineEntry>(Table::Mine, 1)?;
        if let Some(leave) = last.into_iter().next().and_then(|(_, entry)| entry.leave) {
            stored.texts.insert(field.path.clone(), leave.kind);
        }
    }
    if let Some(field) = answers::field_of(pack, &Part::Deputy)
        && let Some(deputy) = session
            .org()?
            .deputies_of(session.me(), session.today())
            .first()
    {
        stored.texts.insert(field.path.clone(), deputy.to_string());
    }
    Ok(())
}

/// Writes a draft and shows it.
fn keep(session: &Session, id: &str, stored: &Stored) -> Result<DraftView, Failure> {
    session.store().write(|tx| tx.save_draft(id, stored))?;
    session.listeners.tell(&[Changed::Mine, Changed::Draft]);
    view(session, id, stored)
}

fn find(session: &Session, id: &str) -> Result<Stored, Failure> {
    session
        .store()
        .draft(id)?
        .ok_or_else(|| Failure::new("draft-gone"))
}

/// Opens a draft, with the version of the form that the agency uses now.
pub(crate) fn open(core: &Core, ask: AskDraft) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let mut stored = find(&session, &ask.draft)?;
    if draft::version::go_over(&session.world(), &mut stored)? {
        let _turn = session.draft_turn();
        session
            .store()
            .write(|tx| tx.save_draft(&ask.draft, &stored))?;
    }
    view(&session, &ask.draft, &stored)
}

/// What a person says to a draft that went over to another version.
pub(crate) fn version(core: &Core, ask: AskVersion) -> Result<DraftView, Failure> {
    rewrite(core, &ask.draft, |session, stored| {
        if ask.back {
            return draft::version::go_back(&session.world(), stored);
        }
        stored.version.from = None;
        Ok(())
    })
}

pub(crate) fn correct(core: &Core, ask: AskCase) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let id = case_id(ask.case)?;
    let open_already = session.store().drafts()?.into_iter().find(|(_, stored)| {
        let at = stored.correcting.as_ref();
        at.is_some_and(|at| at.case == id && !at.fills)
    });
    if let Some((draft, stored)) = open_already {
        return view(&session, &draft, &stored);
    }
    let world = session.world();
    let state = case::find(&world, &id)?;
    let mut place = None;
    for station in state
        .open_stations()
        .filter(|station| station.role == Role::Correct)
    {
        if standing(&world, &state, station, session.me(), world.now)?.is_some() {
            place = Some(station.id.clone());
        }
    }
    let station = place.ok_or_else(|| Failure::new("correct-not-asked"))?;
    let pack = world
        .pack(&state.pack)?
        .ok_or_else(|| Failure::new("pack-missing"))?;
    let correcting = Correcting {
        case: id,
        station,
        fills: false,
    };
    let mut stored = Stored::empty(state.service.clone(), Some(correcting), session.now());
    stored.attachments.clone_from(&state.attachments);
    draft::texts_of(&world, &pack, &state.answers, &mut stored)?;
    keep(&session, &new_key()?, &stored)
}

/// What a station fills in of the form, beside its signature. 關卡填寫
pub(crate) fn fill(core: &Core, ask: AskStation) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let not_asked = || Failure::new("fill-not-asked");
    let id = case_id(ask.case)?;
    let station = StationId::new(ask.station).map_err(|_| not_asked())?;
    if let Some((draft, stored)) = draft::filling::find(&session, &id, &station)? {
        return view(&session, &draft, &stored);
    }
    let world = session.world();
    let state = case::find(&world, &id)?;
    let open = state.station(&station).filter(|one| one.closed.is_none());
    let open = open.ok_or_else(not_asked)?;
    standing(&world, &state, open, session.me(), world.now)?.ok_or_else(not_asked)?;
    let pack = world
        .pack(&state.pack)?
        .ok_or_else(|| Failure::new("pack-missing"))?;
    let at = Correcting {
        case: id,
        station,
        fills: true,
    };
    let mut stored = Stored::empty(state.service.clone(), Some(at), session.now());
    stored.attachments.clone_from(&state.attachments);
    draft::texts_of(&world, &pack, &state.answers, &mut stored)?;
    view(&session, "", &stored)?;
    keep(&session, &new_key()?, &stored)
}

pub(crate) fn change(core: &Core, ask: DraftChange) -> Result<DraftView, Failure> {
    rewrite(core, &ask.draft, |session, stored| {
        draft::set(session, stored, &ask.field, ask.value)
    })
}

pub(crate) fn row_add(core: &Core, ask: AskList) -> Result<DraftView, Failure> {
    set_rows(core, &ask.draft, &ask.list, None)
}

pub(crate) fn row_remove(core: &Core, ask: AskRow) -> Result<DraftView, Failure> {
    let row = usize::try_from(ask.row).ok();
    set_rows(core, &ask.draft, &ask.list, Some(row.unwrap_or(usize::MAX)))
}

pub(crate) fn row_move(core: &Core, ask: AskMove) -> Result<DraftView, Failure> {
    let place = |row: u32| usize::try_from(row).unwrap_or(usize::MAX);
    let (from, to) = (place(ask.from), place(ask.to));
    rewrite(core, &ask.draft, |session, stored| {
        draft::move_row(session, stored, &ask.list, from, to)
    })
}

/// Cells of a spreadsheet, from a field of a row on.
pub(crate) fn paste(core: &Core, ask: AskPaste) -> Result<DraftView, Failure> {
    rewrite(core, &ask.draft, |session, stored| {
        draft::paste(session, stored, &ask.field, &ask.text)
    })
}

/// What can be picked in a field: persons, units, posts, rooms, things.
pub(crate) fn pick(core: &Core, ask: AskPick) -> Result<PickView, Failure> {
    let session = core.session()?;
    let stored = find(&session, &ask.draft)?;
    let draft = understand(&session, &session.world(), &stored)?;
    draft::pick(&session, &draft, &ask.field, &ask.text)
}

/// Changes a draft, keeps it, and shows it.
fn rewrite(
    core: &Core,
    id: &str,
    change: impl FnOnce(&Session, &mut Stored) -> Result<(), Failure>,
) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let turn = session.draft_turn();
    let mut stored = find(&session, id)?;
    change(&session, &mut stored)?;
    session.store().write(|tx| tx.save_draft(id, &stored))?;
    drop(turn);
    view(&session, id, &stored)
}

fn set_rows(
    core: &Core,
    id: &str,
    list: &str,
    remove: Option<usize>,
) -> Result<DraftView, Failure> {
    rewrite(core, id, |session, stored| {
        draft::set_rows(session, stored, list, remove)
    })
}

/// A small file in one go.
pub(crate) fn attach(core: &Core, ask: AskAttach) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let content =
        base64::decode(&ask.base64).ok_or_else(|| Failure::new("attachment-unreadable"))?;
    let bytes = content.len() as u64;
    let intake = session.take_begin((&ask.draft, &ask.field), &ask.name, &ask.media, bytes)?;
    session.take_piece(&intake, 0, &content)?;
    let (draft, stored) = session.take_end(&intake)?;
    view(&session, &draft, &stored)
}

pub(crate) fn detach(core: &Core, ask: AskDetach) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let sha256 = Hash::from_hex(&ask.sha256).ok_or_else(|| Failure::new("attachment-gone"))?;
    let stored = {
        let _turn = session.draft_turn();
        let mut stored = find(&session, &ask.draft)?;
        draft::files::detach(&session, &mut stored, &ask.field, |file| {
            file.sha256 == sha256.0 && ask.name.as_ref().is_none_or(|name| *name == file.name)
        })?;
        stored.saved = session.now();
        let is_used = stored
            .attachments
            .iter()
            .any(|file| file.sha256 == sha256.0);
        session.store().write(|tx| {
            if !is_used {
                tx.disown_blob(&sha256.0, &format!("draft/{}", ask.draft))?;
            }
            tx.save_draft(&ask.draft, &stored)
        })?;
        stored
    };
    session.store().vault().sweep_blobs()?;
    view(&session, &ask.draft, &stored)
}

pub(crate) fn delete(core: &Core, ask: AskDraft) -> Result<(), Failure> {
    let session = core.session()?;
    session.store().write(|tx| tx.remove_draft(&ask.draft))?;
    session.store().vault().sweep_blobs()?;
    core.tell(&[Changed::Mine, Changed::Draft]);
    Ok(())
}

pub(crate) fn submit(core: &Core, ask: AskDraft) -> Result<Signed, Failure> {
    let session = core.session()?;
    let stored = find(&session, &ask.draft)?;
    let draft = understand(&session, &session.world(), &stored)?;
    draft.ready()?;
    let (content, case) = draft::content(&stored, &draft, &new_key()?)?;
    let now = session.now();
    let undo_ms = i64::from(session.settings()?.undo_seconds) * 1_000;
    session.act(&content, None, undo_ms, &|tx, signed| {
        submitted(tx, signed, &ask.draft, &stored, &case, now)
    })
}

/// The draft becomes the case: its files go over, in the same transaction. What
/// it was is kept until the operation has come to an end.
fn submitted(
    tx: &Tx<'_>,
    signed: &Signed,
    id: &str,
    stored: &Stored,
    case: &CaseId,
    now: i64,
) -> Result<(), Failure> {
    let files: BTreeSet<[u8; 32]> = stored.attachments.iter().map(|file| file.sha256).collect();
    files
        .iter()
        .try_for_each(|file| tx.own_blob(file, &format!("case/{case}")))?;
    tx.put(Table::Used, stored.service.as_str(), now, &now)?;
    tx.put(Table::Sent, &signed.operation, now, &(id, stored))?;
    tx.remove_draft(id)
}
