//! The demo's host: one window that can sit at several people's desks. Each
//! desk is a computer of its own, with its own vault, device and cable; the
//! server behind the cables is the real one.

mod cable;
mod file;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;

use office::civil;
use serde_json::{Value, json};

use cable::Cable;
use file::{DemoFile, Desk};

use crate::demo::Demo;
use crate::host::{Hear, Host};
use crate::topics::settings;
use crate::views::{DemoView, Frame, PersonBrief, SetupView, Stage, SyncMark, SyncPill};
use crate::{Changed, Clock, Core, CoreOptions, Failure, SystemClock, host};

/// The desks of a demo agency.
#[derive(Clone)]
pub struct Desks(Arc<Room>);

struct Room {
    folder: PathBuf,
    file: DemoFile,
    cables: BTreeMap<String, Cable>,
    seats: Mutex<Seats>,
    /// Held while somebody sits down: one vault is opened once.
    sitting: Mutex<()>,
    hearing: Mutex<Vec<Hear>>,
    myself: Weak<Room>,
}

struct Seats {
    current: String,
    cores: BTreeMap<String, Arc<Core>>,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

/// What a core of the room holds of it, without keeping it alive.
#[derive(Debug)]
struct Bar(Weak<Room>);

/// Whether a text is a `demo.toml`.
///
/// # Errors
/// `demo-file` (reason).
pub fn check_file(text: &str) -> Result<(), Failure> {
    DemoFile::from_text(text).map(drop)
}

impl Desks {
    /// Opens the demo in a folder with `demo.toml`, at the first desk.
    ///
    /// # Errors
    /// `demo-file` (reason) when the file cannot be read, `demo-cable` when a
    /// port is taken, and what setting up the first desk says.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let file = DemoFile::read(&folder.join("demo.toml"))?;
        let mut cables = BTreeMap::new();
        for desk in &file.desk {
            let cable = Cable::lay(([127, 0, 0, 1], desk.port).into(), file.server)
                .map_err(|e| Failure::new("demo-cable").with("detail", e))?;
            cable.plug(!pulled(folder, &desk.id).exists());
            cables.insert(desk.id.clone(), cable);
        }
        let first = file
            .desk
            .first()
            .map(|desk| desk.id.clone())
            .unwrap_or_default();
        let room = Arc::new_cyclic(|myself| Room {
            folder: folder.to_owned(),
            file,
            cables,
            seats: Mutex::new(Seats {
                current: first.clone(),
                cores: BTreeMap::new(),
            }),
            sitting: Mutex::default(),
            hearing: Mutex::default(),
            myself: myself.clone(),
        });
        room.sit(&first)?;
        Ok(Self(room))
    }
}

impl Host for Desks {
    fn reply(&self, name: &str, request: Value) -> Value {
        match self.0.core() {
            Some(core) => host::reply(&core, name, request),
            None => host::failed(&Failure::new("demo-person")),
        }
    }

    fn listen(&self, hear: Hear) {
        self.0
            .hearing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(hear);
    }
}

impl Room {
    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn core(&self) -> Option<Arc<Core>> {
        let seats = self.seats();
        seats.cores.get(&seats.current).cloned()
    }

    fn desk(&self, person: &str) -> Result<&Desk, Failure> {
        self.file
            .desk
            .iter()
            .find(|desk| desk.id == person)
            .ok_or_else(|| Failure::new("demo-person"))
    }

    /// Sits down at a desk: its core is started, enrolled and opened as far as
    /// the person there would not do that by hand.
    fn sit(&self, person: &str) -> Result<Arc<Core>, Failure> {
        let desk = self.desk(person)?;
        let _alone = self.sitting.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self.seats().cores.get(person).cloned();
        let core = match known {
            Some(core) => core,
            None => self.start(desk)?,
        };
        let mut seats = self.seats();
        seats.cores.insert(person.to_owned(), Arc::clone(&core));
        person.clone_into(&mut seats.current);
        drop(seats);
        Ok(core)
    }

    fn start(&self, desk: &Desk) -> Result<Arc<Core>, Failure> {
        let mut options = CoreOptions::new(self.folder.join("homes").join(&desk.id));
        options.demo = Some(Arc::new(Bar(self.myself.clone())));
        options.computer = format!("demo {}", desk.id);
        let core = Core::start(options)?;
        self.pass_on(&desk.id, &core)?;
        let setup: SetupView = ask(&core, "setup_state", json!({}))?;
        match setup.stage {
            Stage::Fresh if desk.by_hand => {
                self.invite(desk)?;
            }
            Stage::Fresh => {
                let text = self.invite(desk)?;
                let request =
                    json!({ "text": text, "passphrase": self.file.passphrase, "remember": false });
                ask::<SetupView>(&core, "setup_enrol", request)?;
            }
            Stage::Locked if desk.by_hand => {}
            Stage::Locked => {
                ask::<SetupView>(
                    &core,
                    "unlock",
                    json!({ "passphrase": self.file.passphrase }),
                )?;
            }
            Stage::Open => {}
        }
        Ok(core)
    }

    /// Asks the agency's administration for an invitation, and leaves it as a
    /// file in `invitations/`, leading through the desk's cable.
    fn invite(&self, desk: &Desk) -> Result<String, Failure> {
        let text = self.file.invite(&desk.id)?;
        let text = file::through(&text, desk.port)?;
        let folder = self.folder.join("invitations");
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(folder.join(format!("{}.txt", desk.id)), &text))
            .map_err(|e| Failure::new("demo-file").with("reason", e))?;
        Ok(text)
    }

    /// Passes on the news of a core while its desk is shown.
    fn pass_on(&self, person: &str, core: &Core) -> Result<(), Failure> {
        let news = core.subscribe();
        let (room, person) = (self.myself.clone(), person.to_owned());
        let spawned = thread::Builder::new()
            .name("demo-news".to_owned())
            .spawn(move || {
                for words in news {
                    let Some(room) = room.upgrade() else { return };
                    if room.seats().current == person {
                        room.tell(&words);
                    }
                }
            });
        spawned
            .map(drop)
            .map_err(|e| Failure::new("demo-file").with("reason", e))
    }

    fn tell(&self, words: &BTreeSet<Changed>) {
        for hear in self
            .hearing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            hear(words);
        }
    }

    fn view(&self) -> DemoView {
        let current = self.seats().current.clone();
        let plugged = self.cables.get(&current).is_some_and(Cable::is_plugged);
        DemoView {
            people: self.file.desk.iter().map(Desk::brief).collect(),
            current,
            plugged,
        }
    }
}

impl Demo for Bar {
    fn view(&self) -> DemoView {
        let nobody = || DemoView {
            people: Vec::new(),
            current: String::new(),
            plugged: false,
        };
        self.0.upgrade().map_or_else(nobody, |room| room.view())
    }

    fn switch(&self, person: &str) -> Result<Frame, Failure> {
        let room = self.0.upgrade().ok_or_else(|| Failure::new("demo-only"))?;
        let core = room.sit(person)?;
        room.tell(&BTreeSet::from([
            Changed::Setup,
            Changed::Frame,
            Changed::Inbox,
            Changed::Mine,
            Changed::Settings,
        ]));
        let setup: SetupView = ask(&core, "setup_state", json!({}))?;
        if setup.stage == Stage::Open {
            return ask(&core, "frame", json!({}));
        }
        let me = setup.person.unwrap_or(room.desk(person).map(Desk::brief)?);
        Ok(before_work(me, room.view()))
    }

    fn plug(&self, plugged: bool) -> Result<(), Failure> {
        let room = self.0.upgrade().ok_or_else(|| Failure::new("demo-only"))?;
        let current = room.seats().current.clone();
        let cable = room
            .cables
            .get(&current)
            .ok_or_else(|| Failure::new("demo-cable"))?;
        cable.plug(plugged);
        let mark = pulled(&room.folder, &current);
        let kept = if plugged {
            std::fs::remove_file(&mark)
        } else {
            std::fs::write(&mark, [])
        };
        match kept {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Failure::new("demo-cable").with("detail", error))
            }
            _ => Ok(()),
        }
    }
}

/// The mark by which a pulled cable stays pulled when the window is closed.
fn pulled(folder: &Path, person: &str) -> PathBuf {
    folder.join(format!("{person}.pulled"))
}

/// What stands around the screens before a vault is open.
fn before_work(me: PersonBrief, demo: DemoView) -> Frame {
    Frame {
        me,
        agency: String::new(),
        today: civil::wall(SystemClock.now()).date().to_string(),
        inbox: 0,
        stuck: None,
        sync: SyncPill {
            mark: SyncMark::Offline,
            waiting: 0,
            attention: 0,
            last_sync: None,
            clock_off: None,
        },
        settings: settings::first(),
        demo: Some(demo),
    }
}

fn ask<T: serde::de::DeserializeOwned>(
    core: &Core,
    name: &str,
    request: Value,
) -> Result<T, Failure> {
    let answer = core.call(name, request)?;
    serde_json::from_value(answer).map_err(|e| Failure::new("command-answer").with("detail", e))
}

impl Desk {
    fn brief(&self) -> PersonBrief {
        let Self {
            id,
            name,
            title,
            unit,
            ..
        } = self;
        PersonBrief {
            id: id.clone(),
            name: name.clone(),
            title: title.clone(),
            unit: unit.clone(),
        }
    }
}
