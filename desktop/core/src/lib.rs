//! Everything that the window can do, without a window: the command table, the
//! open vault at work, the line to the agency. Hosts (the window, the loopback
//! host of the browser tests, the command line) hand commands in as JSON and
//! pass on which words changed.
#![forbid(unsafe_code)]

mod answers;
pub mod asks;
mod base64;
mod card;
mod carrying;
pub mod case_file;
mod changes;
mod clock;
pub mod commands;
mod core;
pub mod demo;
pub mod desks;
mod directory;
mod draft;
mod failure;
mod filing;
mod finder;
pub mod flow_desk;
pub mod host;
pub mod papers;
mod people;
pub mod practice;
pub mod preview;
mod queue;
mod replica;
mod rows;
mod session;
pub mod show;
mod store;
mod sync_loop;
mod taking;
pub mod texts;
mod topics;
pub mod trial;
pub mod views;
mod worker;
mod world;

#[cfg(test)]
mod tests;

pub use changes::Changed;
pub use clock::{Clock, SystemClock};
pub use core::{Core, CoreOptions};
pub use failure::Failure;
pub use vault::{Cost, use_system_key_store};
