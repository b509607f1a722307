//! The own gate: what every archived PDF must fulfil, checked on the finished bytes.
//!
//! It stands beside the writer's own PDF/A checks and does not replace a full validator; it holds the
//! points that would make a file unreadable or unlawful later (ISO 19005-2: 6.1.2 header, 6.1.3
//! trailer, 6.1.10 filters, 6.2.3 output intent, 6.2.11 fonts, 6.4.3 and 6.5.1 actions, 6.6.4 version
//! identification).

use lopdf::{Dictionary, Document, Object};
use std::panic;

/// Largest PDF that is looked at, in bytes.
const BYTES_LIMIT: usize = 64 * 1024 * 1024;
/// Largest metadata stream in bytes.
const XMP_LIMIT: usize = 1024 * 1024;

/// Something that an archived PDF must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Larger than 64 MiB, or cannot be parsed.
    Unreadable,
    /// Does not begin with `%PDF-1.` and a comment of four high bytes.
    Header,
    /// Does not end with `startxref`, a number and `%%EOF`.
    End,
    /// Is encrypted.
    Encrypted,
    /// Has no file identifier.
    NoIdentifier,
    /// Has no XMP metadata, or it is compressed.
    NoMetadata,
    /// Does not say that it is PDF/A part 2, conformance B.
    NotPdfA2b,
    /// Has no output intent with a colour profile.
    NoOutputIntent,
    /// Does not say its language.
    NoLanguage,
    /// A font is not embedded.
    FontNotEmbedded,
    /// The text of a font cannot be copied or found (no ToUnicode).
    FontNotReadable,
    /// Holds a script or an action that does more than move about.
    Action,
    /// Refers to data outside the file, or uses LZW.
    ForeignStream,
    /// Has no pages.
    NoPages,
}

impl Finding {
    /// Stable code of this finding.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "pdf-unreadable",
            Self::Header => "pdf-header",
            Self::End => "pdf-end",
            Self::Encrypted => "pdf-encrypted",
            Self::NoIdentifier => "pdf-no-identifier",
            Self::NoMetadata => "pdf-no-metadata",
            Self::NotPdfA2b => "pdf-not-a-2b",
            Self::NoOutputIntent => "pdf-no-output-intent",
            Self::NoLanguage => "pdf-no-language",
            Self::FontNotEmbedded => "pdf-font-not-embedded",
            Self::FontNotReadable => "pdf-font-not-readable",
            Self::Action => "pdf-action",
            Self::ForeignStream => "pdf-foreign-stream",
            Self::NoPages => "pdf-no-pages",
        }
    }
}

/// Looks through a finished PDF; an empty answer means that it may be archived.
pub fn check(bytes: &[u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !begins_well(bytes) {
        findings.push(Finding::Header);
    }
    if !ends_well(bytes) {
        findings.push(Finding::End);
    }
    // The parser may panic on broken files, and a foreign file is a broken file until it is read.
    let parsed = (bytes.len() <= BYTES_LIMIT)
        .then(|| {
            panic::catch_unwind(|| Document::load_mem(bytes).ok())
                .ok()
                .flatten()
        })
        .flatten();
    match parsed {
        Some(document) => look(&document, &mut findings),
        None => findings.push(Finding::Unreadable),
    }
    findings.sort_unstable();
    findings.dedup();
    findings
}

fn begins_well(bytes: &[u8]) -> bool {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let version = lines.next().unwrap_or_default();
    let comment = lines.next().unwrap_or_default();
    version.starts_with(b"%PDF-1.")
        && comment.first() == Some(&b'%')
        && comment.len() >= 5
        && comment[1..5].iter().all(|byte| *byte > 127)
}

fn ends_well(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(64)..];
    let tail = String::from_utf8_lossy(tail);
    let Some((_, after)) = tail.trim_end_matches(['\r', '\n']).rsplit_once("startxref") else {
        return false;
    };
    let mut words = after.split_ascii_whitespace();
    let offset = words.next().and_then(|word| word.parse::<usize>().ok());
    offset.is_some_and(|offset| offset < bytes.len())
        && words.next() == Some("%%EOF")
        && words.next().is_none()
}

fn look(document: &Document, findings: &mut Vec<Finding>) {
    if document.trailer.has(b"Encrypt") || document.is_encrypted() {
        findings.push(Finding::Encrypted);
    }
    if !document.trailer.has(b"ID") {
        findings.push(Finding::NoIdentifier);
    }
    if document.get_pages().is_empty() {
        findings.push(Finding::NoPages);
    }
    match document.catalog() {
        Ok(catalog) => look_at_catalog(document, catalog, findings),
        Err(_) => findings.push(Finding::Unreadable),
    }
    for object in document.objects.values() {
        look_at_object(document, object, findings);
    }
}

fn look_at_catalog(document: &Document, catalog: &Dictionary, findings: &mut Vec<Finding>) {
    let language = catalog.get(b"Lang").and_then(Object::as_str);
    if language.map_or(true, <[u8]>::is_empty) {
        findings.push(Finding::NoLanguage);
    }
    let metadata = catalog
        .get_deref(b"Metadata", document)
        .and_then(Object::as_stream);
    match metadata {
        Ok(stream) if !stream.dict.has(b"Filter") && stream.content.len() <= XMP_LIMIT => {
            let xmp = String::from_utf8_lossy(&stream.content);
            if !says(&xmp, "part", "2") || !says(&xmp, "conformance", "B") {
                findings.push(Finding::NotPdfA2b);
            }
        }
        _ => findings.push(Finding::NoMetadata),
    }
    let intents = catalog
        .get_deref(b"OutputIntents", document)
        .and_then(Object::as_array);
    let profiled = intents.is_ok_and(|intents| {
        intents.iter().any(|intent| {
            document
                .dereference(intent)
                .and_then(|(_, intent)| intent.as_dict())
                .is_ok_and(|intent| is_pdfa_intent(document, intent))
        })
    });
    if !profiled {
        findings.push(Finding::NoOutputIntent);
    }
}

fn is_pdfa_intent(document: &Document, intent: &Dictionary) -> bool {
    let name = intent.get(b"S").and_then(Object::as_name);
    let profile = intent
        .get_deref(b"DestOutputProfile", document)
        .and_then(Object::as_stream);
    name.is_ok_and(|name| name == b"GTS_PDFA1") && profile.is_ok_and(|p| !p.content.is_empty())
}

/// True when the XMP packet says `pdfaid:KEY` as an element or an attribute.
fn says(xmp: &str, key: &str, value: &str) -> bool {
    xmp.contains(&format!("<pdfaid:{key}>{value}</pdfaid:{key}>"))
        || xmp.contains(&format!("pdfaid:{key}=\"{value}\""))
}

fn look_at_object(document: &Document, object: &Object, findings: &mut Vec<Finding>) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => {
            let filter = stream.dict.get(b"Filter");
            let lzw = filter.is_ok_and(|filter| format!("{filter:?}").contains("LZW"));
            if stream.dict.has(b"F") || lzw {
                findings.push(Finding::ForeignStream);
            }
            &stream.dict
        }
        _ => return,
    };
    let name = |key: &[u8]| {
        dictionary
            .get(key)
            .and_then(Object::as_name)
            .unwrap_or_default()
    };
    const FORBIDDEN: [&[u8]; 8] = [
        b"JavaScript",
        b"Launch",
        b"Sound",
        b"Movie",
        b"ResetForm",
        b"ImportData",
        b"Rendition",
        b"SubmitForm",
    ];
    let scripted = [&b"JS"[..], b"JavaScript", b"AA"]
        .iter()
        .any(|key| dictionary.has(key));
    if scripted || FORBIDDEN.contains(&name(b"S")) {
        findings.push(Finding::Action);
    }
    if name(b"Type") == b"Font" {
        look_at_font(document, dictionary, name(b"Subtype"), findings);
    }
}

fn look_at_font(
    document: &Document,
    font: &Dictionary,
    subtype: &[u8],
    findings: &mut Vec<Finding>,
) {
    match subtype {
        b"Type0" => {
            if !font.has(b"ToUnicode") {
                findings.push(Finding::FontNotReadable);
            }
        }
        b"Type3" => {}
        _ => {
            let descriptor = font
                .get_deref(b"FontDescriptor", document)
                .and_then(Object::as_dict);
            let embedded = descriptor.is_ok_and(|descriptor| {
                [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                    .iter()
                    .any(|key| {
                        let file = descriptor.get_deref(key, document);
                        file.and_then(Object::as_stream)
                            .is_ok_and(|file| !file.content.is_empty())
                    })
            });
            if !embedded {
                findings.push(Finding::FontNotEmbedded);
            }
        }
    }
}
