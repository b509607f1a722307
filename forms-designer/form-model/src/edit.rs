//! A form under edit, without a window: commands that can all be taken back.
//!
//! A [`Document`] holds the form as it is now and the way that led here. A step keeps only the
//! piece of the document that it changed, so a way has no end. What is selected is not part of a
//! document.
//!
//! What a form holds that this program does not know is kept by every command. A form that comes
//! back to its first state is the first file again, byte for byte.

mod blank;
mod command;
mod delta;
mod fresh;
mod place;
mod rename;
mod towards;
mod widths;

pub use blank::{KINDS, blank};
pub use command::{Command, Landing, Side};
pub use towards::{Towards, towards};
pub use widths::LEAST;

use crate::form::Form;
use crate::json::Json;
use crate::problem::Problem;
use delta::Delta;

/// What a step did, for the list of steps that a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Did {
    /// A component came in.
    Added,
    /// A component went out.
    Removed,
    /// A component stands elsewhere, or in another row.
    Moved,
    /// A component came in as the copy of another.
    Duplicated,
    /// A property has another value.
    Set,
    /// A component has another width.
    Resized,
    /// A field has another key.
    Renamed,
    /// Components came in from another form.
    Pasted,
}

/// The form after a command, and where what it was done to stands then.
///
/// # Errors
/// As [`Document::apply`].
pub fn changed(form: &Form, command: &Command) -> Result<(Form, String), Problem> {
    let mut json = Json::clone(form.json());
    let at = command.carry_out(&mut json)?;
    Ok((form.with(json)?, at))
}

/// One step of the way of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it did.
    pub did: Did,
    /// What it was done to: the label, else the key, else the type, as it was then.
    pub about: String,
    /// Of [`Did::Set`] the property, such as `validate/required`; else empty.
    pub property: String,
    delta: Delta,
}

/// What began and has not come to a step yet.
#[derive(Debug, Clone)]
struct Begun {
    before: Form,
    told: Option<(Did, String, String)>,
}

/// A form under edit.
#[derive(Debug, Clone)]
pub struct Document {
    first: Form,
    form: Form,
    done: Vec<Step>,
    /// The step to do again first stands last.
    undone: Vec<Step>,
    begun: Option<Begun>,
}

impl Document {
    /// A form that nobody changed yet.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self {
            first: form.clone(),
            form,
            done: Vec::new(),
            undone: Vec::new(),
            begun: None,
        }
    }

    /// The form as it is now.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The form as a file: the first one where nothing is changed.
    #[must_use]
    pub fn write(&self) -> &[u8] {
        self.form.write()
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

    /// Does a command and says where what it was done to stands now (a JSON pointer); of what was
    /// taken out where it stood. A refused command changes nothing.
    ///
    /// # Errors
    /// `edit-place` where there is no such component; `edit-kind` (kind); `edit-row-full`
    /// (limit); `edit-into-itself`; `edit-key` (key); `edit-key-taken` (key); `edit-id-taken`
    /// (id); `edit-nothing` where there is nothing to paste; and as [`Form::read`] where the form
    /// could not be read any more, such as `form-too-many`.
    pub fn apply(&mut self, command: &Command) -> Result<String, Problem> {
        let told = command.told(&self.form);
        let (form, at) = changed(&self.form, command)?;
        self.take(form, told);
        Ok(at)
    }

    /// Begins a step of several commands, such as a drag or a run of typing. What has begun
    /// already comes to its step first.
    pub fn begin(&mut self) {
        self.commit();
        self.begun = Some(Begun {
            before: self.form.clone(),
            told: None,
        });
    }

    /// Makes one step of all commands since [`Document::begin`]; none where they changed nothing.
    pub fn commit(&mut self) {
        let Some(begun) = self.begun.take() else {
            return;
        };
        if let Some((did, about, property)) = begun.told {
            self.record(&begun.before, did, about, property);
        }
    }

    /// Takes back all commands since [`Document::begin`], as if they had not been.
    pub fn cancel(&mut self) {
        if let Some(begun) = self.begun.take() {
            self.form = begun.before;
        }
    }

    /// Takes the last step back; false where there is none.
    pub fn undo(&mut self) -> bool {
        self.commit();
        let Some(step) = self.done.pop() else {
            return false;
        };
        let went = self.go(|json| step.delta.back(json));
        if went {
            self.undone.push(step);
        } else {
            self.done.push(step);
        }
        went
    }

    /// Does the step again that was taken back last; false where there is none.
    pub fn redo(&mut self) -> bool {
        self.commit();
        let Some(step) = self.undone.pop() else {
            return false;
        };
        let went = self.go(|json| step.delta.forth(json));
        if went {
            self.done.push(step);
        } else {
            self.undone.push(step);
        }
        went
    }

    fn go(&mut self, change: impl FnOnce(&mut Json)) -> bool {
        let Ok(form) = self.form.edit(change) else {
            return false;
        };
        self.form = self.or_first(form);
        true
    }

    fn or_first(&self, form: Form) -> Form {
        if form == self.first {
            self.first.clone()
        } else {
            form
        }
    }

    fn take(&mut self, form: Form, (did, about, property): (Did, String, String)) {
        let form = self.or_first(form);
        let before = std::mem::replace(&mut self.form, form);
        match &mut self.begun {
            // A step is told by what it began with.
            Some(begun) => {
                begun.told.get_or_insert((did, about, property));
            }
            None => self.record(&before, did, about, property),
        }
    }

    fn record(&mut self, before: &Form, did: Did, about: String, property: String) {
        let Some(delta) = Delta::between(before.json(), self.form.json()) else {
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
