//! By what a business rule task was decided.

use crate::name::Name;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What decided: the tables that were asked with their rules that counted, and their version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct Decided {
    /// The version of the rules.
    #[n(0)]
    pub version: Name,
    /// The tables, in the order in which they were asked.
    #[n(1)]
    pub tables: Vec<Rows>,
}

/// A decision table, and which of its rules counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cbor(map)]
pub struct Rows {
    /// The decision or knowledge model whose table it is.
    #[n(0)]
    pub table: Name,
    /// The numbers of the rules that matched, from 1; none where the default counted.
    #[n(1)]
    pub rows: Vec<u32>,
}
