//! What comes over the wire or on paper from the agency.

use sync::case_file::{self, Trust};
use sync::certificate::{self, Roots, Usage};
use sync::crl::Crl;
use sync::event::{Head, Record, extend};
use sync::invitation::Invitation;
use sync::wire::{
    BlobManifest, BlobState, Body, Changes, ChangesQuery, Enrol, Enrolled, Hello, Problem, Proofs,
    Pull, Pulled, Push, Pushed,
};
use sync::{Hash, cbor, envelope, timestamp, verdict};

use crate::seeds::{CARD_ROOT, CRL_DELTA, CRL_WEAK, EVENT_1, ROOT, STAMP, STAMP_ROOT, unhex};
use crate::{Held, must, same};

/// 24 November 2026, 09:00 in Taipei, ms.
const MORNING: i64 = 1_795_482_000_000;

fn roots() -> Result<Roots, String> {
    Roots::new(vec![unhex(ROOT)]).map_err(|e| e.to_string())
}

/// A signed operation.
pub fn operation(bytes: &[u8]) -> Held {
    let Ok(opened) = envelope::open(bytes) else {
        return Ok(());
    };
    must(
        bytes.len() <= envelope::OPERATION_BYTES_MAX,
        "an operation beyond its limit",
    )?;
    same(
        &opened.id.0,
        &envelope::id_of(bytes).0,
        "an id of other bytes",
    )?;
    let _ = opened.claimed();
    let verified = opened.verify(&roots()?, opened.operation.at, &|_| false);
    // With less disclosed it is the same operation.
    let is_golden = |golden: &[u8]| {
        opened.id == envelope::id_of(golden) || signed_part(bytes) == signed_part(golden)
    };
    let mut signed = crate::seeds::SIGNED.iter().map(|golden| unhex(golden));
    must(
        verified.is_err() || signed.any(|golden| is_golden(&golden)),
        "a signature over other bytes",
    )
}

/// All but the head of the envelope: what the golden agency signed is in few operations only.
fn signed_part(bytes: &[u8]) -> Option<Vec<u8>> {
    let opened = envelope::open(bytes).ok()?;
    Some(format!("{:?}", opened.operation).into_bytes())
}

/// An event record: alone, and as the next of its stream.
pub fn event(bytes: &[u8]) -> Held {
    let _ = Record::read(bytes);
    let first = unhex(EVENT_1);
    let (_, after_first) = extend("case/1", &Head::EMPTY, &first).map_err(|e| e.to_string())?;
    for (stream, head) in [
        ("case/1", Head::EMPTY),
        ("case/1", after_first),
        ("org", Head::EMPTY),
        (
            "org",
            Head {
                seq: u64::MAX,
                hash: Hash([0; 32]),
            },
        ),
    ] {
        let Ok((record, next)) = extend(stream, &head, bytes) else {
            continue;
        };
        same(
            &record.stream.as_str(),
            &stream,
            "a record of another stream",
        )?;
        if !record.blackened.is_empty() {
            continue;
        }
        let (cause, at, beside) = (record.operation, record.at, &record.disclosures);
        let (again, head) = Record::seal(&head, stream, cause, at, &record.body, beside)
            .map_err(|e| e.to_string())?;
        let (read, _) = extend(
            stream,
            &Head {
                ..previous(&record)?
            },
            &again,
        )
        .map_err(|e| e.to_string())?;
        same(&read, &record, "a record that changes")?;
        must(head.seq == next.seq, "a head that differs")?;
    }
    Ok(())
}

fn previous(record: &Record) -> Result<Head, String> {
    Ok(Head {
        seq: record.seq.checked_sub(1).ok_or("number zero")?,
        hash: record.previous,
    })
}

/// A signed verdict.
pub fn verdict(bytes: &[u8]) -> Held {
    let Ok(opened) = verdict::open(bytes) else {
        return Ok(());
    };
    must(
        bytes.len() <= verdict::VERDICT_BYTES_MAX,
        "a verdict beyond its limit",
    )?;
    let at = opened.verdict.at;
    let _ = opened.verify(&roots()?, at, &|_| false);
    Ok(())
}

/// A body of a request or answer; the first byte says which.
pub fn body(bytes: &[u8]) -> Held {
    let Some((which, bytes)) = bytes.split_first() else {
        return Ok(());
    };
    match which % 13 {
        0 => read::<Hello>(bytes),
        1 => read::<Enrol>(bytes),
        2 => read::<Enrolled>(bytes),
        3 => read::<Problem>(bytes),
        4 => read::<Push>(bytes),
        5 => read::<Pushed>(bytes),
        6 => read::<ChangesQuery>(bytes),
        7 => read::<Changes>(bytes),
        8 => read::<Pull>(bytes),
        9 => read::<Pulled>(bytes),
        10 => read::<BlobManifest>(bytes),
        11 => read::<BlobState>(bytes),
        _ => read::<Proofs>(bytes),
    }
}

fn read<B: Body + PartialEq + std::fmt::Debug>(bytes: &[u8]) -> Held {
    let Ok(body) = B::from_bytes(bytes) else {
        return Ok(());
    };
    must(bytes.len() <= B::BYTES_MAX, "a body beyond its limit")?;
    cbor::check_deterministic(bytes, B::BYTES_MAX).map_err(|e| e.to_string())?;
    let back = B::from_bytes(&body.to_bytes()).map_err(|e| e.to_string())?;
    same(&body, &back, "a body that changes")
}

/// An invitation as it is typed off paper.
pub fn invitation(bytes: &[u8]) -> Held {
    let Ok(invitation) = Invitation::from_text(&String::from_utf8_lossy(bytes)) else {
        return Ok(());
    };
    let text = invitation.to_text().map_err(|e| e.to_string())?;
    let back = Invitation::from_text(&text).map_err(|e| e.to_string())?;
    same(&invitation, &back, "an invitation that changes")
}

/// A certificate: whom it names, and as leaf, middle and root of a chain.
pub fn certificate(bytes: &[u8]) -> Held {
    let _ = certificate::identity(bytes);
    let _ = certificate::validity(bytes);
    let golden = envelope::open(&unhex(crate::seeds::OPERATION)).map_err(|e| e.to_string())?;
    let leaf = golden.chain().first().cloned().unwrap_or_default();
    let roots = roots()?;
    for usage in [Usage::Operation, Usage::Verdict] {
        let alone = certificate::verify(&[bytes.to_vec()], &roots, MORNING, usage, &|_| false);
        must(
            alone.is_err() || bytes == leaf.as_slice(),
            "a certificate that nobody issued",
        )?;
        let chain = [leaf.clone(), bytes.to_vec()];
        let _ = certificate::verify(&chain, &roots, MORNING, usage, &|_| false);
    }
    if let Ok(foreign) = Roots::new(vec![bytes.to_vec()]) {
        let _ = certificate::verify(&[leaf], &foreign, MORNING, Usage::Operation, &|_| false);
    }
    Ok(())
}

/// A list of revoked certificates: what is read is looked up, and only its own authority's counts.
pub fn crl(bytes: &[u8]) -> Held {
    let Ok(list) = Crl::read(bytes) else {
        return Ok(());
    };
    same(&list.der(), &bytes, "a list of other bytes")?;
    must(list.len() <= bytes.len(), "more entries than bytes")?;
    let _ = list.revoked(&[1, 2, 3]);
    let genuine = bytes == CRL_DELTA || bytes == CRL_WEAK;
    let proven = list.verify(&[CARD_ROOT.to_vec()]);
    must(proven.is_err() || genuine, "a list that nobody signed")
}

/// A case file: nobody but the golden agency can make one, and not one byte of its
/// own can be another.
pub fn case_file(bytes: &[u8]) -> Held {
    let Ok(opened) = case_file::read(&mut bytes.to_vec()) else {
        return Ok(());
    };
    let genuine = bytes == unhex(crate::seeds::CASE_FILE).as_slice();
    must(
        genuine == opened.faults.is_empty(),
        "a change that nobody sees",
    )?;
    let trust = Trust {
        roots: vec![unhex(ROOT)],
        ..Trust::default()
    };
    let proof = case_file::prove(&opened, &trust);
    must(genuine == proof.holds(), "a case that nobody decided")
}

/// An answer of a time stamp service, or a token alone.
pub fn stamp(bytes: &[u8]) -> Held {
    let token = timestamp::token(bytes).unwrap_or_else(|_| bytes.to_vec());
    let imprint = Hash::of("案頭".as_bytes());
    let Ok(found) = timestamp::verify(&token, &imprint, None, &[STAMP_ROOT.to_vec()]) else {
        return Ok(());
    };
    // The genuine ones were all made in the same minute.
    let genuine = timestamp::token(STAMP)
        .and_then(|token| timestamp::verify(&token, &imprint, None, &[STAMP_ROOT.to_vec()]))
        .map_err(|e| e.to_string())?;
    let apart = found.at.saturating_sub(genuine.at).abs();
    must(apart < 60_000, "a time that nobody stamped")
}
