//! The one window. It shows the page of `desktop/ui`, hands every call to the
//! command table, and goes nowhere else.

use std::sync::Arc;

use desktop_core::Failure;
use desktop_core::host::{self, Host};
use serde_json::Value;
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Builder, Context, Emitter, Manager, Runtime, State, Url, WebviewUrl,
    WebviewWindowBuilder,
};

use crate::reader;

/// Smallest size at which every screen fits, in logical pixels.
const SMALLEST: (f64, f64) = (880.0, 600.0);
/// Size of a first start, in logical pixels.
const FIRST: (f64, f64) = (1280.0, 800.0);

struct Served(Arc<dyn Host>);

/// Commands that answer with a paper, which the window then opens.
const PAPERS: [&str; 3] = ["paper", "paper_preview", "paper_blank"];

#[tauri::command]
async fn call(served: State<'_, Served>, name: String, request: Value) -> Result<Value, ()> {
    let host = Arc::clone(&served.0);
    if host::is_inner(&name) {
        return Ok(host::failed(
            &Failure::new("command-unknown").with("name", name),
        ));
    }
    // A command may wait for the disk, and enrolment for the network: neither
    // on the thread that draws nor on one that carries other calls.
    let done = tauri::async_runtime::spawn_blocking(move || answer(&*host, &name, request)).await;
    Ok(done
        .unwrap_or_else(|error| host::failed(&Failure::new("command-broke").with("detail", error))))
}

fn answer(host: &dyn Host, name: &str, request: Value) -> Value {
    let reply = host.reply(name, request);
    if PAPERS.contains(&name)
        && let Some(path) = reply.pointer("/ok/path").and_then(Value::as_str)
        && let Err(error) = reader::open(path)
    {
        return host::failed(&Failure::new("paper-no-reader").with("detail", error));
    }
    reply
}

fn is_own_page(url: &Url) -> bool {
    url.scheme() == "tauri" || cfg!(windows) && url.host_str() == Some("tauri.localhost")
}

fn open<R: Runtime>(app: &AppHandle<R>, first: Option<&str>) -> tauri::Result<()> {
    let (page, title) = match first {
        Some("flow") => ("index.html#/flow".to_owned(), "案頭　流程"),
        Some(place) => (format!("index.html#/{place}"), "案頭　試填"),
        None => ("index.html".to_owned(), "案頭"),
    };
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App(page.into()))
        .title(title)
        .inner_size(FIRST.0, FIRST.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Files that are dropped are for the page; it reads them in pieces.
        .disable_drag_drop_handler()
        .build()
        .map(drop)
}

/// The window's configuration, with what each window may ask for.
fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

fn office<R: Runtime>(builder: Builder<R>, host: Arc<dyn Host>) -> Builder<R> {
    builder
        .manage(Served(Arc::clone(&host)))
        .invoke_handler(tauri::generate_handler![call])
        .setup(move |app| {
            let handle = app.handle().clone();
            host.listen(Box::new(move |words| {
                // A window that is closing hears no news any more.
                let _ = handle.emit("changed", words);
            }));
            app.get_webview_window("main")
                .map_or_else(|| open(app.handle(), host.first()), |_| Ok(()))?;
            Ok(())
        })
}

/// Shows the window until it is closed.
///
/// # Errors
/// What the system says when it has no window to give.
pub fn run(host: Arc<dyn Host>) -> tauri::Result<()> {
    office(Builder::default(), host).run(context())
}

#[cfg(test)]
mod tests;
