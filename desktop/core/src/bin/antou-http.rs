//! `antou-http`: the loopback host of the browser tests. It serves the built
//! page and the command table to whoever holds the token of this run, on
//! 127.0.0.1 only. It is no way to reach a computer from elsewhere: another
//! host name, another origin, a request without the cookie and a form of
//! another page are each refused, and the page runs under the window's policy.
//!
//! ```text
//! antou-http --ui DIST (--home HOME | --demo FOLDER | --preview PATH | --flow PATH) [--lang en|zh-TW] [--port N] [--fonts DIR] [--ahead SECONDS]
//! ```
//! With `--ahead` the computer's clock is wrong by as much, or by less than nothing.
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
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desktop_core::desks::Desks;
use desktop_core::flow_desk::FlowDesk;
use desktop_core::host::{self, Host};
use desktop_core::trial::Trial;
use desktop_core::{Changed, Clock, Core, CoreOptions, Failure, SystemClock};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

/// The largest request: a piece of a file as Base64, and room to spare.
const MAX_REQUEST: usize = 4 * 1024 * 1024;
/// The largest file of the page.
const MAX_PAGE_FILE: u64 = 32 * 1024 * 1024;
/// How long a question for changes stays open.
const LONG_POLL: Duration = Duration::from_secs(25);
/// Besides the policy, on every answer: nothing is kept, guessed, embedded or told on.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// What was told: the number of the last news, and the last of them.
#[derive(Default)]
struct Told {
    last: u64,
    news: Vec<(u64, BTreeSet<Changed>)>,
}

/// The system's clock, and by how many milliseconds it is wrong.
#[derive(Debug)]
struct WrongClock(i64);

impl Clock for WrongClock {
    fn now(&self) -> i64 {
        SystemClock.now().saturating_add(self.0)
    }
}

struct Shared {
    served: Arc<dyn Host>,
    ui: PathBuf,
    policy: HeaderValue,
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
    if let Some(seconds) = option("--ahead") {
        let seconds: i32 = seconds.parse().map_err(|_| usage())?;
        options.clock = Arc::new(WrongClock(i64::from(seconds) * 1000));
    }
    let places = ["--home", "--demo", "--preview", "--flow"].map(option);
    let served: Arc<dyn Host> = match places {
        [Some(home), None, None, None] => Core::start(CoreOptions {
            downloads: Some(Path::new(&home).join("saved")),
            home: PathBuf::from(home),
            ..options
        })?,
        [None, Some(folder), None, None] => Arc::new(Desks::open(Path::new(&folder))?),
        [None, None, Some(path), None] => Arc::new(Trial::open(Path::new(&path))?),
        [None, None, None, Some(path)] => {
            let language = option("--lang");
            Arc::new(FlowDesk::open(Path::new(&path), language.as_deref())?)
        }
        _ => return Err(usage()),
    };
    let token = uuid::Uuid::new_v4().simple().to_string();
    let shared = Arc::new(Shared {
        served,
        ui,
        policy: HeaderValue::try_from(host::policy()?)
            .map_err(|e| Failure::new("host-failed").with("detail", e))?,
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
    let address = listener.local_addr()?;
    let first = shared.served.first();
    let first = first.map(|place| format!("#/{place}")).unwrap_or_default();
    println!("http://{address}/?token={}{first}", shared.token);
    let door = Arc::new(Door {
        hosts: ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", address.port())),
        cookie: format!("antou-{}={}", address.port(), shared.token),
        token: shared.token.clone(),
    });
    let router = Router::new()
        .route("/call/{name}", post(call))
        .route("/changes", get(changes))
        .fallback(get(page))
        .layer(DefaultBodyLimit::max(MAX_REQUEST))
        .layer(middleware::from_fn_with_state(door, only_our_page))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&shared),
            under_policy,
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

/// By what the browser of this run is known.
struct Door {
    hosts: [String; 2],
    /// Name and value; the name holds the port, because cookies do not tell ports apart.
    cookie: String,
    token: String,
}

impl Door {
    /// The name under which this host was asked, when it is one of its own.
    fn host<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let asked = text(headers, &header::HOST)?;
        self.hosts.iter().any(|host| host == asked).then_some(asked)
    }

    /// Browsers say from where a request comes; other programs say nothing.
    fn is_from(host: &str, headers: &HeaderMap) -> bool {
        let same = |origin: &str| origin.strip_prefix("http://") == Some(host);
        let origin = headers.get(header::ORIGIN);
        let site = headers.get("sec-fetch-site");
        origin.is_none_or(|origin| origin.to_str().is_ok_and(same))
            && site.is_none_or(|site| site == "same-origin" || site == "none")
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        text(headers, &header::COOKIE)
            .is_some_and(|all| all.split(';').any(|one| one.trim() == self.cookie))
    }

    /// The address that was printed, opened for the first time.
    fn opens(&self, request: &Request) -> bool {
        let asked = request.uri().query().unwrap_or_default();
        request.method() == Method::GET
            && request.uri().path() == "/"
            && asked.strip_prefix("token=") == Some(self.token.as_str())
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let only = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(only)
}

/// Only the browser of this run, only by the name of this host, only from its own page.
async fn only_our_page(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let Some(host) = door.host(headers) else {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    };
    if !Door::is_from(host, headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if door.opens(&request) {
        let cookie = format!("{}; HttpOnly; SameSite=Strict; Path=/", door.cookie);
        return ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response();
    }
    if !door.knows(headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(request).await
}

async fn under_policy(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, shared.policy.clone());
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn call(
    State(shared): State<Arc<Shared>>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    // Another media type is what a form of another page could send unasked.
    if text(&headers, &header::CONTENT_TYPE) != Some("application/json") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    if host::is_inner(&name) {
        return StatusCode::FORBIDDEN.into_response();
    }
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
