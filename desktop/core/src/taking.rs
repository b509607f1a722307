//! Files that a draft is taking in: from a path, or in pieces from the page.
//! Nothing of one is seen before all of it is in the vault, and one that is
//! stopped leaves nothing.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use office::decide::{MAX_ATTACHMENT, check_attachments};
use office::operation::Attachment;
use vault::{BlobId, BlobPlace, Intake};

use crate::draft::{self, Stored};
use crate::queue::new_key;
use crate::session::Session;
use crate::views::{TransferRow, TransferWay};
use crate::{Changed, Failure};

/// Files that are taken in at once.
const MAX_AT_ONCE: usize = 8;
/// The longest file name, in characters.
const MAX_NAME: usize = 200;
/// The longest media type, in bytes.
const MAX_MEDIA: usize = 128;

/// One file that is being taken in.
struct One {
    draft: String,
    /// The field of the draft that takes it; empty where none was named.
    field: String,
    name: String,
    media: String,
    bytes: u64,
    done: AtomicU64,
    is_stopped: AtomicBool,
    intake: Mutex<Option<Intake>>,
}

/// The files that drafts are taking in.
#[derive(Default)]
pub(crate) struct Taking(Mutex<BTreeMap<String, Arc<One>>>);

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Taking {
    fn find(&self, key: &str) -> Result<Arc<One>, Failure> {
        held(&self.0)
            .get(key)
            .cloned()
            .ok_or_else(|| Failure::new("attachment-stopped"))
    }

    fn add(&self, one: One) -> Result<(String, Arc<One>), Failure> {
        let mut all = held(&self.0);
        if all.len() >= MAX_AT_ONCE {
            return Err(Failure::new("attachments-at-once").with("limit", MAX_AT_ONCE));
        }
        let (key, one) = (new_key()?, Arc::new(one));
        all.insert(key.clone(), Arc::clone(&one));
        Ok((key, one))
    }

    /// How far they are.
    pub(crate) fn rows(&self) -> Vec<TransferRow> {
        let all = held(&self.0);
        let row = |(key, one): (&String, &Arc<One>)| TransferRow {
            key: key.clone(),
            way: TransferWay::In,
            name: one.name.clone(),
            done: one.done.load(Ordering::Relaxed),
            bytes: one.bytes,
            paused: false,
            trouble: None,
        };
        all.iter().map(row).collect()
    }
}

/// A file name without the folders around it, as far as it is one.
fn name_of(said: &str) -> Result<String, Failure> {
    let name = said.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let is_name = (1..=MAX_NAME).contains(&name.chars().count()) && !name.contains('\0');
    if is_name {
        return Ok(name.to_owned());
    }
    Err(Failure::new("attachment-name")
        .with("name", name.chars().take(40).collect::<String>())
        .with("limit", MAX_NAME))
}

impl Session {
    /// Begins to take a file of so many bytes in, whose bytes come in pieces.
    pub(crate) fn take_begin(
        &self,
        (draft, field): (&str, &str),
        name: &str,
        media: &str,
        bytes: u64,
    ) -> Result<String, Failure> {
        let one = self.one((draft, field), name, media, bytes)?;
        *held(&one.intake) = Some(self.store().vault().blobs().begin()?);
        let (key, _) = self.taking.add(one)?;
        self.listeners.tell(&[Changed::Files]);
        Ok(key)
    }

    fn one(
        &self,
        (draft, field): (&str, &str),
        name: &str,
        media: &str,
        bytes: u64,
    ) -> Result<One, Failure> {
        let name = name_of(name)?;
        let stored = self.stored_draft(draft)?;
        draft::files::may_take(self, &stored, field)?;
        if media.len() > MAX_MEDIA {
            return Err(Failure::new("attachment-media").with("name", name));
        }
        if bytes == 0 {
            return Err(Failure::new("attachment-empty").with("name", name));
        }
        let media = match media {
            "" => "application/octet-stream",
            media => media,
        };
        let file = Attachment {
            name,
            media: media.to_owned(),
            bytes,
            sha256: [0; 32],
        };
        fits(&stored, &file)?;
        Ok(One {
            draft: draft.to_owned(),
            field: field.to_owned(),
            name: file.name,
            media: file.media,
            bytes,
            done: AtomicU64::new(0),
            is_stopped: AtomicBool::new(false),
            intake: Mutex::new(None),
        })
    }

    /// Takes the piece at `at` in; a piece that is here already is passed over,
    /// so that one may come again. Answers how many bytes are here.
    pub(crate) fn take_piece(&self, key: &str, at: u64, piece: &[u8]) -> Result<u64, Failure> {
        let one = self.taking.find(key)?;
        let mut held = held(&one.intake);
        let intake = held
            .as_mut()
            .ok_or_else(|| Failure::new("attachment-stopped"))?;
        let here = intake.size();
        if at
            .checked_add(piece.len() as u64)
            .is_none_or(|end| end > one.bytes)
            || at > here
        {
            return Err(Failure::new("attachment-changed").with("name", &one.name));
        }
        let known = usize::try_from(here - at).unwrap_or(usize::MAX);
        intake.add(piece.get(known..).unwrap_or_default())?;
        let done = intake.size();
        one.done.store(done, Ordering::Relaxed);
        drop(held);
        self.tell_carrying();
        Ok(done)
    }

    /// All pieces are here: the file belongs to its draft.
    pub(crate) fn take_end(&self, key: &str) -> Result<(String, Stored), Failure> {
        let one = self.taking.find(key)?;
        let intake = held(&one.intake).take();
        let ended = intake
            .filter(|intake| intake.size() == one.bytes)
            .ok_or_else(|| Failure::new("attachment-changed").with("name", &one.name))
            .and_then(|intake| Ok(self.store().vault().blobs().keep(intake)?))
            .and_then(|id| self.take_into(&one, &id))
            .map(|stored| (one.draft.clone(), stored));
        self.take_over(key);
        ended
    }

    /// Takes the file at a path in, and puts it into the draft.
    pub(crate) fn take_path(
        &self,
        (draft, field): (&str, &str),
        path: &Path,
        media: &str,
    ) -> Result<(String, Stored), Failure> {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let unreadable =
            |error: std::io::Error| Failure::new("attachment-unreadable").with("detail", error);
        let mut file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if !about.is_file() {
            return Err(Failure::new("attachment-no-file").with("name", name));
        }
        let (key, one) = self
            .taking
            .add(self.one((draft, field), name, media, about.len())?)?;
        let taken = self.store().vault().blobs().take(&mut file, &mut |bytes| {
            one.done.store(bytes, Ordering::Relaxed);
            self.tell_carrying();
            !one.is_stopped.load(Ordering::Relaxed)
        });
        let ended = match taken {
            Ok(id) if id.size != one.bytes => {
                // It grew or shrank while it was read: half of two files is neither.
                Err(Failure::new("attachment-changed").with("name", &one.name))
            }
            Ok(id) => self
                .take_into(&one, &id)
                .map(|stored| (one.draft.clone(), stored)),
            Err(error) if error.code() == "blob-stopped" => Err(Failure::new("attachment-stopped")),
            Err(error) => Err(error.into()),
        };
        self.take_over(&key);
        ended
    }

    /// A person stops it: nothing of it stays.
    pub(crate) fn take_stop(&self, key: &str) -> Result<(), Failure> {
        let one = self.taking.find(key)?;
        one.is_stopped.store(true, Ordering::Relaxed);
        if held(&one.intake).take().is_some() {
            self.take_over(key);
        }
        Ok(())
    }

    fn take_over(&self, key: &str) {
        held(&self.taking.0).remove(key);
        self.listeners
            .tell(&[Changed::Files, Changed::Draft, Changed::Mine]);
    }

    pub(crate) fn stored_draft(&self, draft: &str) -> Result<Stored, Failure> {
        self.store()
            .draft(draft)?
            .ok_or_else(|| Failure::new("draft-gone"))
    }

    /// The blob is in the vault; the draft names it, or it goes again.
    fn take_into(&self, one: &One, id: &BlobId) -> Result<Stored, Failure> {
        let _turn = self.draft_turn();
        let (owner, now) = (format!("draft/{}", one.draft), self.now());
        let store = self.store();
        store.note_blob(id, &one.media, &owner, BlobPlace::OnlyHere, now)?;
        let named = self.stored_draft(&one.draft).and_then(|mut stored| {
            let file = Attachment {
                name: one.name.clone(),
                media: one.media.clone(),
                bytes: id.size,
                sha256: id.sha256.0,
            };
            fits(&stored, &file)?;
            stored.attachments.retain(|known| !is_same(known, &file));
            if !one.field.is_empty() {
                draft::files::put(&mut stored, &one.field, &file);
            }
            stored.attachments.push(file);
            stored.saved = now;
            store.write(|tx| tx.save_draft(&one.draft, &stored))?;
            Ok(stored)
        });
        if named.is_err() {
            let is_named = self
                .stored_draft(&one.draft)
                .is_ok_and(|stored| stored.attachments.iter().any(|f| f.sha256 == id.sha256.0));
            if !is_named {
                store.write(|tx| tx.disown_blob(&id.sha256.0, &owner))?;
                store.vault().sweep_blobs()?;
            }
        }
        named
    }
}

/// The same content under the same name is one file; two files may have one
/// name, and one content two.
pub(crate) fn is_same(one: &Attachment, other: &Attachment) -> bool {
    one.sha256 == other.sha256 && one.name == other.name
}

/// Whether a draft may have one more file, by the office's own rule.
fn fits(stored: &Stored, file: &Attachment) -> Result<(), Failure> {
    if file.bytes > MAX_ATTACHMENT {
        return Err(Failure::new("attachment-too-large")
            .with("name", &file.name)
            .with("limit_bytes", MAX_ATTACHMENT));
    }
    let mut files: Vec<Attachment> = stored
        .attachments
        .iter()
        .filter(|known| !is_same(known, file))
        .cloned()
        .collect();
    files.push(file.clone());
    Ok(check_attachments(&files)?)
}
