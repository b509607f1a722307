//! The start of the program as it is seen: until there is something on the screen.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{START, Told, memory, told};

/// How often it is started.
const TIMES: usize = 9;
/// The longest that it may take.
const LONGEST: Duration = Duration::from_secs(20);
/// How long it rests before its memory is looked at.
const REST: Duration = Duration::from_millis(1_500);

/// Starts the program and tells how long it took and how much memory it holds.
pub(crate) fn starts(program: &str, folder: &Path, with: &str, path: &Path) -> Told<bool> {
    let screen = folder.join("Xvfb_screen0");
    let state = folder.join("antou-designer");
    fs::create_dir_all(&state)?;
    // The tour is shown once only.
    fs::write(state.join("memory.json"), r#"{"toured":true}"#)?;
    let mut taken = Vec::new();
    let mut kept = true;
    for time in 0..=TIMES {
        let before = picture(&screen)?;
        let started = Instant::now();
        let mut child = Command::new(program)
            .arg(path)
            .args(["--lang", "zh-TW"])
            .env("XDG_STATE_HOME", folder)
            .stdout(Stdio::null())
            .spawn()?;
        while picture(&screen)? == before && started.elapsed() < LONGEST {
            thread::sleep(Duration::from_millis(1));
        }
        // The first one reads the program from the disk.
        if time > 0 {
            taken.push(started.elapsed());
        }
        if time == TIMES {
            thread::sleep(REST);
            kept &= memory(&format!("started with {with}"), &child.id().to_string())?;
        }
        child.kill()?;
        child.wait()?;
        // The window is gone before the next one comes.
        while picture(&screen)? != before && started.elapsed() < LONGEST {
            thread::sleep(Duration::from_millis(5));
        }
    }
    Ok(told(&format!("start with {with}"), &mut taken, START) & kept)
}

/// Some of the screen's pixels, across the middle of it.
fn picture(screen: &Path) -> Told<Vec<u8>> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = fs::File::open(screen)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length / 2))?;
    let mut some = vec![0; 4_096];
    file.read_exact(&mut some)?;
    Ok(some)
}
