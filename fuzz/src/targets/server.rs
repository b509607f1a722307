//! What the agency's server takes in: from computers, and from its administrator.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use agency_server::admin::flows::Plan;
use agency_server::admin::people::{self, Asked, FAULTS_MAX, Form};
use agency_server::authority::DeviceRequest;
use agency_server::reading::Reader;
use agency_server::{Agency, Folder, Settings, admin};
use office::ids::PersonId;
use office::operation::MAX_CONTENT;
use office::org::Org;
use sync::wire::{Body as _, ChangesQuery, Enrol, Pull};

use crate::seeds::agency_file;
use crate::{Held, must};

/// 24 November 2026, 09:00 in Taipei, ms.
const MORNING: i64 = 1_795_482_000_000;

/// An agency in a folder of its own, with the people of the demo in the file beside it.
struct Site {
    agency: Agency,
    folder: tempfile::TempDir,
}

impl Site {
    fn open() -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        let listen = ([127, 0, 0, 1], 0).into();
        let settings = Settings::new("demo-archives", "示範市政府檔案服務處", listen);
        let place = Folder::at(folder.path());
        admin::init(&place, &settings, MORNING).map_err(|e| e.to_string())?;
        let (agency, _) = Agency::open(&place, Arc::new(|| MORNING)).map_err(|e| e.to_string())?;
        Ok(Self { agency, folder })
    }

    /// Runs a target at the one agency of this process.
    fn with(run: impl FnOnce(&Self) -> Held) -> Held {
        static SITE: LazyLock<Mutex<Result<Site, String>>> =
            LazyLock::new(|| Mutex::new(Site::open()));
        match &*SITE.lock().unwrap_or_else(PoisonError::into_inner) {
            Ok(site) => run(site),
            Err(why) => Err(why.clone()),
        }
    }
}

/// A certificate signing request, which the server reads before it knows who asks.
pub fn enrol_request(bytes: &[u8]) -> Held {
    if let Ok(request) = DeviceRequest::read(bytes) {
        must(!request.device.is_empty(), "a request that names no device")?;
    }
    Ok(())
}

/// The body of an enrolment, of changes or of a pull, as the server answers it; the first byte
/// says which.
pub fn body(bytes: &[u8]) -> Held {
    let Some((which, bytes)) = bytes.split_first() else {
        return Ok(());
    };
    Site::with(|site| {
        let reader = Reader {
            person: PersonId::new("p0001").map_err(|_| "no person")?,
            device: "0123456789abcdef".to_owned(),
        };
        match which % 3 {
            0 => {
                if let Ok(enrol) = Enrol::from_bytes(bytes) {
                    must(
                        site.agency.enrol(&enrol).is_err(),
                        "enrolled without an invitation",
                    )?;
                }
            }
            1 => {
                if let Ok(query) = ChangesQuery::from_bytes(bytes) {
                    let answer = site.agency.changes(&reader, &query.cursor);
                    must(answer.is_ok(), "changes that cannot be told")?;
                }
            }
            _ => {
                if let Ok(pull) = Pull::from_bytes(bytes) {
                    let answer = site.agency.pull(&reader, &pull);
                    must(answer.is_ok(), "streams that cannot be told")?;
                }
            }
        }
        Ok(())
    })
}

/// `agency.toml`, examined as an import does before it writes.
pub fn agency_file_of(bytes: &[u8]) -> Held {
    Site::with(|site| {
        let path = site.folder.path().join("agency.toml");
        let text = agency_file(&String::from_utf8_lossy(bytes));
        std::fs::write(&path, text).map_err(|e| e.to_string())?;
        let _ = admin::examine(&site.agency, &path);
        Ok(())
    })
}

/// The plan of a migration: what was read is written and read again.
pub fn plan(bytes: &[u8]) -> Held {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Ok(());
    };
    let Ok(plan) = Plan::read(text) else {
        return Ok(());
    };
    let again = Plan::read(&plan.to_text()).map_err(|problem| problem.to_string())?;
    must(again == plan, "a plan that is read back as another")
}

/// A list of people as CSV.
pub fn people_csv(bytes: &[u8]) -> Held {
    people(bytes)
}

/// A list of people as LDIF, whatever it begins with.
pub fn people_ldif(bytes: &[u8]) -> Held {
    let text = [b"version: 1\n", bytes].concat();
    people(if bytes.starts_with(b"version:") {
        bytes
    } else {
        &text
    })
}

/// What a list says becomes true in one go, in operations of their size, and can be written and
/// read again.
fn people(bytes: &[u8]) -> Held {
    let asked = Asked {
        on: jiff::civil::date(2026, 11, 24),
        end_missing: None,
    };
    let mut org = Org::default();
    let plan = match people::compare(bytes, &org, &asked) {
        Ok(plan) => plan,
        Err(faults) => {
            must(faults.count > 0, "a list that is refused for nothing")?;
            return must(
                faults.listed.len() <= FAULTS_MAX,
                "more faults than are told",
            );
        }
    };
    for operation in plan.operations() {
        must(
            operation.to_bytes().len() <= MAX_CONTENT,
            "an operation beyond its size",
        )?;
    }
    for event in &plan.events {
        org.allows(event).map_err(|refusal| refusal.to_string())?;
        org.apply(event);
    }
    let again = people::compare(bytes, &org, &asked).map_err(|faults| faults.to_string())?;
    must(again.events.is_empty(), "a list that is not done in one go")?;
    for form in [Form::Csv, Form::Ldif] {
        let list = people::written(&org, form, asked.on);
        let plan = people::compare(&list, &org, &asked).map_err(|faults| faults.to_string())?;
        must(plan.is_empty(), "an export that differs")?;
    }
    Ok(())
}
