//! Codes of leave kinds and of the pots that they draw from. What a kind means
//! is written in the pack's rules, not here.

use std::fmt;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Longest code, in bytes.
pub const MAX_CODE: usize = 32;

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident),*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads a code: lower-case letters, digits and `_`, 1 to 32 bytes.
            ///
            /// # Errors
            /// [`BadCode`] when the text is anything else.
            pub fn new(text: impl Into<String>) -> Result<Self, BadCode> {
                let text = text.into();
                let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
                let code = !text.is_empty() && text.len() <= MAX_CODE && text.bytes().all(fits);
                if code { Ok(Self(text)) } else { Err(BadCode) }
            }

            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadCode;
            fn try_from(text: String) -> Result<Self, BadCode> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
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
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Self::new(d.str()?).map_err(|_| minicbor::decode::Error::message("bad code"))
            }
        }
    )*};
}

codes! {
    /// A kind of leave, such as `annual` 休假 or `family_care` 家庭照顧假.
    Kind,
    /// A pot of leave in an account, such as `personal`, from which several kinds draw.
    PotName
}

/// The text is no code: lower-case letters, digits and `_`, 1 to 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code: lower-case letters, digits and _, 1 to 32 bytes")]
pub struct BadCode;
