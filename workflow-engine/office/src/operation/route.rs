//! What people ask for along the route of a case.

use minicbor::{Decode, Encode};

use super::Filled;
use crate::case::Role;
use crate::ids::{CaseId, PersonId, SlotId, StationId};
use crate::org::Desk;
use crate::route::Place;

/// See [`Content::Receive`](super::Content::Receive).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Receive {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station; none for a copy.
    #[n(2)]
    pub station: Option<StationId>,
}

/// See [`Content::Decide`](super::Content::Decide).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Decide {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station at which it is decided.
    #[n(2)]
    pub station: StationId,
    /// Whether it is allowed. 准, 不准
    #[n(3)]
    pub grants: bool,
    /// Words beside the signature, at most 500 characters; required to refuse. 批示
    #[n(4)]
    pub opinion: String,
    /// Why the card could not sign, when the pack asks for it. 待補簽
    #[n(5)]
    pub provisional: Option<String>,
    /// What the station fills in of the form. 關卡填寫
    #[n(6)]
    pub filled: Option<Filled>,
}

/// See [`Content::Oppose`](super::Content::Oppose).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Oppose {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station of a vote.
    #[n(2)]
    pub station: StationId,
    /// Why, 1 to 500 characters.
    #[n(3)]
    pub opinion: String,
    /// Why the card could not sign, when the pack asks for it. 待補簽
    #[n(4)]
    pub provisional: Option<String>,
}

/// See [`Content::TakeBack`](super::Content::TakeBack).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct TakeBack {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The station that the actor signed; [`TakeBack::SUBMISSION`] for who submitted it.
    #[n(2)]
    pub station: StationId,
    /// Why, at most 500 characters; may be empty.
    #[n(3)]
    pub reason: String,
}

impl TakeBack {
    /// The name that stands for the applicant's own signature, by which a case was submitted.
    pub const SUBMISSION: &str = "submit";
}

/// See [`Content::AddSign`](super::Content::AddSign).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct AddSign {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station of the actor.
    #[n(2)]
    pub station: StationId,
    /// Why they are asked.
    #[n(3)]
    pub call: Call,
    /// The slot by which they come on the route; none for the actor's own.
    #[n(4)]
    pub anchor: Option<SlotId>,
    /// Before, after or beside it.
    #[n(5)]
    pub place: Place,
    /// Who, in order; with a consulted unit its inner route.
    #[n(6)]
    pub called: Vec<Called>,
    /// All of them at the same time.
    #[n(7)]
    pub together: bool,
    /// A word to them, at most 500 characters; may be empty.
    #[n(8)]
    pub reason: String,
}

/// Why somebody is put on a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Call {
    /// To sign too. 加簽
    #[n(1)]
    Sign,
    /// To be heard. 加會
    #[n(2)]
    Consult,
    /// To prepare what comes back to the actor. 委派
    #[n(3)]
    Delegate,
}

/// Somebody who is put on a route.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Called {
    /// What for: approve, consult or note.
    #[n(1)]
    pub role: Role,
    /// Where it waits.
    #[n(2)]
    pub desk: Desk,
    /// They must write an opinion.
    #[n(3)]
    pub opinion: bool,
}

/// See [`Content::TakeOff`](super::Content::TakeOff).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct TakeOff {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The slots that the actor had put on, and that nobody opened yet.
    #[n(2)]
    pub slots: Vec<SlotId>,
    /// Why, at most 500 characters; may be empty.
    #[n(3)]
    pub reason: String,
}

/// See [`Content::Transfer`](super::Content::Transfer).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Transfer {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station of the actor.
    #[n(2)]
    pub station: StationId,
    /// Where it waits from now on.
    #[n(3)]
    pub desk: Desk,
    /// Why, 1 to 500 characters.
    #[n(4)]
    pub reason: String,
}

/// See [`Content::Copy`](super::Content::Copy).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct SendCopy {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// For whom.
    #[n(2)]
    pub to: Vec<PersonId>,
    /// A word with it, at most 500 characters; may be empty.
    #[n(3)]
    pub word: String,
}

/// See [`Content::Say`](super::Content::Say).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Say {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// In words, 1 to 500 characters.
    #[n(2)]
    pub opinion: String,
}

/// See [`Content::Seal`](super::Content::Seal).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Seal {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The station whose signature is provisional.
    #[n(2)]
    pub station: StationId,
    /// Why somebody else than the signer seals it; empty for the signer.
    #[n(3)]
    pub reason: String,
}

/// See [`Content::Urge`](super::Content::Urge).
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Urge {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The open station.
    #[n(2)]
    pub station: StationId,
}
