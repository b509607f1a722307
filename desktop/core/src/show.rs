//! Any bytes that last, as JSON: what `antou-cli show` prints.

use serde_json::{Value, json};
use sync::event::Record;
use sync::{envelope, verdict};

use crate::Failure;

/// The largest thing that is shown, in bytes.
pub const MAX_SHOWN: usize = 16 * 1024 * 1024;

/// An operation, event record, verdict or pack as JSON.
///
/// # Errors
/// `show-too-large` (limit), `show-unknown` when it is none of them.
pub fn show(bytes: &[u8]) -> Result<Value, Failure> {
    if bytes.len() > MAX_SHOWN {
        return Err(Failure::new("show-too-large").with("limit", MAX_SHOWN));
    }
    let readers = [operation, record, said, pack];
    readers
        .iter()
        .find_map(|read| read(bytes))
        .ok_or_else(|| Failure::new("show-unknown"))
}

fn operation(bytes: &[u8]) -> Option<Value> {
    let opened = envelope::open(bytes).ok()?;
    let said = &opened.operation;
    let content = office::Content::from_bytes(&said.content);
    Some(json!({
        "operation": opened.id.to_hex(),
        "agency": said.agency,
        "actor": said.actor,
        "device": said.device,
        "actingFor": said.acting_for,
        "at": said.at,
        "seen": said.seen.iter().map(|head| json!([head.stream, head.seq, head.hash.to_hex()])).collect::<Vec<_>>(),
        "blackened": opened.blackened.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "content": match content {
            Ok(content) => Value::String(format!("{content:?}")),
            Err(refusal) => json!({ "unread": refusal.code }),
        },
        "certificate": opened.claimed().ok().map(|named| json!({
            "agency": named.agency, "person": named.person, "device": named.device, "serial": named.serial,
        })),
    }))
}

fn record(bytes: &[u8]) -> Option<Value> {
    let record = Record::read(bytes).ok()?;
    let event = office::Event::from_bytes(&record.body);
    Some(json!({
        "stream": record.stream,
        "seq": record.seq,
        "hash": sync::event::hash_of(bytes).to_hex(),
        "previous": record.previous.to_hex(),
        "operation": record.operation.to_hex(),
        "at": record.at,
        "blackened": record.blackened.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "event": event.map(|event| format!("{event:?}")),
    }))
}

fn said(bytes: &[u8]) -> Option<Value> {
    let said = verdict::open(bytes).ok()?.verdict;
    Some(json!({
        "verdictOn": said.operation.to_hex(),
        "decision": format!("{:?}", said.decision).to_lowercase(),
        "duplicate": said.duplicate,
        "at": said.at,
        "events": said.events.iter().map(|head| json!([head.stream, head.seq, head.hash.to_hex()])).collect::<Vec<_>>(),
        "code": said.code,
        "facts": said.facts,
        "epoch": said.epoch,
    }))
}

fn pack(bytes: &[u8]) -> Option<Value> {
    let files = office::pack::unbundle(bytes).ok()?;
    let file = |(path, content): (&String, &Vec<u8>)| {
        let text = std::str::from_utf8(content)
            .map_or_else(|_| Value::Null, |text| Value::String(text.to_owned()));
        (path.clone(), text)
    };
    Some(json!({
        "pack": sync::Hash::of(bytes).to_hex(),
        "files": files.iter().map(file).collect::<serde_json::Map<_, _>>(),
    }))
}

/// Proves who signed an operation or a verdict, against a root certificate (DER).
///
/// # Errors
/// What the proof refuses; `show-unknown` when the bytes are neither.
pub fn verify(bytes: &[u8], root: Vec<u8>) -> Result<Value, Failure> {
    let roots = sync::certificate::Roots::new(vec![root])?;
    if let Ok(opened) = envelope::open(bytes) {
        let named = opened.verify(&roots, opened.operation.at, &|_| false)?;
        return Ok(
            json!({ "operation": opened.id.to_hex(), "person": named.person, "device": named.device }),
        );
    }
    if let Ok(opened) = verdict::open(bytes) {
        let at = opened.verdict.at;
        let verified = opened.verify(&roots, at, &|_| false)?;
        return Ok(
            json!({ "verdictOn": verified.verdict().operation.to_hex(), "by": verified.by().device }),
        );
    }
    Err(Failure::new("show-unknown"))
}
