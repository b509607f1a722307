//! A service under edit: one way back over all of its files.

mod delta;
mod edit;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use form_model::Form;

use crate::files::{FORM, hold};
use crate::route::{self, Linear};
use crate::scenarios::{self, Run};
use crate::table::{self, Grid, Listed};
use crate::texts::Texts;
use crate::{Files, Finding, Problem};
use delta::Delta;
pub use edit::{Did, Edit};

/// One step of the way of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it did.
    pub did: Did,
    /// What it was done to: of a form the label, else a key, a path, the name of a decision.
    pub about: String,
    /// Of a property of the form its name, such as `validate/required`; of a table what was done,
    /// such as `cell`; else empty.
    pub property: String,
    delta: Delta,
}

/// What began and has not come to a step yet.
#[derive(Debug, Clone)]
struct Begun {
    before: Files,
    told: Option<(Did, String, String)>,
}

/// The files of a pack under edit; none at first.
#[derive(Debug, Clone, Default)]
pub struct Service {
    files: Files,
    /// As they were saved last.
    saved: Files,
    /// The form, where there is one that can be read.
    form: Option<Form>,
    done: Vec<Step>,
    /// The step to do again first stands last.
    undone: Vec<Step>,
    begun: Option<Begun>,
}

impl Service {
    /// Opens the files of a pack. What is missing or cannot be read is no hindrance;
    /// [`check`](crate::check()) tells it.
    ///
    /// # Errors
    /// `pack-too-many` (limit), `pack-too-large` (limit), `pack-path` (path).
    pub fn open(files: Files) -> Result<Self, Problem> {
        hold(&files)?;
        Ok(Self {
            form: form_of(&files, None),
            saved: files.clone(),
            files,
            done: Vec::new(),
            undone: Vec::new(),
            begun: None,
        })
    }

    /// The files as they are now, to save and to check.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The form; none where it is missing or cannot be read.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// The texts, both languages side by side.
    ///
    /// # Errors
    /// As [`Texts::read`].
    pub fn texts(&self) -> Result<Texts, Problem> {
        Texts::read(&self.files)
    }

    /// The route.
    ///
    /// # Errors
    /// As [`route::read`].
    pub fn route(&self) -> Result<Linear, Problem> {
        route::read(&self.files)
    }

    /// The decisions.
    ///
    /// # Errors
    /// As [`table::decisions`].
    pub fn decisions(&self) -> Result<Vec<Listed>, Problem> {
        table::decisions(&self.files)
    }

    /// The table of a decision.
    ///
    /// # Errors
    /// As [`table::read`].
    pub fn table(&self, decision: &str) -> Result<Grid, Problem> {
        table::read(&self.files, decision)
    }

    /// Everything there is to say, the weightiest first.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        crate::check(&self.files)
    }

    /// Runs every scenario.
    #[must_use]
    pub fn scenarios(&self) -> Vec<Run> {
        scenarios::run(&self.files)
    }

    /// The stations to which the form can give rights.
    #[must_use]
    pub fn stations(&self) -> Vec<route::Named> {
        route::stations(&self.files)
    }

    /// Does something and says where what it was done to stands now: a JSON pointer of the form,
    /// else the same as [`Step::about`]. What is refused changes nothing.
    ///
    /// # Errors
    /// As what the edit is for: [`form_model::edit::Document::apply`], [`route::put`], and the
    /// commands of [`table`], [`texts`](crate::texts) and [`manifest`](crate::manifest);
    /// `pack-file-missing` (path) where what is changed is not there; and as [`Service::open`].
    pub fn apply(&mut self, edit: &Edit) -> Result<String, Problem> {
        let told = edit.told(self.form.as_ref(), &self.files);
        let mut files = self.files.clone();
        let (form, at) = edit.carry_out(&mut files, self.form.as_ref())?;
        hold(&files)?;
        let before = std::mem::replace(&mut self.files, files);
        self.form = form;
        match &mut self.begun {
            // A step is told by what it began with.
            Some(begun) => {
                begun.told.get_or_insert(told);
            }
            None => self.record(&before, told),
        }
        Ok(at)
    }

    /// Begins a step of several edits, such as a drag or a run of typing. What has begun already
    /// comes to its step first.
    pub fn begin(&mut self) {
        self.commit();
        self.begun = Some(Begun {
            before: self.files.clone(),
            told: None,
        });
    }

    /// Makes one step of all edits since [`Service::begin`]; none where they changed nothing.
    pub fn commit(&mut self) {
        if let Some(begun) = self.begun.take()
            && let Some(told) = begun.told
        {
            self.record(&begun.before, told);
        }
    }

    /// Takes back all edits since [`Service::begin`], as if they had not been.
    pub fn cancel(&mut self) {
        if let Some(begun) = self.begun.take() {
            self.form = form_of(&begun.before, self.form.as_ref());
            self.files = begun.before;
        }
    }

    /// Takes the last step back; false where there is none.
    pub fn undo(&mut self) -> bool {
        self.commit();
        let Some(step) = self.done.pop() else {
            return false;
        };
        step.delta.back(&mut self.files);
        self.form = form_of(&self.files, self.form.as_ref());
        self.undone.push(step);
        true
    }

    /// Does the step again that was taken back last; false where there is none.
    pub fn redo(&mut self) -> bool {
        self.commit();
        let Some(step) = self.undone.pop() else {
            return false;
        };
        step.delta.forth(&mut self.files);
        self.form = form_of(&self.files, self.form.as_ref());
        self.done.push(step);
        true
    }

    /// Goes back or forth until so many steps are done, or as many as there are.
    pub fn go_to(&mut self, steps: usize) {
        while self.done.len() > steps && self.undo() {}
        while self.done.len() < steps && self.redo() {}
    }

    /// The steps that were taken, the first one first.
    #[must_use]
    pub fn done(&self) -> &[Step] {
        &self.done
    }

    /// The steps that were taken back, the one to do again first last.
    #[must_use]
    pub fn undone(&self) -> &[Step] {
        &self.undone
    }

    /// Every step for a list: those that were taken, then those that can be done again, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.done.iter().chain(self.undone.iter().rev())
    }

    /// The paths of files that are not as they were saved, those that are gone too.
    #[must_use]
    pub fn changed(&self) -> BTreeSet<&str> {
        let paths = self.files.keys().chain(self.saved.keys());
        let differs = |path: &&String| self.files.get(*path) != self.saved.get(*path);
        paths.filter(differs).map(String::as_str).collect()
    }

    /// Everything was saved as it is now; the way back stays.
    pub fn saved(&mut self) {
        self.saved = self.files.clone();
    }

    fn record(&mut self, before: &Files, (did, about, property): (Did, String, String)) {
        let Some(delta) = Delta::between(before, &self.files) else {
            return;
        };
        self.undone.clear();
        self.done.push(Step {
            did,
            about,
            property,
            delta,
        });
    }
}

/// The form of the files; what is as it was in the one before is not understood anew.
fn form_of(files: &Files, before: Option<&Form>) -> Option<Form> {
    let bytes = files.get(FORM)?;
    match before {
        Some(before) if before.write() == bytes.as_slice() => Ok(before.clone()),
        Some(before) => before.read_after(bytes),
        None => Form::read(bytes),
    }
    .ok()
}
