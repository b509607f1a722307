//! Names of things: short lower-case texts that travel in operations and
//! events. A name that another computer sent is checked when it is read. Names are cheap to clone:
//! a case holds the same few over and over.

use std::fmt;
use std::sync::Arc;

use minicbor::{Decode, Decoder, Encode, Encoder};
use serde::{Deserialize, Serialize};

/// Longest name, in bytes.
pub const MAX_NAME: usize = 64;

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_NAME
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! names {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads a name: lower-case letters, digits and hyphens, 1 to 64 bytes.
            ///
            /// # Errors
            /// [`BadName`] when the text is anything else.
            pub fn new(text: impl Into<String>) -> Result<Self, BadName> {
                let text = text.into();
                if is_name(&text) { Ok(Self(Arc::from(text))) } else { Err(BadName) }
            }

            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadName;
            fn try_from(text: String) -> Result<Self, BadName> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0.as_ref().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Self::new(d.str()?).map_err(|_| minicbor::decode::Error::message("bad name"))
            }
        }
    )*};
}

names! {
    /// A person of the agency; never an identity-card number.
    PersonId,
    /// A post, which a person holds from a date to a date. 職務
    PostId,
    /// A unit of the agency. 單位
    UnitId,
    /// One matter from form to file, chosen by the computer that asks. 案件
    CaseId,
    /// One opening of a place on a route.
    StationId,
    /// One place on a route, at which stations open.
    SlotId,
    /// A service pack, such as `leave`. 服務包
    PackId,
    /// A series of numbers, such as `leave-115`.
    SeriesId,
    /// A deputation, chosen by the computer that asks. 代理
    DeputationId,
    /// A lot of a leave account, such as `annual-2026`.
    LotId,
}

/// The text is no name: lower-case letters, digits and hyphens, 1 to 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name: lower-case letters, digits and hyphens, 1 to 64 bytes")]
pub struct BadName;

/// SHA-256 of the signed bytes of an operation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OperationId(pub [u8; 32]);

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl<C> Encode<C> for OperationId {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for OperationId {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let bytes = d.bytes()?;
        <[u8; 32]>::try_from(bytes)
            .map(Self)
            .map_err(|_| minicbor::decode::Error::message("an operation id has 32 bytes"))
    }
}
