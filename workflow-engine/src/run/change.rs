//! How an instance ends, and what an administrator does to it.

use crate::name::Name;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// How an instance ended.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cbor(map)]
pub enum How {
    /// Every path came to its end.
    #[n(0)]
    Completed,
    /// A terminate end event was reached.
    #[n(1)]
    Terminated,
    /// An error end event was reached that nothing caught.
    #[n(2)]
    Failed {
        /// The error's code.
        #[n(0)]
        error_code: Name,
    },
}

/// What an administrator did to an instance.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cbor(map)]
pub enum Change {
    /// Moved a token.
    #[n(0)]
    Moved {
        /// BPMN id of the element on which it goes on.
        #[n(0)]
        to: Name,
    },
    /// Took a token away.
    #[n(1)]
    Cancelled,
    /// Began an element again.
    #[n(2)]
    Begun,
    /// Set variables.
    #[n(3)]
    Set,
}
