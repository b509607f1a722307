//! What became true of a case.

use minicbor::{Decode, Encode};
use workflow_engine::run;

use super::{Closed, Leave, Station};
use crate::ids::{CaseId, PackId, PersonId, PostId, StationId, UnitId};
use crate::operation::{Answers, Attachment, Paper};
use crate::pack::PackRef;

/// What became true of a case.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub enum CaseEvent {
    /// It was submitted.
    #[n(1)]
    Submitted(#[n(0)] Submitted),
    /// The flow moved.
    #[n(2)]
    FlowMoved(#[n(0)] Vec<run::Event>),
    /// It takes this leave.
    #[n(3)]
    LeaveTaken(#[n(0)] Leave),
    /// A station opened.
    #[n(4)]
    StationOpened(#[n(0)] Station),
    /// A station closed.
    #[n(5)]
    StationClosed(#[n(0)] StationId, #[n(1)] Closed),
    /// Its answers were corrected.
    #[n(6)]
    Corrected(#[n(0)] Corrected),
    /// The applicant took it back.
    #[n(7)]
    Withdrawn(#[n(0)] PersonId, #[n(1)] String),
    /// It was decided in favour: what it held is taken.
    #[n(8)]
    Decided,
    /// It has a file number.
    #[n(9)]
    FileNumberGiven(#[n(0)] String),
    /// Its paper is in the archive.
    #[n(10)]
    Filed(#[n(0)] Paper, #[n(1)] PersonId),
    /// Somebody was reminded that it waits. 稽催
    #[n(11)]
    Reminded(#[n(0)] StationId),
    /// It ended without effect, with a code.
    #[n(12)]
    Failed(#[n(0)] String),
    /// An administrator mended its flow; the moves of the flow follow.
    #[n(13)]
    Mended(#[n(0)] Mended),
    /// It goes on by another version of its service; the moves of the flow follow.
    #[n(14)]
    WentOver(#[n(0)] WentOver),
}

/// See [`CaseEvent::Mended`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Mended {
    /// Who; none for the agency itself.
    #[n(1)]
    pub by: Option<PersonId>,
    /// What was done: `retried`, `moved`, `cancelled`, `begun`, `set`.
    #[n(2)]
    pub what: String,
    /// The element of the flow; may be empty.
    #[n(3)]
    pub element: String,
    /// Why.
    #[n(4)]
    pub reason: String,
}

/// See [`CaseEvent::WentOver`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct WentOver {
    /// The version by which it goes on.
    #[n(1)]
    pub pack: PackRef,
    /// Who; none for the agency itself.
    #[n(2)]
    pub by: Option<PersonId>,
    /// Why.
    #[n(3)]
    pub reason: String,
}

/// See [`CaseEvent::Submitted`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Submitted {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// The service.
    #[n(2)]
    pub service: PackId,
    /// Its version.
    #[n(3)]
    pub pack: PackRef,
    /// Who asked.
    #[n(4)]
    pub applicant: PersonId,
    /// By which post.
    #[n(5)]
    pub post: PostId,
    /// In which unit.
    #[n(6)]
    pub unit: UnitId,
    /// What was filled in.
    #[cbor(n(7), with = "feel::cbor::variables")]
    pub answers: Answers,
    /// Files that belong to it.
    #[n(8)]
    pub attachments: Vec<Attachment>,
    /// 案號; none while only the applicant's computer decided.
    #[n(9)]
    pub number: Option<String>,
}

/// See [`CaseEvent::Corrected`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Corrected {
    /// All answers anew.
    #[cbor(n(1), with = "feel::cbor::variables")]
    pub answers: Answers,
    /// All files anew.
    #[n(2)]
    pub attachments: Vec<Attachment>,
    /// Who corrected.
    #[n(3)]
    pub by: PersonId,
}
