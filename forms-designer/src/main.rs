//! Starts the program in which forms are drawn.
#![forbid(unsafe_code)]

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use antou_designer::arguments::{Arguments, Language, USAGE};
use antou_designer::controller::{Chooser, Designer, Setting, Wanted};
use slint::ComponentHandle;

fn main() -> ExitCode {
    let arguments = match Arguments::read(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(word) => {
            eprintln!("{word}?\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    if arguments.help {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), slint::PlatformError> {
    let designer = Designer::new(Setting {
        state: state(),
        documents: documents(),
        language: arguments.language.or_else(spoken).unwrap_or_default(),
        dark: arguments.dark.unwrap_or(false),
        chooser: has_portal().then(|| Rc::new(Portal) as Rc<dyn Chooser>),
        client: client(),
        family: family().to_owned(),
    })?;
    if let Some(path) = &arguments.path {
        designer.open(path);
    }
    designer.ui().run()
}

/// Whether the system's own window of files can be asked for: on Linux it comes over the bus of the
/// session, and without one nothing would be seen.
fn has_portal() -> bool {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let socket = || {
        named("XDG_RUNTIME_DIR").is_some_and(|folder| PathBuf::from(folder).join("bus").exists())
    };
    !cfg!(target_os = "linux") || named("DBUS_SESSION_BUS_ADDRESS").is_some() || socket()
}

/// Where drafts are kept.
fn state() -> PathBuf {
    let dirs = directories::ProjectDirs::from("tw", "antou", "antou-designer");
    let folder = dirs.map(|dirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned());
    folder.unwrap_or_else(|| env::temp_dir().join("antou-designer"))
}

/// Where a person keeps documents.
fn documents() -> PathBuf {
    let own = directories::UserDirs::new().map(|dirs| {
        let documents = dirs.document_dir().map(Path::to_owned);
        documents.unwrap_or_else(|| dirs.home_dir().join("Documents"))
    });
    own.unwrap_or_else(env::temp_dir)
}

/// The language of the system.
fn spoken() -> Option<Language> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = names
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    Language::named(&set?)
}

/// The font in which Chinese is shown as it is written in Taiwan.
fn family() -> &'static str {
    if cfg!(target_os = "windows") {
        "Microsoft JhengHei UI"
    } else if cfg!(target_os = "macos") {
        "PingFang TC"
    } else {
        "Noto Sans CJK TC"
    }
}

/// The program with which people fill forms in: beside this one, else on the path.
fn client() -> Option<PathBuf> {
    let name = format!("antou{}", env::consts::EXE_SUFFIX);
    let beside = env::current_exe()
        .ok()
        .and_then(|own| Some(own.parent()?.join(&name)));
    let path = env::var_os("PATH").unwrap_or_default();
    let others = env::split_paths(&path).map(|folder| folder.join(&name));
    beside.into_iter().chain(others).find(|path| path.is_file())
}

/// The system's own window of files.
struct Portal;

impl Chooser for Portal {
    fn choose(&self, wanted: Wanted, from: &Path, then: Box<dyn FnOnce(PathBuf)>) {
        let dialog = match from.is_dir() {
            true => rfd::AsyncFileDialog::new().set_directory(from),
            false => rfd::AsyncFileDialog::new(),
        };
        let asked = slint::spawn_local(async move {
            let picked = match wanted {
                Wanted::File => dialog.pick_file().await,
                Wanted::Folder => dialog.pick_folder().await,
                Wanted::Name(name) => dialog.set_file_name(name).save_file().await,
            };
            if let Some(picked) = picked {
                then(picked.path().to_owned());
            }
        });
        // Without a loop of events there is nobody to ask.
        drop(asked);
    }
}
