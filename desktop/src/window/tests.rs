//! What the page may ask of the shell: the command table and news of changes,
//! from the own window and the own page, and nothing else. The windows are of
//! the mock runtime; the access list is the real one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use desktop_core::host::Hear;
use serde_json::json;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow};

use super::*;

const OWN: &str = "tauri://localhost";
/// What the one capability grants.
const GRANTED: [&str; 3] = ["call", "plugin:event|listen", "plugin:event|unlisten"];

/// A host that says what it was asked.
struct Echo;

impl Host for Echo {
    fn reply(&self, name: &str, request: Value) -> Value {
        json!({ "ok": { "name": name, "request": request } })
    }

    fn listen(&self, _: Hear) {}
}

fn app() -> App<MockRuntime> {
    let app = office(mock_builder(), Arc::new(Echo))
        .build(context())
        .unwrap();
    open(app.handle(), None).unwrap();
    app
}

/// Asks as a script in the window's page at `url` does; the error when refused.
fn asks(window: &WebviewWindow<MockRuntime>, url: &str, command: &str) -> Result<Value, String> {
    let body = json!({
        "name": "frame", "request": { "a": 1 },
        "event": "changed", "target": { "kind": "Any" }, "handler": 7, "eventId": 7,
    });
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: url.parse().unwrap(),
        body: InvokeBody::Json(body),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request)
        .map(|answer| answer.deserialize().unwrap())
        .map_err(|error| error.to_string())
}

/// Every command that Tauri knows, as the build wrote them down with the access list.
fn commands() -> BTreeSet<String> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/gen/schemas/acl-manifests.json"
    );
    let list: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut commands = BTreeSet::new();
    for (plugin, manifest) in list.as_object().unwrap() {
        for permission in manifest["permissions"].as_object().unwrap().values() {
            for command in permission["commands"]["allow"].as_array().unwrap() {
                let command = command.as_str().unwrap();
                commands.insert(match plugin.strip_prefix("core:") {
                    Some(plugin) => format!("plugin:{plugin}|{command}"),
                    None => command.to_owned(),
                });
            }
        }
    }
    commands
}

fn is_refusal(answer: &Result<Value, String>) -> bool {
    answer
        .as_ref()
        .is_err_and(|error| error.contains("not allowed"))
}

#[test]
fn the_own_page_may_call_and_listen_and_nothing_else() {
    let app = app();
    let window = app.get_webview_window("main").unwrap();
    let answer = asks(&window, OWN, "call").unwrap();
    assert_eq!(
        answer,
        json!({ "ok": { "name": "frame", "request": { "a": 1 } } })
    );
    let known = commands();
    assert!(known.len() > 100, "only {} commands are known", known.len());
    for granted in GRANTED {
        assert!(known.contains(granted), "{granted}");
    }
    for command in &known {
        let refused = is_refusal(&asks(&window, OWN, command));
        assert_eq!(refused, !GRANTED.contains(&command.as_str()), "{command}");
    }
}

#[test]
fn no_other_window_and_no_other_page_may_ask_for_anything() {
    let app = app();
    let main = app.get_webview_window("main").unwrap();
    let pack = WebviewWindowBuilder::new(&app, "pack-1", WebviewUrl::default())
        .build()
        .unwrap();
    for (window, url) in [
        (&pack, OWN),
        (&pack, "http://127.0.0.1:4000"),
        (&main, "http://127.0.0.1:4000"),
        (&main, "https://agency.example"),
        (&main, "http://tauri.evil.example"),
    ] {
        for command in commands() {
            let answer = asks(window, url, &command);
            assert!(is_refusal(&answer), "{url} {command}: {answer:?}");
        }
    }
}

#[test]
fn only_one_file_grants_anything_and_nothing_from_afar() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(files[0].path()).unwrap();
    let capability: Value = serde_json::from_str(&text).unwrap();
    let permissions = [
        "allow-call",
        "core:event:allow-listen",
        "core:event:allow-unlisten",
    ];
    assert_eq!(capability["permissions"], json!(permissions));
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["local"], json!(true));
    assert_eq!(capability.get("remote"), None);
}

#[test]
fn the_window_goes_to_its_own_page_only() {
    let check = |url: &str, own: bool| {
        assert_eq!(is_own_page(&url.parse().unwrap()), own, "{url}");
    };
    check("tauri://localhost/index.html#/inbox", true);
    check("http://tauri.localhost/", cfg!(windows));
    for url in [
        "https://agency.example/",
        "http://127.0.0.1:4000/",
        "http://tauri.localhost.evil.example/",
        "file:///etc/hostname",
        "data:text/html,x",
        "about:blank",
        "javascript:0",
    ] {
        check(url, false);
    }
}
