//! One place at which a case waits for a signature, and what came of it. 關卡

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use workflow_engine::run::TokenId;

use crate::ids::{DeputationId, OperationId, PersonId, SlotId, StationId};
use crate::org::Desk;

/// What a station is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Role {
    /// 代理同意
    #[n(1)]
    Consent,
    /// 核
    #[n(2)]
    Approve,
    /// 知會
    #[n(3)]
    Note,
    /// 補正
    #[n(4)]
    Correct,
    /// 歸檔
    #[n(5)]
    File,
    /// 會
    #[n(6)]
    Consult,
    /// 決行
    #[n(7)]
    Decide,
    /// 票
    #[n(8)]
    Vote,
}

impl Role {
    /// The role that a flow names.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "consent" => Self::Consent,
            "approve" => Self::Approve,
            "note" => Self::Note,
            "correct" => Self::Correct,
            "file" => Self::File,
            "consult" => Self::Consult,
            "decide" => Self::Decide,
            "vote" => Self::Vote,
            _ => return None,
        })
    }

    /// Whether who signs here says yes or no to the matter, so that the applicant never may.
    #[must_use]
    pub fn judges(self) -> bool {
        matches!(
            self,
            Self::Consent | Self::Approve | Self::Consult | Self::Decide | Self::Vote
        )
    }
}

/// One place on the route. 關卡
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Station {
    /// Unique in the case.
    #[n(1)]
    pub id: StationId,
    /// The user task of the flow.
    #[n(2)]
    pub element: String,
    /// The token of the flow that waits here.
    #[n(3)]
    pub token: TokenId,
    /// What it is for.
    #[n(4)]
    pub role: Role,
    /// Where it waits.
    #[n(5)]
    pub desk: Desk,
    /// Open since, ms.
    #[n(6)]
    pub opened: i64,
    /// How it was closed.
    #[n(7)]
    pub closed: Option<Closed>,
    /// The place of the route at which it opened; none in cases from before there were routes.
    #[n(8)]
    pub slot: Option<SlotId>,
    /// Who opened the case here first, and when (the agency's time, ms). 簽收
    #[n(9)]
    pub received: Option<Receipt>,
    /// The desk above that was told that it waits too long. 逾期陳報
    #[n(10)]
    pub escalated: Option<Desk>,
    /// When whoever must act is reminded, ms; none once that was done. 稽催
    #[n(11)]
    pub remind_at: Option<i64>,
    /// When the head above is told, ms; none once that was done. 逾期陳報
    #[n(12)]
    pub escalate_at: Option<i64>,
    /// The operation whose signature closed it.
    #[cbor(skip)]
    pub signature: Option<OperationId>,
    /// What closed it, also where nobody signed.
    #[cbor(skip)]
    pub ending: Option<Ending>,
    /// Who urged whoever must act here last, and when. 稽催
    #[cbor(skip)]
    #[serde(default)]
    pub urged: Option<Urged>,
    /// When its signature was taken back, the agency's time, ms. 抽回
    #[cbor(skip)]
    #[serde(default)]
    pub taken_back: Option<i64>,
}

/// What closed a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The agency's time, ms.
    pub at: i64,
    /// The operation that brought it about.
    pub operation: OperationId,
}

/// That whoever must act was urged. 稽催
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urged {
    /// Who; none where the agency's own clock did.
    pub by: Option<PersonId>,
    /// The agency's time, ms.
    pub at: i64,
}

/// That somebody opened what waits for them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Receipt {
    /// Who.
    #[n(1)]
    pub by: PersonId,
    /// The agency's time, ms.
    #[n(2)]
    pub at: i64,
    /// For whom they stood in.
    #[n(3)]
    #[serde(default)]
    pub acting_for: Option<PersonId>,
}

/// How a station was closed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Closed {
    /// What came of it.
    #[n(1)]
    pub outcome: Outcome,
    /// Who signed; none where the flow itself left the station.
    #[n(2)]
    pub by: Option<PersonId>,
    /// For whom they stood in. 代
    #[n(3)]
    pub acting_for: Option<PersonId>,
    /// The title of the post by which they were entitled.
    #[n(4)]
    pub title: String,
    /// By the signer's own clock, ms.
    #[n(5)]
    pub signed: i64,
    /// Words beside the signature.
    #[n(6)]
    pub opinion: String,
    /// Why the card could not sign; the signature waits to be sealed. 待補簽
    #[n(7)]
    pub provisional: Option<String>,
    /// When it was sealed by the card, the agency's time, ms. 補簽
    #[n(8)]
    pub sealed: Option<i64>,
    /// By what right; none where the flow itself left the station, and in what was signed before
    /// rights were written down.
    #[n(20)]
    #[serde(default)]
    pub right: Option<Right>,
}

impl Closed {
    /// Why a signature is provisional for which a card was used, but no list of revocation holds.
    pub const UNCHECKED: &str = "card-unchecked";

    /// A station closes, or is supposed to, without anybody's signature.
    #[must_use]
    pub fn unsigned(outcome: Outcome) -> Self {
        Self {
            outcome,
            by: None,
            acting_for: None,
            title: String::new(),
            signed: 0,
            opinion: String::new(),
            provisional: None,
            sealed: None,
            right: None,
        }
    }
}

/// By what right a station was closed, as it was looked at at two times.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Right {
    /// What kind of right.
    #[n(1)]
    pub authority: Authority,
    /// Why somebody else acts: the reason of the deputation; may be empty. 代理原因
    #[n(2)]
    pub reason: String,
    /// Whether they had it when they signed.
    #[n(3)]
    pub at_signing: bool,
    /// Whether they had it when the agency decided.
    #[n(4)]
    pub at_arrival: bool,
    /// The deputation from which it comes.
    #[n(5)]
    pub deputation: Option<DeputationId>,
}

/// By what kind of right somebody acts at a station.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Authority {
    /// It is their own desk.
    #[n(1)]
    Own,
    /// They stand in for somebody. 代理
    #[n(2)]
    Deputy,
    /// They act for a post that nobody holds. 代理出缺職務
    #[n(3)]
    Vacant,
    /// They stand in for a deputy, who handed it on. 代理移轉
    #[n(4)]
    HandedOn,
}

/// What came of a station.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Outcome {
    /// Agreed, approved, noted, corrected or filed.
    #[n(1)]
    Done,
    /// Sent back.
    #[n(2)]
    Returned,
    /// The flow went on without it.
    #[n(3)]
    Left,
    /// Signed as the decision. 決行
    #[n(4)]
    Decided,
    /// Signed as a decision not to allow it. 不准
    #[n(5)]
    Refused,
    /// Voted against. 不同意
    #[n(6)]
    Against,
    /// Something before it was reopened or added; it opens again.
    #[n(7)]
    Paused,
    /// It waits at another desk now. 轉陳
    #[n(8)]
    Transferred,
}

impl Outcome {
    /// Whether somebody signed for the matter itself.
    #[must_use]
    pub fn is_signature(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Decided | Self::Refused | Self::Against
        )
    }
}
