//! The loopback host as it is: its own process, asked over plain HTTP, so that
//! every header can be wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// The largest request that the host takes, in bytes.
const MAX_REQUEST: usize = 32 * 1024 * 1024;

/// A running host on an empty home, with a page of three files.
struct Running {
    child: Child,
    address: SocketAddr,
    token: String,
    _folder: tempfile::TempDir,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

fn start() -> Running {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page");
    std::fs::create_dir_all(page.join("assets")).unwrap();
    std::fs::write(page.join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(page.join("assets/a.js"), "0").unwrap();
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_antou-http"))
        .args(["--ui", page.to_str().unwrap()])
        .args(["--home", folder.path().join("home").to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let (address, token) = line
        .trim()
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once("/?token="))
        .unwrap();
    Running {
        child,
        address: address.parse().unwrap(),
        token: token.to_owned(),
        _folder: folder,
    }
}

impl Running {
    fn host(&self) -> String {
        format!("Host: {}", self.address)
    }

    fn cookie(&self) -> String {
        format!("Cookie: antou-{}={}", self.address.port(), self.token)
    }

    fn ask(&self, first: &str, headers: &[String], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let mut head = format!("{first} HTTP/1.1\r\nConnection: close\r\n");
        if !body.is_empty() {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        for header in headers {
            head += &format!("{header}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // A host that refuses early stops listening: what it said counts.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}

const JSON: &str = "Content-Type: application/json";

#[test]
fn only_the_page_of_this_run_is_served() {
    let host = start();
    let (own, cookie, port) = (host.host(), host.cookie(), host.address.port());
    let token = &host.token;
    let call = "POST /call/setup_state";
    let check = |first: &str, headers: &[&str], body: &str, status: u16| {
        let headers: Vec<String> = headers.iter().map(|&header| header.to_owned()).collect();
        let answer = host.ask(first, &headers, body.as_bytes());
        assert_eq!(answer.status, status, "{first} {headers:?}");
        answer
    };
    let known = [own.as_str(), cookie.as_str()];
    let with = |more: &'static str| [own.as_str(), cookie.as_str(), more];

    check("GET /", &known, "", 200);
    check(call, &with(JSON), "{}", 200);
    let named = format!("Host: localhost:{port}");
    check("GET /", &[&named, &cookie], "", 200);
    let origin = format!("Origin: http://127.0.0.1:{port}");
    check(call, &[&own, &cookie, JSON, &origin], "{}", 200);
    check("GET /", &with("Sec-Fetch-Site: none"), "", 200);

    // Another name of this machine, such as one that a foreign page lets point here.
    check("GET /", &["Host: antou.example", &cookie], "", 421);
    check("GET /", &["Host: 127.0.0.1", &cookie], "", 421);
    check("GET /", &["Host: 127.0.0.1:1", &cookie], "", 421);
    check("GET /", &[&own, &own, &cookie], "", 421);
    // A foreign page in the same browser.
    for origin in ["http://antou.example", "null", "http://127.0.0.1:1"] {
        let origin = format!("Origin: {origin}");
        check(call, &[&own, &cookie, JSON, &origin], "{}", 403);
    }
    check(
        call,
        &[&own, &cookie, JSON, "Sec-Fetch-Site: same-site"],
        "{}",
        403,
    );
    check("GET /", &with("Sec-Fetch-Site: cross-site"), "", 403);
    // Another program, or another run of this one.
    check("GET /", &[&own], "", 401);
    check(call, &[&own, JSON], "{}", 401);
    check("GET /changes?since=0", &[&own], "", 401);
    check(
        "GET /",
        &[&own, &format!("Cookie: antou-{port}=0")],
        "",
        401,
    );
    check(
        "GET /",
        &[&own, &format!("Cookie: antou-1={token}")],
        "",
        401,
    );
    check("GET /?token=0", &[&own], "", 401);
    check(&format!("GET /assets/a.js?token={token}"), &[&own], "", 401);
    check(&format!("{call}?token={token}"), &[&own, JSON], "{}", 401);
    // Other methods, media types and sizes.
    check("GET /call/setup_state", &known, "", 405);
    check("POST /", &with(JSON), "{}", 405);
    check("PUT /call/setup_state", &with(JSON), "{}", 405);
    check("DELETE /changes", &known, "", 405);
    check(call, &known, "{}", 415);
    check(call, &with("Content-Type: text/plain"), "{}", 415);
    check(call, &with(JSON), &" ".repeat(MAX_REQUEST + 1), 413);
    // Files beside the page.
    for path in [
        "/nothing",
        "/../secret",
        "/%2e%2e/secret",
        "//etc/hostname",
        "/assets",
    ] {
        check(&format!("GET {path}"), &known, "", 404);
    }
}

#[test]
fn the_printed_address_leaves_a_cookie_and_leads_to_the_page() {
    let host = start();
    let answer = host.ask(&format!("GET /?token={}", host.token), &[host.host()], b"");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(format!("Cookie: {cookie}").starts_with(&host.cookie()));
    assert!(
        cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"),
        "{cookie}"
    );
}

#[test]
fn every_answer_carries_the_policy_of_the_window() {
    let window = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tauri.conf.json");
    let window: Value = serde_json::from_str(&std::fs::read_to_string(window).unwrap()).unwrap();
    let policy = window["app"]["security"]["csp"].as_str().unwrap();
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ] {
        assert!(
            policy.split("; ").any(|one| one == rule),
            "{rule} in {policy}"
        );
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    let host = start();
    let known = [host.host(), host.cookie()];
    for (first, headers, status) in [
        ("GET /", &known[..], 200),
        ("GET /assets/a.js", &known, 200),
        ("GET /nothing", &known, 404),
        ("GET /call/frame", &known, 405),
        ("GET /", &known[..1], 401),
        ("GET /", &[], 421),
    ] {
        let answer = host.ask(first, headers, b"");
        assert_eq!(answer.status, status, "{first}");
        for (name, value) in [
            ("content-security-policy", policy),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{first}: {name}");
        }
    }
}

#[test]
fn a_call_answers_a_value_or_a_code() {
    let host = start();
    let headers = [host.host(), host.cookie(), JSON.to_owned()];
    let check = |name: &str, body: &str, wanted: &str| {
        let answer = host.ask(&format!("POST /call/{name}"), &headers, body.as_bytes());
        let value: Value = serde_json::from_str(&answer.body).unwrap();
        let found = value
            .pointer("/error/code")
            .or_else(|| value.pointer("/ok/stage"));
        assert_eq!(found.and_then(Value::as_str), Some(wanted), "{name} {body}");
        assert_eq!(answer.status, 200);
    };
    check("setup_state", "{}", "fresh");
    check("setup_state", "", "command-request");
    check("setup_state", "[", "command-request");
    check("unlock", "{}", "command-request");
    check("frame", "{}", "vault-closed");
    check("no_such", "{}", "command-unknown");
    check("inbox", &"[".repeat(100_000), "command-request");
}
