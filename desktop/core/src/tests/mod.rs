//! The commands as a person uses them, against real vaults, with the agency of
//! [`crate::practice`] in place of a network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod acting;
mod bad;
mod cards;
mod case_file;
mod day;
mod deputies;
mod designed;
mod directory;
mod drafts;
mod explain;
mod files;
mod filling;
mod forms;
mod lists;
mod pickers;
mod previews;
mod signed;
mod stuck;
mod urged;
mod wedge;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};

use crate::practice::{COST, Practice};
use crate::{Clock, Core, CoreOptions, Failure};

/// Tuesday, 24 November 2026, 09:00 in Taipei.
pub(crate) const MORNING: i64 = 1_795_482_000_000;

/// A clock that stands until it is moved.
#[derive(Debug)]
pub(crate) struct Stopped(AtomicI64);

impl Clock for Stopped {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// An agency and some computers in a folder that goes away.
pub(crate) struct Room {
    pub agency: Practice,
    pub clock: Arc<Stopped>,
    folder: tempfile::TempDir,
}

pub(crate) fn leave_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/packs/leave")
}

/// The first version of it, whose flow leads from head to head.
pub(crate) fn flow_led_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/office/tests/packs/leave-1")
}

impl Room {
    pub(crate) fn new() -> Self {
        Self::with(&leave_pack())
    }

    /// An agency that offers the service of a folder.
    pub(crate) fn with(pack: &Path) -> Self {
        Self::of(Practice::begin(pack, MORNING).unwrap())
    }

    pub(crate) fn of(agency: Practice) -> Self {
        Self {
            agency,
            clock: Arc::new(Stopped(AtomicI64::new(MORNING))),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn home(&self, person: &str) -> PathBuf {
        self.folder.path().join(person)
    }

    pub(crate) fn options(&self) -> CoreOptions {
        CoreOptions {
            background: false,
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            cost: COST,
            downloads: Some(self.home("saved")),
            ..CoreOptions::new(PathBuf::new())
        }
    }

    /// A new computer with everything that its person may see.
    pub(crate) fn computer(&self, person: &str) -> Arc<Core> {
        let core = self
            .agency
            .computer(&self.home(person), person, &self.options())
            .unwrap();
        self.agency.deliver(&core).unwrap();
        core
    }

    pub(crate) fn clock_now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn later(&mut self, ms: i64) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
        self.agency.now += ms;
    }

    /// The cable is in: everything up, everything down.
    pub(crate) fn sync(&mut self, cores: &[&Core]) {
        for core in cores {
            self.agency.collect(core).unwrap();
        }
        for core in cores {
            self.agency.deliver(core).unwrap();
        }
    }
}

pub(crate) fn ask(core: &Core, name: &str, request: Value) -> Value {
    core.call(name, request.clone())
        .unwrap_or_else(|failure| panic!("{name} {request}: {failure}"))
}

pub(crate) fn refused(core: &Core, name: &str, request: Value) -> Failure {
    match core.call(name, request.clone()) {
        Ok(value) => panic!("{name} {request} answered {value}"),
        Err(failure) => failure,
    }
}

/// A draft of annual leave; answers its id.
pub(crate) fn draft(core: &Core, when: &str, reason: &str) -> String {
    let draft = ask(core, "draft_new", json!({ "service": "leave" }));
    let id = draft["draft"].as_str().unwrap().to_owned();
    for (field, value) in [("kind", "annual"), ("when", when), ("reason", reason)] {
        ask(
            core,
            "draft_change",
            json!({ "draft": id, "field": field, "value": value }),
        );
    }
    id
}

/// A submitted and signed request; answers its case.
pub(crate) fn submit(core: &Core, when: &str, reason: &str) -> String {
    let signed = ask(
        core,
        "draft_submit",
        json!({ "draft": draft(core, when, reason) }),
    );
    core.session().unwrap().seal_due(true).unwrap();
    signed["case"].as_str().unwrap().to_owned()
}

/// Approves or returns at the station that waits; answers the operation.
pub(crate) fn act(core: &Core, case: &str, act: &str, opinion: &str) -> String {
    let shown = ask(core, "case_open", json!({ "case": case }));
    let request =
        json!({ "case": case, "station": shown["station"], "act": act, "opinion": opinion });
    ask(core, "station_act", request)["operation"]
        .as_str()
        .unwrap()
        .to_owned()
}

pub(crate) fn inbox(core: &Core) -> Value {
    ask(
        core,
        "inbox",
        json!({ "split": null, "offset": 0, "limit": 50 }),
    )
}
