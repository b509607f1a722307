//! A pack that travels by itself is taken from whom the agency trusts, and only forwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use agency_server::{Agency, Problem, admin};
use office::pack::bundle;
use office::world::Reading as _;
use practice::{Device, Site, flow_led_pack};
use sync::pack_file::seal;

/// The files of the leave pack as this version of it.
fn files(version: u32) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for within in ["", "texts"] {
        for entry in std::fs::read_dir(flow_led_pack().join(within)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                let name = Path::new(within).join(name).to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    let manifest = String::from_utf8(found["pack.toml"].clone()).unwrap();
    let changed = manifest.replacen("version = 1", &format!("version = {version}"), 1);
    found.insert("pack.toml".to_owned(), changed.into_bytes());
    found
}

/// A pack file in a folder.
fn written(folder: &Path, version: u32, now: i64, device: &Device) -> PathBuf {
    let path = folder.join(format!("{}-{version}.antou-pack", device.name));
    std::fs::write(&path, seal(&bundle(&files(version)), now, device).unwrap()).unwrap();
    path
}

async fn told(agency: &Agency, path: &Path, roots: &[Vec<u8>]) -> String {
    match admin::add_pack(agency, path, roots).await {
        Ok(added) => format!("{} {}", added.id, added.reference.version),
        Err(Problem::Refused(refusal)) => refusal.code,
        Err(problem) => panic!("{problem}"),
    }
}

#[tokio::test]
async fn a_pack_file_is_taken_from_whom_the_agency_trusts() {
    let (site, other) = (Site::with_people().await, Site::with_people().await);
    let folder = tempfile::tempdir().unwrap();
    let agency = site.open();
    let own = Device::enrol(&site, &agency, "p0012");
    let foreign = Device::enrol(&other, &other.open(), "p0012");
    let now = agency.now();
    let file = |version: u32, device: &Device| written(folder.path(), version, now, device);

    assert_eq!(told(&agency, &file(2, &own), &[]).await, "leave 2");
    assert_eq!(told(&agency, &file(2, &own), &[]).await, "leave 2", "again");
    assert_eq!(told(&agency, &file(1, &own), &[]).await, "pack-version-old");
    let unknown = told(&agency, &file(3, &foreign), &[]).await;
    assert_eq!(unknown, "pack-signer-unknown");
    let vouched = told(
        &agency,
        &file(3, &foreign),
        std::slice::from_ref(&foreign.root),
    )
    .await;
    assert_eq!(vouched, "leave 3");

    let path = file(4, &own);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let broken = told(&agency, &path, &[]).await;
    assert_eq!(broken, "pack-signature-broken");
    let packs = agency.states.packs().unwrap().unwrap();
    let current = packs.current.values().next().unwrap();
    assert_eq!(current.version, 3, "nothing of the agency was changed");
}
