//! Files to and from the agency: parts first, the manifest last.

use reqwest::Method;
use sync::Hash;
use sync::wire::{BlobManifest, BlobState, Body, PART_BYTES};

use super::{Agency, Trouble};
use crate::Failure;

/// Uploads a file, leaving out the parts that are there already.
pub(super) async fn upload(
    agency: &Agency,
    content: &[u8],
    media: &str,
    stream: &str,
) -> Result<(), Trouble> {
    let manifest = BlobManifest::of(content, media, stream);
    let path = format!("/v1/blobs/{}", manifest.sha256.to_hex());
    let state: BlobState = match agency
        .ask(Method::GET, &format!("{path}/state"), None, 0)
        .await
    {
        Err(Trouble::Said { status: 404, .. }) => BlobState {
            complete: false,
            present: Vec::new(),
        },
        other => other?,
    };
    if state.complete {
        return Ok(());
    }
    for (number, part) in content.chunks(part_bytes()).enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        if !state.present.contains(&number) {
            agency
                .send(
                    Method::PUT,
                    &format!("{path}/{number}"),
                    Some(part.to_vec()),
                    0,
                )
                .await?;
        }
    }
    agency
        .send(Method::PUT, &path, Some(manifest.to_bytes()), 0)
        .await?;
    Ok(())
}

/// Downloads a file and checks every part and the whole.
pub(super) async fn download(agency: &Agency, sha256: &Hash) -> Result<(Vec<u8>, String), Trouble> {
    let path = format!("/v1/blobs/{}", sha256.to_hex());
    let manifest: BlobManifest = agency.ask(Method::GET, &path, None, 0).await?;
    let changed = || Failure::new("blob-changed").with("sha256", sha256);
    if manifest.sha256 != *sha256 || manifest.size > vault::BLOB_BYTES_MAX {
        return Err(changed().into());
    }
    let mut content = Vec::new();
    for (number, hash) in manifest.parts.iter().enumerate() {
        let part = agency
            .send(Method::GET, &format!("{path}/{number}"), None, 0)
            .await?
            .body;
        if Hash::of(&part) != *hash {
            return Err(changed().into());
        }
        content.extend_from_slice(&part);
    }
    if Hash::of(&content) != *sha256 {
        return Err(changed().into());
    }
    Ok((content, manifest.media))
}

fn part_bytes() -> usize {
    usize::try_from(PART_BYTES).unwrap_or(usize::MAX)
}
