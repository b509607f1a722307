//! The XML inside office files, event by event, within limits. Entities that a
//! file declares are not known: a document type is refused, so that nothing
//! can grow.

use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::damaged;
use crate::Failure;

/// Deepest nesting of elements.
const DEPTH: usize = 256;

/// What stands next in the file; elements go by their names without prefix.
pub(super) enum Piece<'p> {
    Open(&'p str, &'p BytesStart<'p>),
    Close(&'p str),
    Text(&'p str),
}

/// Whether to go on.
pub(super) enum Go {
    On,
    Enough,
}

/// Goes through a file; stops at its end or when it is enough.
pub(super) fn walk(
    source: impl Read,
    visit: &mut dyn FnMut(Piece<'_>) -> Go,
) -> Result<(), Failure> {
    let mut reader = Reader::from_reader(BufReader::new(source));
    let (mut buffer, mut depth) = (Vec::new(), 0usize);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(damaged)?;
        let go = match &event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(Failure::new("preview-damaged"));
                }
                visit(Piece::Open(start.local_name().as_ref(), start))
            }
            Event::Empty(start) => {
                let name = start.local_name().as_ref().to_owned();
                match visit(Piece::Open(&name, start)) {
                    Go::On => visit(Piece::Close(&name)),
                    Go::Enough => Go::Enough,
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Piece::Close(end.local_name().as_ref()))
            }
            Event::Text(text) => visit(Piece::Text(text)),
            Event::CData(text) => visit(Piece::Text(text)),
            Event::GeneralRef(name) => {
                let known = match name.resolve_char_ref().map_err(damaged)? {
                    Some(one) => Some(one),
                    None => named(name),
                };
                let one = known.ok_or_else(|| Failure::new("preview-damaged"))?;
                visit(Piece::Text(one.encode_utf8(&mut [0; 4])))
            }
            Event::DocType(_) => return Err(Failure::new("preview-damaged")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Go::On,
        };
        if matches!(go, Go::Enough) {
            return Ok(());
        }
    }
}

/// The five entities that every XML file knows.
fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(of: &BytesStart<'_>, name: &str) -> Option<String> {
    of.attributes()
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name)
        .and_then(|one| {
            one.normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(|value| value.into_owned())
        })
}
