//! What the agency's server takes in: from computers, and from its administrator.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use agency_server::admin::flows::Plan;
use agency_server::authority::DeviceRequest;
use agency_server::reading::Reader;
use agency_server::{Agency, Folder, Settings, admin};
use office::ids::PersonId;
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
