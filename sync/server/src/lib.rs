//! The agency's server: takes signed operations, decides them with the same
//! code as every client, chains the events, signs the verdicts, and tells each
//! device what its person may see. One process, one folder, one SQLite file.
#![forbid(unsafe_code)]

pub mod admin;
pub mod agency;
pub mod authority;
pub mod blobs;
pub mod cards;
pub mod clock;
pub mod enrolment;
pub mod folder;
mod http;
pub mod ingest;
mod problem;
pub mod reading;
mod server;
pub mod stamps;
pub mod states;
pub mod storage;
pub mod timers;

pub use agency::Agency;
pub use folder::{Folder, Settings};
pub use problem::Problem;
pub use server::Server;
