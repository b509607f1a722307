//! The engine of `cargo xtask fuzz`: libFuzzer gives bytes to the target that `ANTOU_FUZZ` names.
#![no_main]
#![allow(
    unsafe_code,
    reason = "the macro of libfuzzer-sys exports the engine's entry points"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::abort;
use std::sync::{LazyLock, Mutex, PoisonError};

use fuzz::{Held, Target};

/// Where the last panic was, and what it said.
static PANIC: Mutex<String> = Mutex::new(String::new());

static TARGET: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("ANTOU_FUZZ").unwrap_or_default();
    fuzz::target(&name).unwrap_or_else(|| {
        eprintln!("`{name}` is no target");
        std::process::exit(2)
    })
});

/// A panic that a parser catches itself is none of ours: it is noted, and the engine goes on.
fn note_panics() {
    std::panic::set_hook(Box::new(|info| {
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
    }));
}

fn run(target: &Target, bytes: &[u8]) -> Held {
    match catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))) {
        Ok(held) => held,
        Err(_) => Err(PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone()),
    }
}

libfuzzer_sys::fuzz_target!(init: note_panics(), |bytes: &[u8]| {
    if let Err(why) = run(&TARGET, bytes) {
        eprintln!("FINDING {}: {why}", TARGET.name);
        abort();
    }
});
