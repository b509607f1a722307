//! Attachments and papers: parts first, the manifest last.

use minicbor::{Decode, Encode};

use super::{Body, first_over};
use crate::Hash;

/// Bytes of one part; the last may be shorter.
pub const PART_BYTES: u64 = 1024 * 1024;
/// Parts of one blob: 2 GiB.
pub const PARTS_MAX: usize = 2048;

/// Body of `PUT /v1/blobs/{sha256}` after all parts, and of its `GET`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct BlobManifest {
    /// SHA-256 of the whole.
    #[n(1)]
    pub sha256: Hash,
    /// Bytes of the whole.
    #[n(2)]
    pub size: u64,
    /// Media type (RFC 6838).
    #[n(3)]
    pub media: String,
    /// SHA-256 of each part in order.
    #[n(4)]
    pub parts: Vec<Hash>,
    /// The stream whose readers may read this blob.
    #[n(5)]
    pub stream: String,
}

impl BlobManifest {
    /// The manifest of `content`.
    #[must_use]
    pub fn of(content: &[u8], media: &str, stream: &str) -> Self {
        // PART_BYTES fits a usize on every target that we build for.
        let part = usize::try_from(PART_BYTES).unwrap_or(usize::MAX);
        Self {
            sha256: Hash::of(content),
            size: content.len() as u64,
            media: media.to_owned(),
            parts: content.chunks(part).map(Hash::of).collect(),
            stream: stream.to_owned(),
        }
    }
}

impl Body for BlobManifest {
    const NAME: &'static str = "blob-manifest";
    const BYTES_MAX: usize = 128 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let parts = self.size.div_ceil(PART_BYTES);
        first_over([
            ("size", self.parts.len() as u64 == parts),
            ("parts", self.parts.len() <= PARTS_MAX),
            ("media", (1..=128).contains(&self.media.len())),
            ("stream", crate::stream_name_is_sound(&self.stream)),
        ])
    }
}

/// Answer of `GET /v1/blobs/{sha256}/state`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct BlobState {
    /// The manifest was taken: the blob is whole.
    #[n(1)]
    pub complete: bool,
    /// Numbers (from 0) of the parts that the server has, ascending.
    #[n(2)]
    pub present: Vec<u32>,
}

impl Body for BlobState {
    const NAME: &'static str = "blob-state";
    const BYTES_MAX: usize = 32 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let ascending = self.present.is_sorted_by(|one, next| one < next);
        first_over([("present", self.present.len() <= PARTS_MAX && ascending)])
    }
}
