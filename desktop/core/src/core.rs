//! One person's computer: a folder with a vault, and what runs while it is open.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use serde_json::Value;
use vault::{Cost, Passphrase, Unlock, Vault};

use crate::changes::{Changed, Listeners};
use crate::clock::{Clock, SystemClock};
use crate::commands;
use crate::demo::Demo;
use crate::finder::Finder;
use crate::session::Session;
use crate::store::Store;
use crate::views::Sentence;
use crate::{Failure, sync_loop, worker};

/// How a core is started.
#[derive(Clone)]
pub struct CoreOptions {
    /// The folder of this person on this computer; made when it is not there.
    pub home: PathBuf,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Work beside the commands: the line to the agency, signing when the time
    /// to take back is over, search index, filing. Tests that own the time
    /// switch it off.
    pub background: bool,
    /// What trying a passphrase costs in a new vault.
    pub cost: Cost,
    /// Name of this computer, as the agency lists it; at most 128 bytes.
    pub computer: String,
    /// Folders of fonts besides those of the system.
    pub fonts: Vec<PathBuf>,
    /// Where copies are saved that a person asks for; none where the system names no folder.
    pub downloads: Option<PathBuf>,
    /// The demo's bar, in demo hosts only.
    pub demo: Option<Arc<dyn Demo>>,
}

impl CoreOptions {
    /// As a person's own computer starts it.
    #[must_use]
    pub fn new(home: PathBuf) -> Self {
        Self {
            home,
            clock: Arc::new(SystemClock),
            background: true,
            cost: Cost::default(),
            computer: std::env::consts::OS.to_owned(),
            fonts: Vec::new(),
            downloads: crate::host::downloads(),
            demo: None,
        }
    }
}

/// An open vault with its threads.
struct Running {
    session: Arc<Session>,
    threads: Vec<JoinHandle<()>>,
}

/// The core behind one window. All methods may be called from any thread.
pub struct Core {
    pub(crate) options: CoreOptions,
    pub(crate) listeners: Arc<Listeners>,
    running: Mutex<Option<Running>>,
    /// Until when unlocking is held back, ms, as the vault last said.
    pub(crate) locked_until: Mutex<Option<i64>>,
    fonts: Mutex<Option<archive::Fonts>>,
    /// The vault opened but holds no enrolment: its database was lost.
    pub(crate) is_unenrolled: AtomicBool,
}

impl Core {
    /// Starts a core on its folder; the vault stays closed until it is unlocked.
    ///
    /// # Errors
    /// `disk-*` when the folder cannot be made or tidied.
    pub fn start(options: CoreOptions) -> Result<Arc<Self>, Failure> {
        let core = Self {
            options,
            listeners: Arc::default(),
            running: Mutex::new(None),
            locked_until: Mutex::new(None),
            fonts: Mutex::new(None),
            is_unenrolled: AtomicBool::new(false),
        };
        fs::create_dir_all(&core.options.home).map_err(|e| disk(&e))?;
        core.clear_run_folder()?;
        Ok(Arc::new(core))
    }

    /// Runs a command of the table.
    ///
    /// # Errors
    /// A stable code with facts.
    pub fn call(&self, name: &str, request: Value) -> Result<Value, Failure> {
        commands::dispatch(self, name, request)
    }

    /// A failure whose facts name people.
    #[must_use]
    pub fn with_names(&self, mut failure: Failure) -> Failure {
        if let Ok(org) = self.session().and_then(|session| session.org()) {
            crate::people::name_facts(&org, &mut failure.facts);
        }
        failure
    }

    /// Hears which words changed, from now on.
    #[must_use]
    pub fn subscribe(&self) -> Receiver<BTreeSet<Changed>> {
        self.listeners.add()
    }

    pub(crate) fn tell(&self, words: &[Changed]) {
        self.listeners.tell(words);
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open vault.
    ///
    /// # Errors
    /// `vault-closed`.
    pub(crate) fn session(&self) -> Result<Arc<Session>, Failure> {
        self.running()
            .as_ref()
            .map(|running| Arc::clone(&running.session))
            .ok_or_else(|| Failure::new("vault-closed"))
    }

    pub(crate) fn is_open(&self) -> bool {
        self.running().is_some()
    }

    pub(crate) fn vault_place(&self) -> PathBuf {
        self.options.home.join("vault")
    }

    /// The folder in which files lie in clear while another program shows them.
    pub(crate) fn run_folder(&self) -> PathBuf {
        self.options.home.join("run")
    }

    pub(crate) fn unlock(&self, by: &Unlock) -> Result<(), Failure> {
        if self.is_open() {
            return Ok(());
        }
        let now = self.options.clock.now();
        self.begin(Vault::open(&self.vault_place(), by, now)?)
    }

    pub(crate) fn passphrase(text: String) -> Unlock {
        Unlock::Passphrase(Passphrase::new(text))
    }

    /// Starts work on an open vault.
    pub(crate) fn begin(&self, vault: Vault) -> Result<(), Failure> {
        let finder = Finder::new(self.options.home.join("index"), vault.index_key()?);
        let store = Store::new(vault);
        let lost = matches!(&store, Err(failure) if failure.code == "vault-not-enrolled");
        self.is_unenrolled.store(lost, Ordering::SeqCst);
        let store = store?;
        let clock = Arc::clone(&self.options.clock);
        let session = Session::start(store, finder, clock, Arc::clone(&self.listeners))?;
        let mut threads = Vec::new();
        if self.options.background {
            threads.push(worker::start(&session, self.fonts_places())?);
            threads.push(sync_loop::start(&session)?);
        }
        *self.running() = Some(Running { session, threads });
        self.tell(&[Changed::Setup, Changed::Frame]);
        Ok(())
    }

    /// Closes the vault. What could still be taken back is signed: after this
    /// nobody is there to take it back.
    pub(crate) fn lock(&self) -> Result<(), Failure> {
        let Some(running) = self.running().take() else {
            return Ok(());
        };
        running.session.card_close();
        let sealed = running.session.seal_due(true);
        running.session.stop();
        for thread in running.threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the vault ended badly");
            }
        }
        drop(running.session);
        self.clear_run_folder()?;
        self.tell(&[Changed::Setup]);
        sealed.map(drop)
    }

    /// Looks at every page of the database, every chain and every blob; answers
    /// what is not as it was written. It may take minutes.
    ///
    /// # Errors
    /// `vault-closed`; `vault-*` when looking itself fails.
    pub fn check_vault(&self) -> Result<Vec<Sentence>, Failure> {
        let found = self.session()?.store().vault().check()?;
        let sentence = |finding: vault::Finding| Sentence {
            code: finding.code.to_owned(),
            facts: [
                ("what".to_owned(), finding.what),
                ("detail".to_owned(), finding.detail),
            ]
            .into(),
        };
        Ok(found.into_iter().map(sentence).collect())
    }

    /// Does once what the background does while it is switched off: signs what
    /// is due, looks at open cases again, fills the search index. Filing and
    /// the line to the agency are not in it.
    ///
    /// # Errors
    /// `vault-closed`, and what the work says.
    pub fn work_until_idle(&self) -> Result<(), Failure> {
        let session = self.session()?;
        session.seal_due(false)?;
        worker::look_at_all(&session, std::time::Duration::ZERO)?;
        while session.finder.take_in(&session)? {}
        Ok(())
    }

    pub(crate) fn fonts_places(&self) -> Vec<PathBuf> {
        self.options.fonts.clone()
    }

    /// The fonts for print, read once.
    pub(crate) fn fonts(&self) -> Result<archive::Fonts, Failure> {
        let mut fonts = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = &*fonts {
            return Ok(fonts.clone());
        }
        let found = crate::papers::find_fonts(&self.options.fonts)?;
        *fonts = Some(found.clone());
        Ok(found)
    }

    fn clear_run_folder(&self) -> Result<(), Failure> {
        let folder = self.run_folder();
        match fs::remove_dir_all(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(disk(&error)),
        }
        private_folder(&folder)
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        if let Err(failure) = self.lock() {
            tracing::error!(code = failure.code, "the vault was not closed cleanly");
        }
    }
}

/// A folder that only this person can look into.
fn private_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|e| disk(&e))
}

/// What the disk says, by the codes of the vault.
pub(crate) fn disk(error: &std::io::Error) -> Failure {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => Failure::new("disk-full"),
        PermissionDenied => Failure::new("disk-denied"),
        _ => Failure::new("disk-failed").with("detail", error),
    }
}
