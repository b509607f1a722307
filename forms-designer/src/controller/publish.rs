//! What became different, and publishing.

use std::path::Path;

use pack_author::Edit;
use pack_author::difference::{self, Difference};
use pack_author::manifest::{self, Command, Value};
use pack_author::publication::{self, EXTENSION, Review};

use super::Inner;
use super::files::{now_ms, unquoted};
use super::route::line;
use crate::files::{self, Refusal};
use crate::findings::{self, Spot};
use crate::models::follow;
use crate::problems::sentence;
use crate::seal::{self, Key};
use crate::sheet::Sheet;
use crate::texts::Say;
use crate::ui;
use crate::write;

impl Inner {
    pub(super) fn show_publication(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let current = self
            .compared
            .as_ref()
            .map(|(_, files)| manifest::read(files));
        let current = current.and_then(Result::ok);
        let review = publication::review(open.sheet.files(), current.as_ref());
        let say = self.say.borrow();
        let lines = hindrances(&review, &open.sheet, &say);
        let old = self.compared.as_ref().map(|(_, files)| files);
        let old = old.or(open.place.as_ref().map(|place| &place.seen));
        // Of what was never saved everything is new.
        let changes = old.map(|old| difference::difference(old, open.sheet.files()));
        let changes = changes.unwrap_or_default();
        let changes: Vec<ui::Known> = changes.iter().map(|own| change_line(own, &say)).collect();
        let against = match (&self.compared, &open.place) {
            (Some((path, _)), _) => say.say_with("versions-other", &[("path", path)]),
            (None, Some(_)) => say.say("versions-disk"),
            (None, None) => say.say("versions-nothing"),
        };
        let version = review.manifest.as_ref().map(|own| own.version.to_string());
        let id = review.manifest.as_ref().map(|own| own.id.to_string());
        let (id, version) = (id.unwrap_or_default(), version.unwrap_or_default());
        let target = self
            .meant_folder()
            .join(format!("{id}-{version}.{EXTENSION}"));
        drop(say);
        follow(&self.models.hindrances, lines, |line| {
            (line.place.clone(), line.said.clone())
        });
        follow(&self.models.differences, changes, |own| {
            (own.name.clone(), own.path.clone())
        });
        let ready = review.is_ready();
        self.set(|designer| {
            designer.set_ready(ready);
            designer.set_version(version.into());
            designer.set_against(against.into());
            designer.set_target_meant(target.display().to_string().into());
        });
    }

    /// The version after this one.
    pub(super) fn next_version(&mut self) {
        self.flush();
        let Some(open) = &mut self.open else {
            return;
        };
        let now = manifest::read(open.sheet.files()).map(|own| u64::from(own.version));
        let next = i64::try_from(now.unwrap_or(0))
            .unwrap_or(0)
            .saturating_add(1);
        let command = Command {
            key: "version".to_owned(),
            value: Some(Value::Number(next)),
        };
        let done = open.sheet.edit(&Edit::Manifest(command));
        self.changed();
        if let Err(problem) = done {
            self.problem(&problem);
        }
    }

    /// Compares with another folder or pack file; with what was opened where the path is empty.
    pub(super) fn compare(&mut self, path: &str) {
        self.flush();
        let path = unquoted(Path::new(path));
        let read = if path.as_os_str().is_empty() {
            Ok(None)
        } else if path.is_dir() {
            files::folder_files(&path).map(Some)
        } else {
            let received = seal::receive(&path, &self.roots, now_ms());
            received.map(|opened| Some(opened.sheet.files().clone()))
        };
        match read {
            Ok(files) => {
                self.compared = files.map(|files| (path.display().to_string(), files));
                self.tell("", false);
            }
            Err(refusal) => self.tell(&self.refusal(&refusal), true),
        }
        self.show_publication();
    }

    /// Signs what is ready and writes the pack file.
    pub(super) fn publish(&mut self, key: &str, certificate: &str, target: &str) {
        self.flush();
        let meant: String = self.get(|designer| designer.get_target_meant()).into();
        let target = if target.trim().is_empty() {
            &meant
        } else {
            target
        };
        let path = self.absolute(Path::new(target));
        match self.sealed(key, certificate, &path) {
            Ok(()) => {
                let path = path.display().to_string();
                let said = self
                    .say
                    .borrow()
                    .say_with("said-published", &[("path", &path)]);
                self.publish_said(&said, false);
                self.tell(&said, false);
            }
            Err(refusal) => self.publish_said(&self.refusal(&refusal), true),
        }
    }

    /// What came of it stands beside the button.
    fn publish_said(&self, said: &str, bad: bool) {
        self.set(|designer| {
            designer.set_publish_said(said.into());
            designer.set_publish_bad(bad);
        });
    }

    fn sealed(&self, key: &str, certificate: &str, target: &Path) -> Result<(), Refusal> {
        let Some(open) = &self.open else {
            return Ok(());
        };
        let current = self
            .compared
            .as_ref()
            .map(|(_, files)| manifest::read(files));
        let current = current.and_then(Result::ok);
        let ready = publication::prepare(open.sheet.files(), current.as_ref())?;
        if key.trim().is_empty() || certificate.trim().is_empty() {
            return Err(Refusal::bare("key-none"));
        }
        let key = Key::read(&unquoted(Path::new(key)), &unquoted(Path::new(certificate)))?;
        if target.exists() {
            return Err(Refusal::bare("file-there-already").with("path", target.display()));
        }
        let bytes = publication::sign(&ready, now_ms(), &key)?;
        write::whole(target, &bytes)
            .map_err(|_| Refusal::bare("file-not-written").with("path", target.display()))
    }
}

/// All that hinders, then what should be looked at.
fn hindrances(review: &Review, sheet: &Sheet, say: &Say) -> Vec<ui::Trouble> {
    let mut lines: Vec<ui::Trouble> = Vec::new();
    if let Some(problem) = &review.version {
        lines.push(ui::Trouble {
            id: Spot::Publication.id().into(),
            weight: 3,
            said: sentence(&problem.code, &problem.facts, say).into(),
            place: say.say("publish-version").into(),
        });
    }
    let red = review.scenarios.iter().filter(|run| run.red.is_some());
    lines.extend(red.map(|run| ui::Trouble {
        id: Spot::Scenario(run.file.clone()).id().into(),
        weight: 3,
        said: say.say("publish-red").into(),
        place: format!("{} · {}", say.say("tab-scenarios"), run.title).into(),
    }));
    lines.extend(
        review
            .findings
            .iter()
            .map(|finding| line(findings::told(finding, sheet, say))),
    );
    let mut seen = std::collections::BTreeSet::new();
    lines.retain(|line| seen.insert((line.id.clone(), line.said.clone())));
    lines
}

fn change_line(change: &Difference, say: &Say) -> ui::Known {
    let key = format!("changed-{}", change.code);
    let mut facts: Vec<(&str, &str)> = change
        .facts
        .iter()
        .map(|(name, fact)| (*name, fact.as_str()))
        .collect();
    facts.push(("about", change.about.as_str()));
    let [before, after] = ["before", "after"].map(|name| change.facts.get(name));
    let detail = match (before, after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    ui::Known {
        name: say.say_with(&key, &facts).into(),
        path: change.file.as_str().into(),
        about: detail.into(),
    }
}
