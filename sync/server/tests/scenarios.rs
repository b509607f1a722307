//! A pack that has errors, or whose scenarios do not come out right, is not published.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::path::Path;

use agency_server::{Problem, admin};
use office::pack::check::Weight;
use practice::{Site, flow_led_pack};

/// The leave pack in a folder, with one text in a file changed.
fn changed(folder: &Path, file: &str, from: &str, to: &str) {
    for within in ["", "scenarios", "texts"] {
        std::fs::create_dir_all(folder.join(within)).unwrap();
        for entry in std::fs::read_dir(flow_led_pack().join(within)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, folder.join(within).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    change(folder, file, from, to);
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let file = folder.join(file);
    let text = std::fs::read_to_string(&file).unwrap();
    let wrong = text.replacen(from, to, 1);
    assert_ne!(text, wrong);
    std::fs::write(file, wrong).unwrap();
}

#[tokio::test]
async fn a_pack_is_published_only_when_its_scenarios_come_out_right() {
    let site = Site::empty();
    let agency = site.open();
    let folder = tempfile::tempdir().unwrap();
    changed(
        folder.path(),
        "scenarios/c01-one-day.toml",
        "waits = [\"consent\"]",
        "waits = [\"head\"]",
    );
    let Err(Problem::Refused(refusal)) = admin::add_pack(&agency, folder.path(), &[]).await else {
        panic!("it was published");
    };
    assert_eq!(refusal.code, "pack-scenario-failed");
    assert_eq!(refusal.facts["path"], "scenarios/c01-one-day.toml");
    assert_eq!(refusal.facts["expected"], "head");
    assert_eq!(refusal.facts["actual"], "consent");
    admin::add_pack(&agency, &flow_led_pack(), &[])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_pack_with_errors_is_told_all_of_them() {
    let site = Site::empty();
    let agency = site.open();
    let folder = tempfile::tempdir().unwrap();
    let kind = "\"values\": [\n        { \"label\": \"休假\", \"value\": \"annual\" },";
    let twice = format!("{kind}\n        {{ \"label\": \"休假\", \"value\": \"annual\" }},");
    changed(folder.path(), "form.json", kind, &twice);
    let added = admin::add_pack(&agency, folder.path(), &[]).await.unwrap();
    let of_form = added.found.iter().filter(|f| f.file == "form.json");
    let of_form: Vec<_> = of_form.map(|f| (f.code.as_str(), f.weight)).collect();
    assert_eq!(of_form, [("form-option-twice", Weight::Warning)]);

    change(
        folder.path(),
        "form.json",
        "\"maxLength\": 200",
        "\"maxLength\": []",
    );
    change(folder.path(), "flow.bpmn", "level &gt;= 2", "levle &gt;= 2");
    let Err(problem) = admin::add_pack(&agency, folder.path(), &[]).await else {
        panic!("it was published");
    };
    assert_eq!(problem.code(), "pack-check-failed");
    let lines = problem.to_string();
    let lines: Vec<&str> = lines.lines().collect();
    let weights = ["2 errors", "error", "error", "warning"];
    for (line, weight) in lines.iter().zip(weights) {
        assert!(line.contains(weight), "{lines:#?}");
    }
    assert_eq!(
        lines[1],
        "form.json:51:34: error schema-type at /components/3/validate/maxLength: this is a list: \
         write a whole number or a text (expected_type=a whole number or a text, found_type=a list)"
    );
    assert!(lines[2].contains("feel-name-unknown"), "{lines:#?}");
    assert_eq!(problem.facts()["path"], "form.json");
    assert_eq!(problem.facts()["line"], "51");
    assert_eq!(problem.facts()["count"], (lines.len() - 1).to_string());
}
