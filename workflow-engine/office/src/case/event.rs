//! What became true of a case.

use minicbor::{Decode, Encode};
use workflow_engine::run::{self, TokenId};

use super::{Closed, Leave, Said, Station};
use crate::ids::{CaseId, PackId, PersonId, PostId, SlotId, StationId, UnitId};
use crate::operation::{Answers, Attachment, Paper};
use crate::org::Desk;
use crate::pack::PackRef;
use crate::route::{Grown, Leg, Returned};

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
    StationOpened(#[n(0)] Box<Station>),
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
    /// A user task has this route.
    #[n(15)]
    RouteLaid(#[n(0)] RouteLaid),
    /// Slots were put on the route. 加簽, 加會, 委派
    #[n(16)]
    RouteGrown(#[n(0)] RouteGrown),
    /// Slots were taken off the route. 減簽
    #[n(17)]
    TakenOff(#[n(0)] TakenOff),
    /// It was sent back along the route. 退回
    #[n(18)]
    SentBack(#[n(0)] SentBack),
    /// A signature was taken back. 抽回
    #[n(19)]
    TakenBack(#[n(0)] TakenBack),
    /// Somebody opened it at a station, and for whom they stood in. 簽收
    #[n(20)]
    Received(
        #[n(0)] StationId,
        #[n(1)] PersonId,
        #[n(2)] Option<PersonId>,
    ),
    /// A slot waits at another desk. 轉陳
    #[n(21)]
    Moved(#[n(0)] Moved),
    /// Copies were sent. 傳閱
    #[n(22)]
    Copied(#[n(0)] Copied),
    /// Somebody opened their copy.
    #[n(23)]
    CopyRead(#[n(0)] PersonId),
    /// Somebody said something. 意見
    #[n(24)]
    Said(#[n(0)] Said),
    /// A provisional signature was sealed. 補簽
    #[n(25)]
    Sealed(#[n(0)] Sealed),
    /// Somebody urged whoever it waits for. 稽催
    #[n(26)]
    Urged(#[n(0)] StationId, #[n(1)] PersonId),
    /// The desk above was told that it waits too long. 逾期陳報
    #[n(27)]
    Escalated(#[n(0)] StationId, #[n(1)] Desk),
    /// Another level may decide at a route, by the corrected answers.
    #[n(28)]
    LevelSet(#[n(0)] TokenId, #[n(1)] Option<u8>),
    /// When it is due that whoever must act is reminded, and that the head above is told, ms: the
    /// agency's working days are others than they were.
    #[n(29)]
    DueMoved(#[n(0)] StationId, #[n(1)] Option<i64>, #[n(2)] Option<i64>),
    /// A station filled in what the form asks of it. 關卡填寫
    #[n(30)]
    FilledIn(#[n(0)] FilledIn),
    /// The flow came to its end, and nothing of it is filed. 結案
    #[n(31)]
    Closed,
}

/// See [`CaseEvent::FilledIn`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct FilledIn {
    /// The station.
    #[n(1)]
    pub station: StationId,
    /// Who.
    #[n(2)]
    pub by: PersonId,
    /// For whom they stood in.
    #[n(3)]
    pub acting_for: Option<PersonId>,
    /// The answers that it changed, by path; null took one away.
    #[cbor(n(4), with = "feel::cbor::variables")]
    pub answers: Answers,
}

/// See [`CaseEvent::RouteLaid`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct RouteLaid {
    /// The token that waits at the user task.
    #[n(1)]
    pub token: TokenId,
    /// The route.
    #[n(2)]
    pub legs: Vec<Leg>,
    /// The level of the post that may decide. 決行層級
    #[n(3)]
    pub level: Option<u8>,
    /// By which rows of which tables; none when the task itself names its place.
    #[n(4)]
    pub decided: Option<run::Decided>,
}

/// See [`CaseEvent::RouteGrown`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct RouteGrown {
    /// Who; none when the pack's decision says so after a correction.
    #[n(1)]
    pub by: Option<PersonId>,
    /// For whom they stood in.
    #[n(2)]
    pub acting_for: Option<PersonId>,
    /// What and where.
    #[n(3)]
    pub grown: Grown,
    /// Why; may be empty.
    #[n(4)]
    pub reason: String,
}

/// See [`CaseEvent::TakenOff`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct TakenOff {
    /// Who; none when the pack's decision says so after a correction.
    #[n(1)]
    pub by: Option<PersonId>,
    /// Which.
    #[n(2)]
    pub slots: Vec<SlotId>,
    /// Why; may be empty.
    #[n(3)]
    pub reason: String,
}

/// See [`CaseEvent::SentBack`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct SentBack {
    /// Who.
    #[n(1)]
    pub by: PersonId,
    /// What it means for the route.
    #[n(2)]
    pub returned: Returned,
}

/// See [`CaseEvent::TakenBack`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct TakenBack {
    /// Who.
    #[n(1)]
    pub by: PersonId,
    /// Whose signature.
    #[n(2)]
    pub slot: SlotId,
    /// Why; may be empty.
    #[n(3)]
    pub reason: String,
    /// For whom they stood in.
    #[n(4)]
    pub acting_for: Option<PersonId>,
}

/// See [`CaseEvent::Moved`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Moved {
    /// Who.
    #[n(1)]
    pub by: PersonId,
    /// Which slot.
    #[n(2)]
    pub slot: SlotId,
    /// Where it waits from now on.
    #[n(3)]
    pub desk: Desk,
    /// Why.
    #[n(4)]
    pub reason: String,
    /// For whom they stood in.
    #[n(5)]
    pub acting_for: Option<PersonId>,
}

/// See [`CaseEvent::Copied`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Copied {
    /// Who sent them.
    #[n(1)]
    pub by: PersonId,
    /// For whom.
    #[n(2)]
    pub to: Vec<PersonId>,
    /// A word with it; may be empty.
    #[n(3)]
    pub word: String,
}

/// See [`CaseEvent::Sealed`].
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Sealed {
    /// The station whose signature is sealed.
    #[n(1)]
    pub station: StationId,
    /// Who sealed it.
    #[n(2)]
    pub by: PersonId,
    /// Why somebody else than the signer did; may be empty.
    #[n(3)]
    pub reason: String,
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
