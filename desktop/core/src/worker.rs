//! What goes on beside the commands on this computer itself: signing what can
//! no longer be taken back, looking again at open cases, the search index,
//! filing.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use archive::Fonts;

use crate::session::Session;
use crate::topics::deputies;
use crate::{Changed, Failure, filing, papers};

/// Cases that are looked at again in one transaction.
const LOOK: u32 = 100;
/// The longest sleep: people come and go with the day.
const LONGEST: Duration = Duration::from_secs(60);
/// The wait after something failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Starts the worker.
///
/// # Errors
/// `thread-missing` when the system gives no thread.
pub(crate) fn start(
    session: &Arc<Session>,
    font_folders: Vec<PathBuf>,
) -> Result<JoinHandle<()>, Failure> {
    let session = Arc::clone(session);
    let work = move || {
        let mut worker = Worker {
            session: &session,
            font_folders,
            fonts: None,
            day: None,
            looked: session.now(),
        };
        loop {
            let next = worker.step().unwrap_or_else(|failure| {
                tracing::warn!(code = failure.code, "work in the background failed");
                session.line.doubt(&failure.code);
                AFTER_FAILURE
            });
            if !session.sleep(next) {
                return;
            }
        }
    };
    std::thread::Builder::new()
        .name("worker".to_owned())
        .spawn(work)
        .map_err(|_| Failure::new("thread-missing"))
}

struct Worker<'a> {
    session: &'a Session,
    font_folders: Vec<PathBuf>,
    fonts: Option<Fonts>,
    day: Option<jiff::civil::Date>,
    /// When it was last seen who stands in for whom, ms.
    looked: i64,
}

impl Worker<'_> {
    /// Does what there is to do; answers how long to sleep.
    fn step(&mut self) -> Result<Duration, Failure> {
        let session = self.session;
        let seals_at = session.seal_due(false)?;
        let today = session.today();
        let (before, now) = (self.looked, session.now());
        let turned = before < now && deputies::turns(session, before, now)?;
        self.looked = now;
        if session.line.take_look() || self.day != Some(today) || turned {
            self.day = Some(today);
            look_at_all(session)?;
        }
        self.file()?;
        let more = session.finder.take_in(session)?;
        if more {
            return Ok(Duration::ZERO);
        }
        let until = seals_at.map(|at| u64::try_from(at.saturating_sub(session.now())).unwrap_or(0));
        Ok(until.map_or(LONGEST, |ms| LONGEST.min(Duration::from_millis(ms))))
    }

    fn file(&mut self) -> Result<(), Failure> {
        let fonts = std::cell::RefCell::new(&mut self.fonts);
        let folders = &self.font_folders;
        filing::file_all(self.session, &|| {
            let mut fonts = fonts.borrow_mut();
            if let Some(fonts) = &**fonts {
                return Ok(fonts.clone());
            }
            let found = papers::find_fonts(folders)?;
            **fonts = Some(found.clone());
            Ok(found)
        })?;
        Ok(())
    }
}

/// Looks at every open case again: who stands in for whom has changed.
pub(crate) fn look_at_all(session: &Session) -> Result<(), Failure> {
    let mut seen = 0;
    loop {
        let count = session.look_again(seen, LOOK)?;
        seen = seen.saturating_add(LOOK);
        if count < LOOK as usize {
            break;
        }
    }
    session.listeners.tell(&[Changed::Inbox, Changed::Frame]);
    Ok(())
}
