//! A pack whose scenarios do not come out right is not published.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use agency_server::{Problem, admin};
use practice::{Site, leave_pack};

/// The leave pack with one expectation changed.
fn changed(folder: &std::path::Path) {
    for within in ["", "scenarios", "texts"] {
        std::fs::create_dir_all(folder.join(within)).unwrap();
        for entry in std::fs::read_dir(leave_pack().join(within)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, folder.join(within).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let file = folder.join("scenarios/c01-one-day.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let wrong = text.replacen("waits = [\"consent\"]", "waits = [\"head\"]", 1);
    assert_ne!(text, wrong);
    std::fs::write(file, wrong).unwrap();
}

#[tokio::test]
async fn a_pack_is_published_only_when_its_scenarios_come_out_right() {
    let site = Site::empty();
    let agency = site.open();
    let folder = tempfile::tempdir().unwrap();
    changed(folder.path());
    let Err(Problem::Refused(refusal)) = admin::add_pack(&agency, folder.path()).await else {
        panic!("it was published");
    };
    assert_eq!(refusal.code, "pack-scenario-failed");
    assert_eq!(refusal.facts["path"], "scenarios/c01-one-day.toml");
    assert_eq!(refusal.facts["expected"], "head");
    assert_eq!(refusal.facts["actual"], "consent");
    admin::add_pack(&agency, &leave_pack()).await.unwrap();
}
