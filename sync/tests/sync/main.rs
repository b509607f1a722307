//! The public face of `sync`, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod agency;
mod cards;
mod case_file;
mod cbor;
mod crl;
mod disclosure;
mod envelope;
mod event;
mod golden;
mod invitation;
mod outbox;
mod pack_file;
mod timestamp;
mod verdict;
mod wire;

/// Every code that this crate can answer is written down.
#[test]
fn every_code_is_in_a_format_page() {
    let pages = concat!(
        include_str!("../../../docs/formats/operation.md"),
        include_str!("../../../docs/formats/event.md"),
        include_str!("../../../docs/formats/verdict.md"),
        include_str!("../../../docs/formats/wire.md"),
        include_str!("../../../docs/formats/trust.md"),
        include_str!("../../../docs/formats/case-file.md"),
        include_str!("../../../docs/formats/pack-file.md"),
    );
    let source = concat!(
        include_str!("../../src/card.rs"),
        include_str!("../../src/cbor.rs"),
        include_str!("../../src/crl.rs"),
        include_str!("../../src/timestamp.rs"),
        include_str!("../../src/certificate.rs"),
        include_str!("../../src/envelope.rs"),
        include_str!("../../src/event.rs"),
        include_str!("../../src/verdict.rs"),
        include_str!("../../src/invitation.rs"),
        include_str!("../../src/outbox.rs"),
        include_str!("../../src/wire/mod.rs"),
    );
    let answers = source
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let codes: Vec<_> = answers.filter(|text| text.contains('-')).collect();
    assert!(codes.len() > 40, "{codes:?}");
    for code in codes
        .iter()
        .chain(sync::case_file::CODES)
        .chain(sync::pack_file::CODES)
    {
        assert!(
            pages.contains(&format!("`{code}`")),
            "{code} is in no page of docs/formats"
        );
    }
}
