//! What is said beside signatures, and who is sent a copy.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, StationId};

/// An opinion that closed no station. 意見
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Said {
    /// Who.
    #[n(1)]
    pub by: PersonId,
    /// For whom they stood in.
    #[n(2)]
    pub acting_for: Option<PersonId>,
    /// What it is.
    #[n(3)]
    pub kind: Saying,
    /// The station that was signed by another first, where it is about one.
    #[n(4)]
    pub station: Option<StationId>,
    /// In words; may be empty where the kind says it.
    #[n(5)]
    pub opinion: String,
    /// By the signer's own clock, ms.
    #[n(6)]
    pub signed: i64,
}

/// What an opinion is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Saying {
    /// A remark of somebody who may see the case.
    #[n(1)]
    Remark,
    /// They agreed, after another had signed at the same station.
    #[n(2)]
    Agreed,
    /// They did not, after another had signed at the same station.
    #[n(3)]
    Disagreed,
}

/// A copy for somebody to read. 傳閱
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// For whom.
    pub to: PersonId,
    /// Who sent it.
    pub by: PersonId,
    /// Sent at, the agency's time, ms.
    pub sent: i64,
    /// Opened at, the agency's time, ms.
    pub read: Option<i64>,
}
