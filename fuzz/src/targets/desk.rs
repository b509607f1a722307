//! What a person's computer reads: damaged files, print sheets, queries, requests of the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use archive::print::{Block, Choices, Filled, Sheet};
use archive::{Fonts, Meta};
use desktop_core::practice::{APPLICANT, COST, PASSPHRASE, Practice};
use desktop_core::{Clock, Core, CoreOptions, desks, host, texts};
use search::{Document, Index, Query};
use serde_json::Value;
use vault::{BlobId, Passphrase, RecoveryCode, Unlock, Vault};

use crate::seeds::{PRINT_SHEET, leave_folder};
use crate::{Held, must};

/// 24 November 2026, 09:00 in Taipei, ms.
const MORNING: i64 = 1_795_482_000_000;

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// One of something that takes long to make, in a process.
struct Once<T>(LazyLock<Mutex<Result<T, String>>>);

impl<T> Once<T> {
    const fn new(make: fn() -> Mutex<Result<T, String>>) -> Self {
        Self(LazyLock::new(make))
    }

    fn with(&self, run: impl FnOnce(&T) -> Held) -> Held {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Ok(one) => run(one),
            Err(why) => Err(why.clone()),
        }
    }
}

struct Store {
    folder: tempfile::TempDir,
    vault: Vault,
    blob: BlobId,
    file: PathBuf,
}

fn by_passphrase() -> Unlock {
    Unlock::Passphrase(Passphrase::new(PASSPHRASE.to_owned()))
}

fn store() -> Result<Store, String> {
    let folder = tempfile::tempdir().map_err(said)?;
    let vault = Vault::create(folder.path(), &by_passphrase(), COST).map_err(said)?;
    let content = "附件".repeat(50);
    let blob = vault.blobs().put(&mut content.as_bytes()).map_err(said)?;
    let file = only_file(&folder.path().join("blobs")).ok_or("no blob")?;
    Ok(Store {
        folder,
        vault,
        blob,
        file,
    })
}

fn only_file(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries.map(|entry| entry.path()).find_map(|path| {
        if path.is_dir() {
            only_file(&path)
        } else {
            Some(path)
        }
    })
}

/// `slots.json`, by which a vault is unlocked.
pub fn slots(bytes: &[u8]) -> Held {
    static PLACE: Once<tempfile::TempDir> =
        Once::new(|| Mutex::new(tempfile::tempdir().map_err(said)));
    PLACE.with(|place| {
        fs::write(place.path().join("slots.json"), bytes).map_err(said)?;
        let _ = fs::remove_file(place.path().join("attempts.json"));
        let _ = Vault::ways(place.path());
        let opened = Vault::open(place.path(), &by_passphrase(), MORNING);
        must(opened.is_err(), "opened with slots that nobody wrote")
    })
}

/// The file of a blob: its own bytes give its content, others nothing. What begins with a zero
/// byte is laid over the true file, so that changes deep inside are met.
pub fn blob(bytes: &[u8]) -> Held {
    struct Kept(Store, Vec<u8>);
    static STORE: Once<Kept> = Once::new(|| {
        Mutex::new(store().and_then(|store| {
            let sound = fs::read(&store.file).map_err(said)?;
            Ok(Kept(store, sound))
        }))
    });
    STORE.with(|Kept(store, sound)| {
        let damaged = laid_over(sound, bytes);
        fs::write(&store.file, &damaged).map_err(said)?;
        let got = store.vault.blobs().get(&store.blob, 1024);
        must(
            got.is_ok() == (damaged == *sound),
            "a blob that was changed, or refused without a change",
        )?;
        must(store.folder.path().exists(), "the folder is gone")
    })
}

/// `bytes`, or after a zero byte: a place, a length to cut, and what is put there.
fn laid_over(sound: &[u8], bytes: &[u8]) -> Vec<u8> {
    let [0, place, cut, rest @ ..] = bytes else {
        return bytes.to_vec();
    };
    let place = usize::from(*place) * sound.len() / 256;
    let end = (place + usize::from(*cut)).min(sound.len());
    [&sound[..place], rest, &sound[end..]].concat()
}

/// A recovery code as it was written on paper: it is written as it is read.
pub fn recovery_code(bytes: &[u8]) -> Held {
    let Ok(code) = RecoveryCode::parse(&String::from_utf8_lossy(bytes)) else {
        return Ok(());
    };
    let again = RecoveryCode::parse(&code.to_text()).map_err(said)?;
    must(
        *again.to_text() == *code.to_text(),
        "a recovery code that changes",
    )
}

struct Indexed {
    folder: tempfile::TempDir,
    index: Index,
}

const INDEX_KEY: [u8; 32] = [7; 32];

fn indexed() -> Result<Indexed, String> {
    let folder = tempfile::tempdir().map_err(said)?;
    let index = Index::create(folder.path(), &INDEX_KEY).map_err(said)?;
    for (key, title) in [("1", "請假單：休假三日"), ("2", "檔案調閱申請 Form A4")] {
        let document = Document {
            key: key.to_owned(),
            kind: "case".to_owned(),
            title: title.to_owned(),
            body: "王小明於115年12月3日返鄉探親。".to_owned(),
            numbers: vec!["115-人-0001234".to_owned()],
            names: vec!["王小明".to_owned()],
            date: MORNING,
        };
        index.put(&document).map_err(said)?;
    }
    index.commit().map_err(said)?;
    Ok(Indexed { folder, index })
}

/// A query, and the marks of its words in a text.
pub fn query(bytes: &[u8]) -> Held {
    static INDEXED: Once<Indexed> = Once::new(|| Mutex::new(indexed()));
    INDEXED.with(|indexed| {
        let text = String::from_utf8_lossy(bytes);
        let query = Query {
            text: text.clone().into_owned(),
            limit: 10,
            ..Query::default()
        };
        if let Ok(found) = indexed.index.search(&query) {
            must(
                found.hits.len() <= found.total.max(10),
                "more hits than found",
            )?;
        }
        let shown = "王小明於115年12月3日返鄉探親，Form A4。";
        for mark in search::highlight(shown, &text) {
            must(shown.get(mark).is_some(), "a mark outside the text")?;
        }
        let _ = search::highlight(&text, "王小明 form");
        must(indexed.folder.path().exists(), "the folder is gone")
    })
}

/// A file of the index; the first byte says which, the rest is laid over it. A changed file is
/// found by opening or checking.
pub fn index_file(bytes: &[u8]) -> Held {
    struct Closed(tempfile::TempDir, Vec<(PathBuf, Vec<u8>)>);
    static CLOSED: Once<Closed> = Once::new(|| {
        Mutex::new(indexed().and_then(|indexed| {
            indexed.index.close().map_err(said)?;
            let mut files = Vec::new();
            for entry in fs::read_dir(indexed.folder.path()).map_err(said)? {
                let path = entry.map_err(said)?.path();
                let content = fs::read(&path).map_err(said)?;
                if !content.is_empty() {
                    files.push((path, content));
                }
            }
            files.sort();
            Ok(Closed(indexed.folder, files))
        }))
    });
    let Some((which, bytes)) = bytes.split_first() else {
        return Ok(());
    };
    CLOSED.with(|Closed(folder, files)| {
        let (path, sound) = files
            .get(usize::from(*which) % files.len().max(1))
            .ok_or("no files")?;
        let damaged = laid_over(sound, bytes);
        fs::write(path, &damaged).map_err(said)?;
        let checked = Index::open(folder.path(), &INDEX_KEY).and_then(|index| {
            let checked = index.check();
            let asked = Query {
                text: "休假".to_owned(),
                limit: 5,
                ..Query::default()
            };
            let _ = index.search(&asked);
            checked
        });
        fs::write(path, sound).map_err(said)?;
        must(
            checked.is_err() || damaged == *sound,
            "an index that was changed and is taken",
        )
    })
}

/// The fonts of this machine; without any, nothing is printed and the rest still counts.
fn fonts() -> Option<&'static Fonts> {
    static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| Fonts::find(&[]).ok());
    FONTS.as_ref()
}

/// Everything that a sheet needs, filled with one text; two rows in each table.
fn filled(sheet: &Sheet, text: &str) -> Filled {
    let mut filled = Filled::default();
    let mut rows: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let needs = sheet.needs();
    for need in &needs {
        match need.split_once("[].") {
            None => filled.text.extend([(need.clone(), text.to_owned())]),
            Some((table, column)) => rows.entry(table).or_default().push((column, text)),
        }
    }
    for (table, row) in rows {
        filled = filled.with_row(table, &row).with_row(table, &row);
    }
    for choice in choices(sheet) {
        if let Some(first) = choice.of.first() {
            filled = filled.with(&choice.path, &first.value);
        }
    }
    filled
}

/// What is ticked on a sheet rather than written.
fn choices(sheet: &Sheet) -> impl Iterator<Item = &Choices> {
    let blocks = sheet.header.iter().chain(&sheet.body).chain(&sheet.footer);
    let rows = blocks.flat_map(|block| match block {
        Block::Grid(grid) => grid.rows.as_slice(),
        _ => &[],
    });
    rows.flat_map(|row| &row.cells)
        .filter_map(|cell| cell.choice.as_ref())
}

fn printed(sheet: &Sheet, text: &str) -> Held {
    let Some(fonts) = fonts() else { return Ok(()) };
    let meta = Meta {
        title: text.chars().take(50).collect(),
        language: "zh-TW".to_owned(),
        created_ms: MORNING,
        document_id: "0".to_owned(),
    };
    if let Ok(pdf) = archive::make(sheet, &filled(sheet, text), fonts, &meta) {
        let findings = archive::check(&pdf.bytes);
        must(
            findings.is_empty(),
            &format!("a paper that may not be archived: {findings:?}"),
        )?;
    }
    Ok(())
}

/// A print sheet of a pack: read, filled and printed.
pub fn sheet(bytes: &[u8]) -> Held {
    match Sheet::read(bytes) {
        Ok(sheet) => printed(&sheet, "休假"),
        Err(_) => Ok(()),
    }
}

/// A text that a person typed, on the leave form.
pub fn printed_text(bytes: &[u8]) -> Held {
    let sheet = Sheet::read(PRINT_SHEET).map_err(said)?;
    printed(&sheet, &String::from_utf8_lossy(bytes))
}

/// A PDF that says it may be archived.
pub fn archive(bytes: &[u8]) -> Held {
    let _ = archive::check(bytes);
    Ok(())
}

/// The texts of a pack.
pub fn pack_texts(bytes: &[u8]) -> Held {
    let texts = texts::messages("zh-TW", &String::from_utf8_lossy(bytes));
    must(
        texts.keys().all(|key| !key.is_empty()),
        "a text without a key",
    )
}

#[derive(Debug)]
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> i64 {
        MORNING
    }
}

struct Computer {
    _folder: tempfile::TempDir,
    core: Arc<Core>,
}

fn computer() -> Result<Computer, String> {
    let folder = tempfile::tempdir().map_err(said)?;
    let agency = Practice::begin(&leave_folder(), MORNING).map_err(said)?;
    let options = CoreOptions {
        background: false,
        clock: Arc::new(Stopped),
        cost: COST,
        ..CoreOptions::new(PathBuf::new())
    };
    let home = folder.path().join("home");
    let core = agency.computer(&home, APPLICANT, &options).map_err(said)?;
    agency.deliver(&core).map_err(said)?;
    Ok(Computer {
        _folder: folder,
        core,
    })
}

/// Commands that would close this computer's vault, or wait for another machine.
const LEFT_OUT: &[&str] = &["lock", "unlock", "unlock_system", "setup_enrol", "sync_now"];

/// What the page asks: a command's name, a line feed, and the request. `DRAFT` in it is the id of
/// a fresh draft.
pub fn host_request(bytes: &[u8]) -> Held {
    static COMPUTER: Once<Computer> = Once::new(|| Mutex::new(computer()));
    let text = String::from_utf8_lossy(bytes);
    let Some((name, request)) = text.split_once('\n') else {
        return Ok(());
    };
    if LEFT_OUT.contains(&name) {
        return Ok(());
    }
    COMPUTER.with(|computer| {
        let fresh = host::reply(
            &computer.core,
            "draft_new",
            serde_json::json!({"service": "leave"}),
        );
        let id = fresh["ok"]["draft"].as_str().ok_or("no draft")?.to_owned();
        if let Ok(request) = serde_json::from_str::<Value>(&request.replace("DRAFT", &id)) {
            let answer = host::reply(&computer.core, name, request);
            must(
                answer.get("ok").is_some() != answer.get("error").is_some(),
                "an answer that is none",
            )?;
        }
        let _ = host::reply(
            &computer.core,
            "draft_delete",
            serde_json::json!({"draft": id}),
        );
        Ok(())
    })
}

/// `demo.toml`.
pub fn demo_file(bytes: &[u8]) -> Held {
    let _ = desks::check_file(&String::from_utf8_lossy(bytes));
    Ok(())
}
