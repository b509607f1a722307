//! The full-text index of this computer.
//!
//! The index is a cache of what the vault holds: it is encrypted at rest, it can be deleted at any
//! moment, and [`Index::rebuild`] followed by the same [`Index::put`]s answers the same.
//!
//! * [`fold`] makes text and query comparable: NFKC, width, case, variant characters.
//! * [`Index`] keeps documents and answers a [`Query`].
//! * [`highlight`] finds what a query matched, as byte ranges of the original text.
//!
//! Matching is exact and needs no dictionary. Every ideograph, kana, Bopomofo letter or symbol is
//! found alone and inside any phrase; a run of letters and digits is found from its beginning
//! (`1140` finds `1140012345`), and in the `numbers` of a document from any place.
#![forbid(unsafe_code)]

mod find;
pub mod fold;
mod highlight;
mod index;
mod problem;
mod query;
mod store;
mod tokens;
mod variants;

pub use highlight::highlight;
pub use index::{Document, Found, Hit, Index, KEY_LIMIT, MAX_HITS, TEXT_LIMIT, VALUES_LIMIT};
pub use problem::Problem;
pub use query::{QUERY_LIMIT, Query};
