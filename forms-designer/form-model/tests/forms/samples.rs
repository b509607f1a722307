//! Sample forms of form-js are read and written back unchanged. They lie beside
//! the repository, or where `CONFORMANCE_DIR` says.
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads sample files from a folder that is named outside"
)]

use std::path::{Path, PathBuf};

use form_model::{Form, Kind};
use serde_json::Value as Json;

fn samples() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let folder = std::env::var_os("CONFORMANCE_DIR")
        .map_or(beside, PathBuf::from)
        .join("form-js");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no folder {}", folder.display());
    None
}

fn json_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "json") {
            into.push(path);
        }
    }
}

#[test]
fn sample_forms_come_back_unchanged() {
    let Some(folder) = samples() else { return };
    let mut files = Vec::new();
    json_files(&folder, &mut files);
    let mut forms = 0;
    for file in files
        .iter()
        .filter(|file| file.to_string_lossy().contains("/test/spec/"))
    {
        let bytes = std::fs::read(file).unwrap();
        let form = Form::read(&bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert_eq!(form.write(), bytes, "{}", file.display());
        let again = form
            .edit(|json| *json.entry("antou") = form_model::Json::Bool(true))
            .unwrap();
        let back = again.edit(|json| drop(json.remove("antou"))).unwrap();
        assert_eq!(back.json(), form.json(), "{}", file.display());
        let other: Json = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            serde_json::from_slice::<Json>(back.write()).unwrap(),
            other,
            "{}",
            file.display()
        );
        forms += 1;
    }
    assert!(
        forms > 20,
        "only {forms} sample forms in {}",
        folder.display()
    );
}

#[test]
fn what_the_schema_allows_is_understood() {
    let Some(folder) = samples() else { return };
    let fixtures: Json =
        serde_json::from_slice(&std::fs::read(folder.join("schema-fixtures.json")).unwrap())
            .unwrap();
    let mut valid = 0;
    for (name, fixture) in fixtures.as_object().unwrap() {
        let form = Form::read(fixture["form"].to_string().as_bytes())
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        if fixture["valid"] == true {
            let unknown = form
                .all()
                .into_iter()
                .filter(|c| matches!(c.kind, Kind::Unknown(_)))
                .count();
            assert_eq!(unknown, 0, "{name}: {:?}", form.problems());
            valid += 1;
        }
    }
    assert!(valid > 4);
    let keys = ["key-invalid", "path-invalid", "no-key"];
    for name in keys {
        let form = Form::read(fixtures[name]["form"].to_string().as_bytes()).unwrap();
        assert!(
            form.problems().iter().any(|p| p.code == "form-key"),
            "{name}"
        );
    }
}
