//! What people ask of each other about standing in. 代理

use jiff::civil::DateTime;
use minicbor::{Decode, Encode};

use crate::case::Role;
use crate::ids::{DeputationId, PackId, PersonId, UnitId};

/// See [`Content::AskDeputy`](super::Content::AskDeputy).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct AskDeputy {
    /// The new deputation, chosen by the computer that asks.
    #[n(1)]
    pub deputation: DeputationId,
    /// For whom: who asks, or somebody below a head who asks for them.
    #[n(2)]
    pub principal: PersonId,
    /// Who is asked to stand in.
    #[n(3)]
    pub deputy: PersonId,
    /// From, on the wall, a whole minute.
    #[cbor(n(4), with = "crate::civil::moment")]
    pub from: DateTime,
    /// To, on the wall, a whole minute, exclusive.
    #[cbor(n(5), with = "crate::civil::moment")]
    pub to: DateTime,
    /// In these services; in all when empty.
    #[n(6)]
    pub services: Vec<PackId>,
    /// What stays with the principal.
    #[n(7)]
    pub reserved: Vec<Role>,
    /// The place among those of the same time.
    #[n(8)]
    pub order: u8,
    /// Why, 1 to 100 characters.
    #[n(9)]
    pub reason: String,
}

/// See [`Content::ConsentDeputy`](super::Content::ConsentDeputy).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ConsentDeputy {
    /// The unit in whose stream it stands.
    #[n(1)]
    pub unit: UnitId,
    /// The deputation.
    #[n(2)]
    pub deputation: DeputationId,
}

/// See [`Content::DeclineDeputy`](super::Content::DeclineDeputy).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct DeclineDeputy {
    /// The unit in whose stream it stands.
    #[n(1)]
    pub unit: UnitId,
    /// The deputation.
    #[n(2)]
    pub deputation: DeputationId,
    /// Why, at most 100 characters; may be empty.
    #[n(3)]
    pub reason: String,
}

/// See [`Content::EndDeputy`](super::Content::EndDeputy).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EndDeputy {
    /// The unit in whose stream it stands.
    #[n(1)]
    pub unit: UnitId,
    /// The deputation.
    #[n(2)]
    pub deputation: DeputationId,
    /// Why, at most 100 characters; may be empty.
    #[n(3)]
    pub reason: String,
}

/// See [`Content::HandOnDeputy`](super::Content::HandOnDeputy).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HandOnDeputy {
    /// The unit in whose stream the deputation stands that is handed on.
    #[n(1)]
    pub unit: UnitId,
    /// The deputation that is handed on.
    #[n(2)]
    pub via: DeputationId,
    /// The new deputation.
    #[n(3)]
    pub deputation: DeputationId,
    /// Who is asked to stand in.
    #[n(4)]
    pub deputy: PersonId,
    /// From, on the wall, a whole minute, within the time of the other.
    #[cbor(n(5), with = "crate::civil::moment")]
    pub from: DateTime,
    /// To, on the wall, a whole minute, exclusive.
    #[cbor(n(6), with = "crate::civil::moment")]
    pub to: DateTime,
    /// Why, 1 to 100 characters.
    #[n(7)]
    pub reason: String,
}
