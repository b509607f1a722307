//! The window of Antou: one webview, one command, news of changes. Thin.
#![forbid(unsafe_code)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod options;
mod reader;
mod window;

use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    if let Err(error) = desktop_core::use_system_key_store() {
        tracing::info!(%error, "vaults open by passphrase alone");
    }
    let started = options::read(std::env::args_os().skip(1)).and_then(|options| {
        let host = options.open().map_err(|failure| failure.to_string())?;
        window::run(host).map_err(|error| error.to_string())
    });
    match started {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("antou: {reason}");
            ExitCode::FAILURE
        }
    }
}
