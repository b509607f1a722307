//! What the commands do, one file a topic.

pub(crate) mod account;
pub(crate) mod batch;
pub(crate) mod called;
pub(crate) mod cards;
pub(crate) mod case;
pub(crate) mod case_file;
pub(crate) mod decide;
pub(crate) mod deputies;
pub(crate) mod directory;
pub(crate) mod draft;
pub(crate) mod explain;
pub(crate) mod files;
pub(crate) mod frame;
pub(crate) mod inbox;
pub(crate) mod mine;
pub(crate) mod paper;
pub(crate) mod picture;
pub(crate) mod route;
pub(crate) mod saving;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod signed;
pub(crate) mod stuck;
pub(crate) mod sync;
pub(crate) mod versions;
