//! `antou-http`: the loopback host of the browser tests. It serves the built
//! page and the command table to whoever holds the token of this run, on
//! 127.0.0.1 only. It is no way to reach a computer from elsewhere.
//!
//! ```text
//! antou-http --ui DIST (--home HOME | --demo FOLDER) [--port N] [--fonts DIR]
//! ```
//! The first line on standard output is the address with the token.
#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path as UrlPath, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desktop_core::desks::Desks;
use desktop_core::host::{self, Host};
use desktop_core::{Changed, Core, CoreOptions, Failure};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

/// The largest request: a file of 20 MiB as Base64.
const MAX_REQUEST: usize = 32 * 1024 * 1024;
/// The largest file of the page.
const MAX_PAGE_FILE: u64 = 32 * 1024 * 1024;
/// How long a question for changes stays open.
const LONG_POLL: Duration = Duration::from_secs(25);
const COOKIE: &str = "antou-token";

/// What was told: the number of the last news, and the last of them.
#[derive(Default)]
struct Told {
    last: u64,
    news: Vec<(u64, BTreeSet<Changed>)>,
}

struct Shared {
    served: Arc<dyn Host>,
    ui: PathBuf,
    token: String,
    news: Mutex<Told>,
    bell: Notify,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("antou-http: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).cloned()
    };
    let usage = || Failure::new("cli-usage");
    let ui = PathBuf::from(option("--ui").ok_or_else(usage)?);
    let port: u16 = option("--port")
        .map_or(Ok(0), |port| port.parse())
        .map_err(|_| usage())?;
    let mut options = CoreOptions::new(PathBuf::new());
    options.fonts = option("--fonts").map(PathBuf::from).into_iter().collect();
    let served: Arc<dyn Host> = match (option("--home"), option("--demo")) {
        (Some(home), None) => Core::start(CoreOptions {
            home: PathBuf::from(home),
            ..options
        })?,
        (None, Some(folder)) => Arc::new(Desks::open(Path::new(&folder))?),
        _ => return Err(usage()),
    };
    let token = uuid::Uuid::new_v4().simple().to_string();
    let shared = Arc::new(Shared {
        served,
        ui,
        token,
        news: Mutex::default(),
        bell: Notify::new(),
    });
    let heard = Arc::clone(&shared);
    shared
        .served
        .listen(Box::new(move |words| heard.tell(words.clone())));
    let failed = |e: std::io::Error| Failure::new("host-failed").with("detail", e);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    runtime.block_on(serve(shared, port)).map_err(failed)
}

async fn serve(shared: Arc<Shared>, port: u16) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/?token={}", listener.local_addr()?, shared.token);
    let router = Router::new()
        .route("/call/{name}", post(call))
        .route("/changes", get(changes))
        .fallback(get(page))
        .layer(DefaultBodyLimit::max(MAX_REQUEST))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&shared),
            only_with_token,
        ))
        .with_state(shared);
    axum::serve(listener, router).await
}

impl Shared {
    fn tell(&self, words: BTreeSet<Changed>) {
        const KEPT: usize = 200;
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.last += 1;
        let number = news.last;
        news.news.push((number, words));
        if news.news.len() > KEPT {
            news.news.remove(0);
        }
        drop(news);
        self.bell.notify_waiters();
    }

    fn since(&self, since: u64) -> News {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = news.news.iter().filter(|(number, _)| *number > since);
        News {
            next: news.last,
            changed: newer.flat_map(|(_, words)| words.iter().copied()).collect(),
        }
    }
}

/// Only the browser of this run, and only by the name of this host.
async fn only_with_token(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let local = |headers: &HeaderMap| {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        matches!(
            host.rsplit_once(':').map_or(host, |(name, _)| name),
            "127.0.0.1" | "localhost"
        )
    };
    if !local(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let wanted = format!("{COOKIE}={}", shared.token);
    let cookies = request
        .headers()
        .get(header::COOKIE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let knows = cookies.split(';').any(|cookie| cookie.trim() == wanted);
    let asked = request.uri().query().unwrap_or_default();
    let told = asked
        .split('&')
        .any(|part| part.strip_prefix("token=") == Some(shared.token.as_str()));
    if !knows && !told {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let cookie = format!("{wanted}; HttpOnly; SameSite=Strict; Path=/");
    if told && let Ok(value) = cookie.parse() {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

async fn call(
    State(shared): State<Arc<Shared>>,
    UrlPath(name): UrlPath<String>,
    body: Bytes,
) -> Response {
    let answered = tokio::task::spawn_blocking(move || match serde_json::from_slice(&body) {
        Ok(request) => shared.served.reply(&name, request),
        Err(error) => host::failed(&Failure::new("command-request").with("detail", error)),
    });
    match answered.await {
        Ok(value) => axum::Json(value).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    since: u64,
}

#[derive(Serialize)]
struct News {
    next: u64,
    changed: BTreeSet<Changed>,
}

async fn changes(State(shared): State<Arc<Shared>>, Query(asked): Query<Since>) -> Response {
    let wait = async {
        loop {
            let rung = shared.bell.notified();
            let news = shared.since(asked.since);
            if !news.changed.is_empty() || news.next < asked.since {
                return news;
            }
            rung.await;
        }
    };
    let news = tokio::time::timeout(LONG_POLL, wait)
        .await
        .unwrap_or_else(|_| shared.since(asked.since));
    axum::Json(news).into_response()
}

/// A file of the built page.
async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let asked = Path::new(request.uri().path().trim_start_matches('/'));
    if !asked
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let name = if asked.as_os_str().is_empty() {
        Path::new("index.html")
    } else {
        asked
    };
    let path = shared.ui.join(name);
    let fits = tokio::fs::metadata(&path)
        .await
        .is_ok_and(|file| file.is_file() && file.len() <= MAX_PAGE_FILE);
    match tokio::fs::read(&path).await {
        Ok(bytes) if fits => ([(header::CONTENT_TYPE, media(&path))], bytes).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn media(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
