//! The index: documents in, answers out.

use crate::find::{self, ByKind, Fields};
use crate::problem::Problem;
use crate::query::{Asked, Query};
use crate::store::Store;
use crate::tokens::{Numbers, Running};
use std::collections::BTreeMap;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tantivy::collector::TopDocs;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::{
    FAST, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{
    Directory, DocAddress, IndexReader, IndexSettings, IndexWriter, Order, ReloadPolicy, Searcher,
    TantivyDocument, TantivyError, Term,
};

/// Most hits that one search returns.
pub const MAX_HITS: usize = 1000;
/// Largest title or body in bytes of UTF-8.
pub const TEXT_LIMIT: usize = 1024 * 1024;
/// Largest sum of the numbers, or of the names, of one document in bytes of UTF-8.
pub const VALUES_LIMIT: usize = 64 * 1024;
/// Longest key or kind in bytes of UTF-8.
pub const KEY_LIMIT: usize = 256;

/// Layout of the index; another number means [`Problem::Old`].
const LAYOUT: &[u8] = b"antou search layout 1";
const LAYOUT_FILE: &str = "layout";
const META_FILE: &str = "meta.json";
const MANAGED_FILE: &str = ".managed.json";
const WRITER_BYTES: usize = 32 * 1024 * 1024;

/// What is put into the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Names the document for ever; putting it again replaces it. At most [`KEY_LIMIT`] bytes.
    pub key: String,
    /// `case`, `file`, `person`, …: what the counts are grouped by.
    pub kind: String,
    /// Title, at most [`TEXT_LIMIT`] bytes; weighs more than the body.
    pub title: String,
    /// Text, at most [`TEXT_LIMIT`] bytes.
    pub body: String,
    /// Case, file and document numbers; found from any place in them.
    pub numbers: Vec<String>,
    /// Names of the people concerned.
    pub names: Vec<String>,
    /// Milliseconds since 1970 UTC.
    pub date: i64,
}

/// One document that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Key of the document.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Its date in milliseconds since 1970 UTC.
    pub date: i64,
    /// Likeness by BM25; 0 when ordered by date.
    pub score: f32,
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many documents match, of the wanted kinds.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// How many match of each kind, wanted or not.
    pub by_kind: BTreeMap<String, usize>,
}

/// An index in a folder of its own. Searching and writing may happen at the same time; what was put
/// is found after [`Index::commit`].
pub struct Index {
    store: Store,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in `folder`. The seal of each file's end is checked now, the rest when it is
    /// read; [`Index::check`] reads all of it.
    ///
    /// # Errors
    /// `index-damaged` (changed, or another key), `index-missing`, `index-old`, `index-busy`,
    /// `index-disk`.
    pub fn open(folder: &Path, key: &[u8; 32]) -> Result<Self, Problem> {
        let store = Store::new(folder, key);
        if !folder.join(META_FILE).try_exists()? {
            return Err(Problem::Missing);
        }
        if !folder.join(LAYOUT_FILE).try_exists()? {
            return Err(Problem::Old);
        }
        let inner = guarded(&store, || {
            let layout = store.atomic_read(Path::new(LAYOUT_FILE))?;
            let known = layout == LAYOUT;
            known
                .then(|| tantivy::Index::open(store.clone()))
                .transpose()
        })?;
        match inner {
            Some(inner) if inner.schema() == schema().0 => Self::start(store, inner),
            _ => Err(Problem::Old),
        }
    }

    /// Makes an empty index in `folder`, which is made too if need be.
    ///
    /// # Errors
    /// `index-busy`, `index-disk`; `index-engine` when there is an index already.
    pub fn create(folder: &Path, key: &[u8; 32]) -> Result<Self, Problem> {
        fs::create_dir_all(folder)?;
        let store = Store::new(folder, key);
        let inner = guarded(&store, || {
            let settings = IndexSettings::default();
            tantivy::Index::create(store.clone(), schema().0, settings)
        })?;
        store.atomic_write(Path::new(LAYOUT_FILE), LAYOUT)?;
        Self::start(store, inner)
    }

    /// Throws away the index in `folder` and makes an empty one; the caller puts everything again.
    ///
    /// # Errors
    /// `index-busy` when another process has it open, `index-disk`.
    pub fn rebuild(folder: &Path, key: &[u8; 32]) -> Result<Self, Problem> {
        fs::create_dir_all(folder)?;
        let store = Store::new(folder, key);
        let lock = store
            .acquire_lock(&tantivy::directory::INDEX_WRITER_LOCK)
            .map_err(|error| problem(&store, TantivyError::LockFailure(error, None)))?;
        for name in store.names()? {
            fs::remove_file(folder.join(name))?;
        }
        drop(lock);
        Self::create(folder, key)
    }

    fn start(store: Store, inner: tantivy::Index) -> Result<Self, Problem> {
        inner.tokenizers().register("running", Running);
        inner.tokenizers().register("numbers", Numbers);
        let (reader, writer) = guarded(&store, || {
            let reader = inner
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?;
            let options = IndexWriterOptions::builder()
                .num_worker_threads(1)
                .num_merge_threads(1)
                .memory_budget_per_thread(WRITER_BYTES)
                .build();
            Ok((reader, inner.writer_with_options(options)?))
        })?;
        Ok(Self {
            store,
            fields: schema().1,
            reader,
            writer: Mutex::new(writer),
        })
    }

    fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a document, in place of the one with the same key.
    ///
    /// # Errors
    /// `index-document-too-large`; `index-disk` when the memory was full and could not be written.
    pub fn put(&self, document: &Document) -> Result<(), Problem> {
        check_size(document)?;
        let fields = &self.fields;
        let mut entry = TantivyDocument::default();
        entry.add_text(fields.key, &document.key);
        entry.add_text(fields.kind, &document.kind);
        entry.add_text(fields.title, &document.title);
        entry.add_text(fields.body, &document.body);
        for name in &document.names {
            entry.add_text(fields.names, name);
        }
        for number in &document.numbers {
            entry.add_text(fields.numbers, number);
        }
        entry.add_i64(fields.at, document.date);
        let writer = self.writer();
        guarded(&self.store, || {
            writer.delete_term(Term::from_field_text(fields.key, &document.key));
            writer.add_document(entry).map(drop)
        })
    }

    /// Takes the document of this key out.
    pub fn remove(&self, key: &str) {
        let term = Term::from_field_text(self.fields.key, key);
        self.writer().delete_term(term);
    }

    /// Makes what was put and removed findable and durable. One commit costs several syncs of the
    /// disk (about 0.1 s), so collect some hundred documents or some seconds.
    ///
    /// # Errors
    /// `index-disk`, `index-damaged`. What was put since the last commit is then gone from the index
    /// and must be put again.
    pub fn commit(&self) -> Result<(), Problem> {
        let mut writer = self.writer();
        let done = guarded(&self.store, || {
            writer.commit()?;
            self.reader.reload()
        });
        if done.is_err() {
            guarded(&self.store, || writer.rollback().map(drop))?;
        }
        done
    }

    /// Reads every byte that belongs to the index as of the last commit and checks its seal. Files
    /// that a merge is still writing do not belong to it yet.
    ///
    /// # Errors
    /// `index-damaged`, `index-disk`.
    pub fn check(&self) -> Result<(), Problem> {
        let index = self.writer().index().clone();
        guarded(&self.store, || {
            for name in [META_FILE, MANAGED_FILE, LAYOUT_FILE] {
                self.store.read_all(Path::new(name))?;
            }
            // The engine keeps the files of a segment for as long as its description is held.
            let described = index.load_metas()?;
            for file in described.list_segment_files() {
                if self.store.exists(&file)? {
                    self.store.read_all(&file)?;
                }
            }
            Ok(())
        })
    }

    /// Closes the index when the merges that run in the background are done. Dropping it instead is
    /// safe too; what a merge had not finished is then done again later.
    ///
    /// # Errors
    /// `index-disk`, `index-damaged`.
    pub fn close(self) -> Result<(), Problem> {
        let writer = self
            .writer
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        guarded(&self.store, || writer.wait_merging_threads())
    }

    /// How many documents the index holds.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// True when the index holds no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Answers a query. An empty query finds nothing; filters alone find all that they let through.
    ///
    /// # Errors
    /// `query-too-long`, `index-damaged`, `index-disk`.
    pub fn search(&self, query: &Query) -> Result<Found, Problem> {
        let mut asked = Asked::read(&query.text)?;
        asked.kinds.extend(query.kinds.iter().cloned());
        if asked.is_empty() {
            return Ok(Found::default());
        }
        let searcher = self.reader.searcher();
        guarded(&self.store, || self.answer(&searcher, &asked, query))
    }

    fn answer(&self, searcher: &Searcher, asked: &Asked, query: &Query) -> tantivy::Result<Found> {
        let matching = find::all(&self.fields, asked);
        let by_kind = searcher.search(&*matching, &ByKind)?;
        let wanted = |kind: &String| asked.kinds.is_empty() || asked.kinds.contains(kind);
        let total = by_kind
            .iter()
            .filter(|(kind, _)| wanted(kind))
            .map(|(_, count)| count)
            .sum();
        let matching = find::of_kinds(&self.fields, matching, &asked.kinds);
        let limit = query.limit.min(MAX_HITS);
        let mut hits = Vec::new();
        if limit > 0 && total > 0 {
            for (score, address) in best(searcher, &*matching, limit, query.newest_first)? {
                hits.push(hit(searcher, address, score)?);
            }
        }
        // Equal ones in an order that does not depend on how the index was written.
        hits.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(b.date.cmp(&a.date))
                .then_with(|| a.key.cmp(&b.key))
        });
        Ok(Found {
            total,
            hits,
            by_kind,
        })
    }
}

fn best(
    searcher: &Searcher,
    matching: &dyn tantivy::query::Query,
    limit: usize,
    newest_first: bool,
) -> tantivy::Result<Vec<(f32, DocAddress)>> {
    let top = TopDocs::with_limit(limit);
    if !newest_first {
        return searcher.search(matching, &top.order_by_score());
    }
    let by_date = top.order_by_fast_field::<i64>("at", Order::Desc);
    let found = searcher.search(matching, &by_date)?;
    Ok(found
        .into_iter()
        .map(|(_, address)| (0.0, address))
        .collect())
}

fn hit(searcher: &Searcher, address: DocAddress, score: f32) -> tantivy::Result<Hit> {
    let columns = searcher.segment_reader(address.segment_ord).fast_fields();
    let text = |field| -> tantivy::Result<String> {
        let mut text = String::new();
        if let Some(column) = columns.str(field)?
            && let Some(ord) = column.ords().first(address.doc_id)
        {
            column.ord_to_str(ord, &mut text)?;
        }
        Ok(text)
    };
    Ok(Hit {
        key: text("key")?,
        kind: text("kind")?,
        date: columns.i64("at")?.first(address.doc_id).unwrap_or(0),
        score,
    })
}

fn check_size(document: &Document) -> Result<(), Problem> {
    let sum = |values: &[String]| values.iter().map(String::len).sum();
    for (field, bytes, limit) in [
        ("key", document.key.len(), KEY_LIMIT),
        ("kind", document.kind.len(), KEY_LIMIT),
        ("title", document.title.len(), TEXT_LIMIT),
        ("body", document.body.len(), TEXT_LIMIT),
        ("numbers", sum(&document.numbers), VALUES_LIMIT),
        ("names", sum(&document.names), VALUES_LIMIT),
    ] {
        if bytes > limit {
            return Err(Problem::DocumentTooLarge {
                key: document.key.chars().take(KEY_LIMIT).collect(),
                field,
                bytes,
                limit,
            });
        }
    }
    Ok(())
}

/// The schema: nothing is stored, the texts live in the vault.
fn schema() -> (Schema, Fields) {
    let cut_by = |tokenizer| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        key: schema.add_text_field("key", STRING | FAST),
        kind: schema.add_text_field("kind", STRING | FAST),
        title: schema.add_text_field("title", cut_by("running")),
        body: schema.add_text_field("body", cut_by("running")),
        names: schema.add_text_field("names", cut_by("running")),
        numbers: schema.add_text_field("numbers", cut_by("numbers")),
        at: schema.add_i64_field("at", INDEXED | FAST),
    };
    (schema.build(), fields)
}

/// Runs a piece of the engine's work. The engine panics on some unreadable files; when a wrong seal
/// was met, that panic is the damage and nothing else.
fn guarded<T>(store: &Store, work: impl FnOnce() -> tantivy::Result<T>) -> Result<T, Problem> {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(problem(store, error)),
        Err(panic) => match store.damaged() {
            Some(file) => Err(Problem::Damaged { file }),
            None => panic::resume_unwind(panic),
        },
    }
}

fn problem(store: &Store, error: TantivyError) -> Problem {
    use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};
    if let Some(file) = store.damaged() {
        return Problem::Damaged { file };
    }
    let kind = match &error {
        TantivyError::LockFailure(LockError::LockBusy, _) => return Problem::Busy,
        TantivyError::LockFailure(LockError::IoError(error), _)
        | TantivyError::IoError(error)
        | TantivyError::OpenReadError(OpenReadError::IoError {
            io_error: error, ..
        })
        | TantivyError::OpenWriteError(OpenWriteError::IoError {
            io_error: error, ..
        }) => error.kind(),
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
            let file = path.to_string_lossy().into_owned();
            return Problem::Damaged { file };
        }
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_))
        | TantivyError::IncompatibleIndex(_) => return Problem::Old,
        _ => {
            return Problem::Engine {
                what: error.to_string(),
            };
        }
    };
    Problem::Disk { kind }
}
