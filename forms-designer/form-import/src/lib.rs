//! From paper to form: a first draft of a form-js form from a DOCX or ODT file, as agencies have
//! them by the thousand: one or several tables of labels and cells to fill in. The draft has the
//! paper's grid in the 16 columns of a form, and not its look; the designer betters it. What was
//! left out or guessed is told in notes, each with a code, facts and the cell.
//!
//! There is no clock and no disk here: bytes in, a form out. `docs/formats/form-import.md`.
#![forbid(unsafe_code)]

mod archive;
mod draft;
mod paper;
mod problem;
mod read;
mod xml;

use form_model::schema::{self, Dialect};
use form_model::{Form, Json, MAX_COMPONENTS, Severity};

use self::archive::Archive;
use self::draft::Part;
use self::paper::{MAX_TEXT, docx, odt};
pub use self::problem::{NOTE_CODES, Note, PROBLEM_CODES, Place, Problem};

/// Longest title that is taken from the name of a file, in characters.
const MAX_TITLE: usize = 60;

/// A first draft of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// A form-js document. [`form_model::schema`] finds nothing wrong with it in our dialect, and
    /// [`Form::read`] reads it without a problem that is an error.
    pub form: Json,
    /// What was left out or guessed, by the place on paper; first what stands outside of tables.
    pub notes: Vec<Note>,
}

/// Makes a first draft of a form from a file of Word (DOCX) or OpenDocument (ODT). Which of them
/// it is says its content; `name` is only the title of a form that has none on the paper, and
/// never a path.
///
/// # Errors
/// The file as a whole:
/// - `import-too-large` (`limit_bytes`): more than 20 MB;
/// - `import-not-zip`: no office file of today;
/// - `import-old-word`: an OLE file, such as Word's until 2003: it must be saved as DOCX;
/// - `import-encrypted`: it asks for a password;
/// - `import-unknown`: a ZIP, but neither DOCX nor ODT: a sheet, slides, anything else;
/// - `import-damaged` (`part`, `reason`): a part is missing or is no XML.
///
/// Limits:
/// - `import-unfolds` (`part`, `limit_bytes`): a part unfolds to more than 50 MB, or to more than
///   400 times its size and 4 MiB; or (`limit`) there are more than 20,000 parts;
/// - `import-doctype` (`part`): a part has a document type, by which entities could grow;
/// - `import-too-deep` (`limit`): elements more than 200 deep;
/// - `import-too-many-elements` (`limit`): more than 500,000 in a part;
/// - `import-too-much-text` (`limit_bytes`): more than 2 MiB of text;
/// - `import-tables-too-deep` (`limit`): tables within tables more than 4 deep;
/// - `import-too-many-cells` (`limit`): more than 2,000 cells in all;
/// - `import-form-too-large` (`reason`): the draft would be larger than a form may be.
///
/// And `import-nothing-to-fill`: no table and no line to fill in was found.
pub fn import(bytes: &[u8], name: &str) -> Result<Imported, Problem> {
    let mut archive = Archive::open(bytes)?;
    let paper = if let Some(main) = docx::main_part(&mut archive)? {
        docx::read(&mut archive, &main)?
    } else if archive.has(odt::CONTENT) {
        odt::read(&mut archive)?
    } else {
        return Err(Problem::new("import-unknown"));
    };
    if paper::bytes(&paper.blocks) > MAX_TEXT {
        return Err(Problem::new("import-too-much-text").with("limit_bytes", MAX_TEXT));
    }
    let mut notes = paper.notes.clone();
    let (mut parts, is_titled) = read::paragraph::parts(&paper, &mut notes);
    let count: usize = parts.iter().map(Part::count).sum();
    if count > MAX_COMPONENTS {
        let reason = format!("more than {MAX_COMPONENTS} components");
        return Err(Problem::new("import-form-too-large").with("reason", reason));
    }
    if !parts.iter().any(Part::asks) {
        return Err(Problem::new("import-nothing-to-fill"));
    }
    if let Some(title) = title(name).filter(|_| !is_titled) {
        parts.insert(0, Part::Heading(title));
    }
    let form = draft::write::form(&parts, &mut notes);
    held(&form)?;
    notes.sort_by_key(|note| note.place);
    notes.dedup();
    Ok(Imported { form, notes })
}

/// The name of a file without folders and ending.
fn title(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let title = read::label::cut(stem.trim(), MAX_TITLE);
    (!title.is_empty()).then_some(title)
}

/// Holds the draft to what every form is held to.
fn held(form: &Json) -> Result<(), Problem> {
    let refused = |reason: &dyn std::fmt::Display| {
        Problem::new("import-form-too-large").with("reason", reason)
    };
    let text = form.pretty();
    let read = Form::read(text.as_bytes()).map_err(|problem| refused(&problem))?;
    if let Some(finding) = schema::check_document(form, Dialect::Antou).first() {
        return Err(refused(finding));
    }
    let problems = read.problems();
    let error = problems
        .iter()
        .find(|problem| problem.severity() == Severity::Error);
    error.map_or(Ok(()), |problem| Err(refused(problem)))
}
