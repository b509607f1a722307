//! Plays a flow: a line is a step. In a terminal it asks for lines; from a pipe it takes them.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use desktop_core::Failure;
use office::scenario::{Command, Flow, NoCommand, Record, Stage};

use crate::files;
use crate::options::{Options, no_command, refused};
use crate::picture::drawn;
use crate::screen::{Screen, say};

/// A flow that is played, with what was done, so that it can be taken back.
struct Play<'f> {
    options: &'f Options,
    path: &'f Path,
    flow: &'f Flow,
    screen: Screen,
    stage: Stage<'f>,
    done: Vec<Command>,
    record: Record,
}

/// Plays until the lines end; whether every line was understood and done, which matters when
/// nobody sees them.
pub fn run(path: &Path, options: &Options) -> Result<bool, Failure> {
    let flow = options.flow(path)?;
    let mut play = Play {
        options,
        path,
        flow: &flow,
        screen: Screen {
            language: options.language,
        },
        stage: options.stage(&flow),
        done: Vec::new(),
        record: Record::default(),
    };
    let asks = std::io::stdin().is_terminal();
    play.screen.standing(&play.stage);
    if asks {
        say(&options.language.say("play-hint", &BTreeMap::new()));
    }
    let mut all_well = true;
    let mut lines = std::io::stdin().lock().lines();
    loop {
        if asks {
            let _ = write!(std::io::stdout(), "> ");
            let _ = std::io::stdout().flush();
        }
        let Some(Ok(line)) = lines.next() else { break };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !asks {
            say(&format!("> {line}"));
        }
        if matches!(line, "quit" | "exit" | "bye") {
            break;
        }
        if let Err(failure) = play.line(line) {
            all_well = false;
            say(&options.language.say(&failure.code, &failure.facts));
        }
    }
    if asks {
        say("");
    }
    Ok(all_well || asks)
}

impl Play<'_> {
    fn line(&mut self, line: &str) -> Result<(), Failure> {
        let (verb, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match verb {
            "help" | "?" => say(&self.options.language.say("play-help", &BTreeMap::new())),
            "show" => self.screen.standing(&self.stage),
            "vars" => self.screen.variables(&self.stage),
            "why" => self.why(rest)?,
            "back" => self.back(rest)?,
            "save" => self.save(rest)?,
            "state" => {
                let state = self.stage.state().map_err(refused)?;
                self.write(rest, &state)?;
            }
            "picture" => self.picture(rest)?,
            _ => self.give(line)?,
        }
        Ok(())
    }

    fn give(&mut self, line: &str) -> Result<(), Failure> {
        let command = Command::read(line).map_err(|reason| no_command(line, reason))?;
        let before = self.stage.clone();
        match self.stage.give(&command) {
            Ok(happened) => {
                self.screen.told(&self.stage, &happened);
                self.record.take(&command, &happened, &self.stage);
                self.done.push(command);
                self.screen.standing(&self.stage);
                Ok(())
            }
            Err(refusal) => {
                self.stage = before;
                Err(refused(refusal))
            }
        }
    }

    /// Takes the last commands back: what is left is played again.
    fn back(&mut self, rest: &str) -> Result<(), Failure> {
        let count: usize = match rest {
            "" => 1,
            rest => rest
                .parse()
                .map_err(|_| no_command("back", NoCommand::More))?,
        };
        if self.done.is_empty() {
            return Err(Failure::new("play-nothing-done"));
        }
        let left = self.done.len().saturating_sub(count);
        let mut stage = self.options.stage(self.flow);
        for command in &self.done[..left] {
            stage.give(command).map_err(refused)?;
        }
        self.stage = stage;
        self.done.truncate(left);
        self.record.truncate(left);
        self.screen.standing(&self.stage);
        Ok(())
    }

    fn why(&self, rest: &str) -> Result<(), Failure> {
        let rest = rest.trim_matches('"');
        if !rest.is_empty() {
            let nodes = self.flow.plan().nodes();
            let named = nodes.iter().find(|node| node.name == rest);
            let element = match self.flow.node(rest) {
                Some(node) => Some(node),
                None => named,
            };
            let unknown = || Failure::new("play-not-here").with("element", rest);
            self.screen
                .reasons(&self.stage, &element.ok_or_else(unknown)?.id);
            return Ok(());
        }
        for one in self.stage.standing() {
            self.screen.reasons(&self.stage, &one.element);
        }
        Ok(())
    }

    fn save(&self, rest: &str) -> Result<(), Failure> {
        let process = self.flow.plan().process();
        let title = self.flow.name(process);
        let toml = self.record.toml(title, process, self.options.from);
        self.write(rest, &toml)
    }

    fn picture(&self, rest: &str) -> Result<(), Failure> {
        let mut pack = files::pack(self.path)?;
        let flow = pack.remove("flow.bpmn").unwrap_or_default();
        let svg = drawn(&flow, &self.stage.marks())?;
        self.write(rest, &svg)
    }

    fn write(&self, file: &str, content: &str) -> Result<(), Failure> {
        if file.is_empty() {
            return Err(Failure::new("play-no-file"));
        }
        let path = Path::new(file);
        std::fs::write(path, content).map_err(|e| files::unreadable(path, &e))?;
        say(&self
            .options
            .language
            .say_all("play-written", &[("path", file)]));
        Ok(())
    }
}
