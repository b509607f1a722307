//! What is shown of a file beside its case, without another program: text,
//! pictures, the pages of a PDF, office files as text. Everything is read here,
//! with named limits, so that the page is given text and pictures of our own
//! making and never a byte of a foreign file. What a file is, its bytes say;
//! its name and media type are not believed.

mod office;
mod paper;
mod picture;
mod text;
mod xml;

pub use office::read as read_office;
pub use paper::page as read_paper;
pub use picture::read as read_picture;
pub use text::read as read_text;

use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use crate::Failure;
use crate::views::{PreviewKind, PreviewView, Sentence};

/// Most bytes of text that are shown.
pub const TEXT_BYTES: usize = 200 * 1024;
/// Largest picture or paper that is read, in bytes.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// How long a person waits for a preview; a file that takes longer is not shown.
const LONGEST: Duration = Duration::from_secs(15);
/// Files that are read at once, those that were given up included.
const AT_ONCE: usize = 3;
/// Stack of the reading thread, in bytes: foreign files nest.
const STACK: usize = 64 * 1024 * 1024;
/// The first bytes, by which it is known what a file is.
const HEAD: usize = 1024;

static READING: AtomicUsize = AtomicUsize::new(0);

/// One file that is read while nobody else's threads wait for it.
struct Turn;

impl Turn {
    fn take() -> Option<Self> {
        let turn = READING.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| {
            (count < AT_ONCE).then_some(count + 1)
        });
        turn.ok().map(|_| Self)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        READING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Shows a file; `page` counts from 1 and matters for papers only.
pub fn show(source: impl Read + Seek + Send + 'static, page: u32) -> PreviewView {
    let shown = Turn::take()
        .ok_or_else(|| Failure::new("preview-busy"))
        .and_then(|turn| in_time(turn, source, page));
    shown.unwrap_or_else(|failure| PreviewView {
        why: Some(Sentence {
            code: failure.code,
            facts: failure.facts,
        }),
        ..empty(PreviewKind::None)
    })
}

/// Reads on a thread of its own: a file that takes for ever costs one turn, and
/// the window goes on.
fn in_time(
    turn: Turn,
    source: impl Read + Seek + Send + 'static,
    page: u32,
) -> Result<PreviewView, Failure> {
    let (sender, receiver) = sync_channel(1);
    let work = move || {
        let read = catch_unwind(AssertUnwindSafe(|| read(source, page)));
        drop(turn);
        // Nobody listens any more when it took too long.
        let _ = sender.send(read.unwrap_or_else(|_| Err(Failure::new("preview-damaged"))));
    };
    std::thread::Builder::new()
        .name("preview".to_owned())
        .stack_size(STACK)
        .spawn(work)
        .map_err(|_| Failure::new("thread-missing"))?;
    receiver.recv_timeout(LONGEST).unwrap_or_else(|end| {
        Err(Failure::new(match end {
            RecvTimeoutError::Timeout => "preview-slow",
            RecvTimeoutError::Disconnected => "preview-damaged",
        }))
    })
}

/// Reads a file for its preview.
///
/// # Errors
/// `preview-*` with what stands in the way.
pub fn read(mut source: impl Read + Seek, page: u32) -> Result<PreviewView, Failure> {
    let mut head = Vec::new();
    (&mut source)
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(damaged)?;
    source.seek(SeekFrom::Start(0)).map_err(damaged)?;
    if head.windows(5).any(|window| window == b"%PDF-") {
        return paper::page(whole(source)?, page);
    }
    if picture::is_one(&head) {
        return picture::read(&whole(source)?);
    }
    if head.starts_with(b"PK\x03\x04") {
        return office::read(source);
    }
    let mut bytes = Vec::new();
    source
        .take(TEXT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(damaged)?;
    text::read(&bytes)
}

/// All of a file that must be in memory to be read.
fn whole(source: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    source
        .take(FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(damaged)?;
    if bytes.len() as u64 > FILE_BYTES {
        return Err(Failure::new("preview-large").with("limit_bytes", FILE_BYTES));
    }
    Ok(bytes)
}

fn damaged<E>(_: E) -> Failure {
    Failure::new("preview-damaged")
}

fn empty(kind: PreviewKind) -> PreviewView {
    PreviewView {
        kind,
        text: String::new(),
        cut: false,
        encoding: String::new(),
        picture: None,
        page: 1,
        pages: 1,
        why: None,
    }
}

/// A `data:` address (RFC 2397).
fn data_address(media: &str, bytes: &[u8]) -> String {
    format!("data:{media};base64,{}", crate::base64::encode(bytes))
}

/// The media type that a file's name tells, for the agency; empty when it tells none.
pub(crate) fn media_of(path: &Path) -> &'static str {
    const KNOWN: &[(&str, &str)] = &[
        ("csv", "text/csv"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("gif", "image/gif"),
        ("jpeg", "image/jpeg"),
        ("jpg", "image/jpeg"),
        ("odp", "application/vnd.oasis.opendocument.presentation"),
        ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("odt", "application/vnd.oasis.opendocument.text"),
        ("pdf", "application/pdf"),
        ("png", "image/png"),
        (
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("txt", "text/plain"),
        ("webp", "image/webp"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("zip", "application/zip"),
    ];
    let end = path
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let found = KNOWN.iter().find(|(known, _)| *known == end);
    found.map_or("", |(_, media)| media)
}
