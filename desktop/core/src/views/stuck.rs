//! Cases whose flow does not go on, and what an administrator can do to them.

use super::*;

words! {
    /// How a place of a flow stands.
    enum PlaceMark {
        /// It cannot go on by itself.
        Stuck,
        /// It waits for a person.
        Person,
        /// It waits for a time, a message or another place.
        Waiting,
        /// A part of the flow around other places.
        Around,
    }
    /// What an element of a flow is.
    enum ElementKind { Station, Service, Rule, Step }
    /// What an administrator does to a flow.
    enum MendWord { Retry, Move, Cancel, Begin, Set }
}

views! {
    /// What applicant and signers are told where a flow is stuck, and why it is.
    struct StuckNote { what: Sentence, why: Sentence }
    /// A case whose flow is stuck, for an administrator.
    struct StuckRow {
        case: String,
        service: String,
        number: Option<String>,
        /// The applicant's unit.
        unit: String,
        /// The element of the flow.
        name: String,
        /// At how many more elements it is stuck.
        more: u32,
        /// Stuck since, ms.
        since: i64,
        /// How often it was tried again.
        tried: u32,
        why: Sentence,
        provisional: bool,
    }
    /// A stuck case before an administrator.
    struct StuckView {
        case: String,
        service: String,
        number: Option<String>,
        unit: String,
        /// Version of the service.
        version: u32,
        places: Vec<PlaceView>,
        /// The variables that the flow reads, as FEEL.
        values: Vec<ValueText>,
        elements: Vec<ElementView>,
        provisional: bool,
    }
    /// Where a token of a flow is.
    struct PlaceView {
        token: u64,
        element: String,
        name: String,
        mark: PlaceMark,
        since: Option<i64>,
        tried: u32,
        why: Option<Sentence>,
        /// For the log: code and reason, in English.
        detail: Option<String>,
        /// The elements to which it can be moved.
        moves: Vec<String>,
    }
    /// An element of a flow.
    struct ElementView {
        element: String,
        /// May be empty.
        name: String,
        kind: ElementKind,
        /// The sub-process that holds it.
        within: Option<String>,
        /// It can begin now.
        begins: bool,
    }
    /// A variable and its value as FEEL.
    struct ValueText { name: String, value: String }
    /// What an administrator asks for, and why.
    struct MendAct {
        case: String,
        what: MendWord,
        token: Option<u64>,
        element: Option<String>,
        values: Vec<ValueText>,
        reason: String,
    }
}

/// The types of this file: words, then views.
pub(super) const ALL: [&[(&str, Declare)]; 2] = [WORDS, VIEWS];
