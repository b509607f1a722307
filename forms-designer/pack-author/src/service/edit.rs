//! What can be done to a service.

use form_model::Form;
use form_model::edit::{Command, changed};

use crate::files::FORM;
use crate::route::{self, Linear};
use crate::{Files, Problem, manifest, table, texts};

/// Something to do to a service.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A command of the form; the texts of its fields go along.
    Form(Command),
    /// A command of the texts.
    Text(texts::Command),
    /// Writes the route: flow, table and names of its stations.
    Route(Box<Linear>),
    /// A command of the table of a decision.
    Table(String, table::Command),
    /// Puts a table of this name at the end of `rules.dmn`.
    NewTable(String),
    /// A value of `pack.toml`.
    Manifest(manifest::Command),
    /// Puts a file in, changes it as a whole, or takes it out: a scenario, a print sheet, a flow
    /// that was drawn elsewhere.
    File {
        /// Its path.
        path: String,
        /// Its bytes; none takes it out.
        content: Option<Vec<u8>>,
    },
}

/// What a step did, for the list of steps that a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Did {
    /// Something to the form.
    Form(form_model::edit::Did),
    /// A text was said otherwise.
    Text,
    /// A key of the texts was removed.
    TextRemoved,
    /// A key of the texts has another name.
    TextRenamed,
    /// The route was changed.
    Route,
    /// A table was changed.
    Table,
    /// A value of the manifest was changed.
    Manifest,
    /// A file was put in or changed as a whole.
    File,
    /// A file was taken out.
    FileRemoved,
}

impl Edit {
    /// What a step with it is called.
    pub(super) fn told(&self, form: Option<&Form>, files: &Files) -> (Did, String, String) {
        let (did, about) = match self {
            Self::Form(command) => {
                let (did, about, property) = match form {
                    Some(form) => command.told(form),
                    None => return (Did::File, FORM.to_owned(), String::new()),
                };
                return (Did::Form(did), about, property);
            }
            Self::Text(command) => {
                let did = match command {
                    texts::Command::Set { .. } => Did::Text,
                    texts::Command::Remove(_) | texts::Command::Take { .. } => Did::TextRemoved,
                    texts::Command::Rename { .. } => Did::TextRenamed,
                };
                (did, command.key().to_owned())
            }
            Self::Route(linear) => {
                let (about, what) = route::told(files, linear);
                return (Did::Route, about, what.to_owned());
            }
            Self::Table(decision, command) => {
                return (Did::Table, decision.clone(), command.name().to_owned());
            }
            Self::NewTable(decision) => {
                return (Did::Table, decision.clone(), "new".to_owned());
            }
            Self::Manifest(command) => (Did::Manifest, command.key.clone()),
            Self::File { path, content } => match content {
                Some(_) => (Did::File, path.clone()),
                None => (Did::FileRemoved, path.clone()),
            },
        };
        (did, about, String::new())
    }

    /// Does it to the files; the form as it is then, and where what it was done to stands now.
    pub(super) fn carry_out(
        &self,
        files: &mut Files,
        form: Option<&Form>,
    ) -> Result<(Option<Form>, String), Problem> {
        let kept = form.cloned();
        match self {
            Self::Form(command) => {
                let missing = || Problem::new(FORM, "pack-file-missing").with("path", FORM);
                let before = form.ok_or_else(missing)?;
                let done = changed(before, command);
                let (after, at) = done.map_err(|problem| Problem::form(&problem))?;
                files.insert(FORM.to_owned(), after.write().to_vec());
                texts::follow(files, before, &after)?;
                Ok((Some(after), at))
            }
            Self::Text(command) => {
                texts::apply(files, command)?;
                Ok((kept, command.key().to_owned()))
            }
            Self::Route(linear) => {
                route::put(files, linear)?;
                Ok((kept, linear.name.clone()))
            }
            Self::Table(decision, command) => {
                table::apply(files, decision, command)?;
                Ok((kept, decision.clone()))
            }
            Self::NewTable(decision) => {
                table::put_new(files, decision)?;
                Ok((kept, decision.clone()))
            }
            Self::Manifest(command) => {
                manifest::apply(files, command)?;
                Ok((kept, command.key.clone()))
            }
            Self::File { path, content } => {
                match content {
                    Some(content) => files.insert(path.clone(), content.clone()),
                    None => files.remove(path),
                };
                let form = match path.as_str() {
                    FORM => super::form_of(files, form),
                    _ => kept,
                };
                Ok((form, path.clone()))
            }
        }
    }
}
