//! The search index of this computer: a cache of what the vault holds, filled
//! in the background, deleted and rebuilt whenever it is not whole.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use office::case::Case;
use office::ids::{CaseId, PersonId};
use office::world::Reading;
use search::{Document, Index, Problem, Query};
use vault::Secret;

use crate::papers;
use crate::people;
use crate::session::Session;
use crate::texts::{OFFICIAL, Texts};
use crate::world::Staged;
use crate::{Changed, Failure};

/// Documents that are taken in with one commit.
const BATCH: u32 = 300;

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::new(problem.code()).with("detail", &problem)
    }
}

/// The index behind its lock.
pub(crate) struct Finder {
    folder: PathBuf,
    key: Secret,
    index: RwLock<Option<Arc<Index>>>,
    /// Why the index is being made anew, until everything is in it again.
    filling: Mutex<Option<&'static str>>,
}

/// What was found.
pub(crate) struct Finding {
    pub total: usize,
    pub hits: Vec<search::Hit>,
    /// How many match of each kind.
    pub by_kind: BTreeMap<String, usize>,
}

impl Finder {
    pub(crate) fn new(folder: PathBuf, key: Secret) -> Self {
        Self {
            folder,
            key,
            index: RwLock::new(None),
            filling: Mutex::default(),
        }
    }

    /// The index; made anew, and everything queued for it, when it is not whole.
    fn index(&self, session: &Session) -> Result<Arc<Index>, Failure> {
        if let Some(index) = &*self.index.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Arc::clone(index));
        }
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = &*index {
            return Ok(Arc::clone(index));
        }
        let opened = match Index::open(&self.folder, self.key.bytes()) {
            Err(problem) if problem.wants_rebuild() => {
                let fresh = Index::rebuild(&self.folder, self.key.bytes())?;
                *self.filling() = Some(problem.code());
                queue_everything(session)?;
                session.ring();
                fresh
            }
            other => other?,
        };
        let opened = Arc::new(opened);
        *index = Some(Arc::clone(&opened));
        Ok(opened)
    }

    fn filling(&self) -> MutexGuard<'_, Option<&'static str>> {
        self.filling.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index was found damaged while it was used: the next use makes it anew.
    fn drop_index(&self, problem: &Problem) {
        if problem.wants_rebuild() {
            *self.index.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Takes in some of what is queued; true when there is more.
    pub(crate) fn take_in(&self, session: &Session) -> Result<bool, Failure> {
        let tasks = session
            .store()
            .vault()
            .read(|view| view.index_tasks(BATCH))?;
        let Some(last) = tasks.last().map(|task| task.place) else {
            return Ok(false);
        };
        let index = self.index(session)?;
        let world = session.world();
        let written =
            tasks
                .iter()
                .try_for_each(|task| match document(session, &world, &task.document)? {
                    Some(document) => index.put(&document).map_err(Failure::from),
                    None => {
                        index.remove(&task.document);
                        Ok(())
                    }
                });
        written?;
        if let Err(problem) = index.commit() {
            self.drop_index(&problem);
            return Err(problem.into());
        }
        session.store().write(|tx| tx.index_done(last))?;
        let more = tasks.len() == BATCH as usize;
        if !more {
            *self.filling() = None;
        }
        session.listeners.tell(&[Changed::Search]);
        Ok(more)
    }

    /// What matches the words that were typed.
    pub(crate) fn find(&self, session: &Session, query: &Query) -> Result<Finding, Failure> {
        let index = self.index(session)?;
        match index.search(query) {
            // Nothing found may mean that it is not in the index again.
            Ok(found) if found.total == 0 && self.filling().is_some() => {
                let code = (*self.filling()).unwrap_or("index-missing");
                Err(Failure::new(code))
            }
            Ok(found) => Ok(Finding {
                total: found.total,
                hits: found.hits,
                by_kind: found.by_kind,
            }),
            Err(problem) => {
                drop(index);
                self.drop_index(&problem);
                if problem.wants_rebuild() {
                    // It fills again in the background.
                    self.index(session)?;
                }
                Err(problem.into())
            }
        }
    }
}

/// Queues every case and every person for the index.
fn queue_everything(session: &Session) -> Result<(), Failure> {
    let heads: Vec<_> = session.known.memory().heads.keys().cloned().collect();
    let people: Vec<PersonId> = session.org()?.people.keys().cloned().collect();
    session.store().write(|tx| {
        for stream in heads
            .iter()
            .filter(|stream| matches!(stream, office::Stream::Case(_)))
        {
            tx.index(&stream.to_string())?;
        }
        people
            .iter()
            .try_for_each(|person| tx.index(&format!("person/{person}")))
    })
}

/// The document of a key; none when this person does not see it any more.
fn document(session: &Session, world: &Staged<'_>, key: &str) -> Result<Option<Document>, Failure> {
    match key.split_once('/') {
        Some(("case", id)) => {
            let Ok(id) = CaseId::new(id) else {
                return Ok(None);
            };
            let Some(case) = world.case(&id)?.flatten() else {
                return Ok(None);
            };
            Ok(Some(case_document(session, world, key, &case)?.0))
        }
        Some(("person", id)) => Ok(PersonId::new(id)
            .ok()
            .and_then(|id| person_document(session, key, &id).transpose())
            .transpose()?),
        _ => Ok(None),
    }
}

/// A case as a document, with the texts that a hit is shown by.
pub(crate) fn case_document(
    session: &Session,
    world: &Staged<'_>,
    key: &str,
    case: &Case,
) -> Result<(Document, Vec<String>), Failure> {
    let org = session.org()?;
    let texts = session
        .known
        .texts(&case.pack)
        .unwrap_or_else(|_| Arc::new(Texts::default()));
    let words = papers::search_words(world, case, &texts)?;
    let name = |person: &PersonId| org.people.get(person).map(|person| person.name.clone());
    let signers = case.history.iter().filter_map(|line| line.by.as_ref());
    let deputy = case.deputy();
    let involved = std::iter::once(&case.applicant)
        .chain(deputy.iter())
        .chain(signers);
    let mut names: Vec<String> = involved.filter_map(name).collect();
    names.sort_unstable();
    names.dedup();
    let applicant = name(&case.applicant).unwrap_or_default();
    let kind = case
        .leave
        .as_ref()
        .map(|leave| format!("kind-{}", leave.kind));
    let kind = kind.and_then(|key| texts.get(OFFICIAL, &key).map(str::to_owned));
    let title = kind
        .or_else(|| texts.get(OFFICIAL, "pack-name").map(str::to_owned))
        .unwrap_or_default();
    let document = Document {
        key: key.to_owned(),
        kind: if case.paper.is_some() { "file" } else { "case" }.to_owned(),
        title: format!("{applicant} {title}").trim().to_owned(),
        body: words.join("\n"),
        numbers: case
            .number
            .iter()
            .chain(&case.file_number)
            .cloned()
            .collect(),
        names,
        date: case.submitted,
    };
    Ok((document, words))
}

fn person_document(
    session: &Session,
    key: &str,
    id: &PersonId,
) -> Result<Option<Document>, Failure> {
    let org = session.org()?;
    if !org.people.contains_key(id) {
        return Ok(None);
    }
    let brief = people::brief(&org, id, session.today());
    Ok(Some(Document {
        key: key.to_owned(),
        kind: "person".to_owned(),
        title: brief.name.clone(),
        body: format!("{} {}", brief.unit, brief.title),
        numbers: Vec::new(),
        names: vec![brief.name],
        date: 0,
    }))
}
