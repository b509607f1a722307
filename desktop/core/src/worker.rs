//! What goes on beside the commands on this computer itself: signing what can
//! no longer be taken back, looking again at open cases, the search index,
//! filing.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use archive::Fonts;

use crate::session::Session;
use crate::topics::deputies;
use crate::{Changed, Failure, filing, papers};

/// Cases that are looked at again in one transaction: whoever decides something meanwhile waits for
/// one of them at most.
const LOOK: usize = 20;
/// Between two of them, so that who waits has a turn.
const BREATH: Duration = Duration::from_millis(2);
/// The longest sleep: people come and go with the day.
const LONGEST: Duration = Duration::from_secs(60);
/// The search index is filled once nothing was changed for so long: its writing makes the disk busy,
/// and whoever decides one matter after the other would feel it.
const QUIET: Duration = Duration::from_millis(1_500);
/// So long it is put off at most.
const PUT_OFF: Duration = Duration::from_secs(30);
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
            put_off: None,
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
    /// Since when the search index waits for quiet.
    put_off: Option<Instant>,
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
            look_at_all(session, BREATH)?;
        }
        self.file()?;
        let again = self.index()?;
        let until = seals_at.map(|at| u64::try_from(at.saturating_sub(session.now())).unwrap_or(0));
        let sealing = until.map_or(LONGEST, Duration::from_millis);
        Ok(LONGEST.min(sealing).min(again))
    }

    /// Fills the search index while it is quiet; answers when to come again.
    fn index(&mut self) -> Result<Duration, Failure> {
        let quiet = self.session.quiet_for();
        if quiet < QUIET && self.put_off.get_or_insert_with(Instant::now).elapsed() < PUT_OFF {
            return Ok(QUIET.saturating_sub(quiet));
        }
        self.put_off = None;
        Ok(match self.session.finder.take_in(self.session)? {
            true => Duration::ZERO,
            false => LONGEST,
        })
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

/// Looks at every open case again, with a pause between some and the next: who stands in for whom has
/// changed.
pub(crate) fn look_at_all(session: &Session, pause: Duration) -> Result<(), Failure> {
    for some in session.open_cases()?.chunks(LOOK) {
        session.look_again(some)?;
        std::thread::sleep(pause);
    }
    session.listeners.tell(&[Changed::Inbox, Changed::Frame]);
    Ok(())
}
