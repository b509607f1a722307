//! A sheet made from a form itself, for forms that have no `print.json`
//! (`docs/formats/print.md`, "A form without print.json").
//!
//! [`answered`] prints a form with its answers, [`blank`] one that is filled in by hand. Both give a
//! [`Sheet`] and what goes into it, for [`make`](crate::make). What is said comes from the caller by
//! [`Tell`], in the language of the caller.

mod build;
mod field;
mod frame;
mod list;
mod notes;
mod place;
mod tell;
mod width;

pub use tell::{At, Blank, Tell, Words};

use crate::Style;
use crate::print::{Filled, Paper, Sheet, Size};
use crate::problem::Problem;
use build::Builder;
use form_model::Session;
use place::Place;

/// A sheet and what goes into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The look of the form.
    pub sheet: Sheet,
    /// What was given, and the answers under `form.` and their paths.
    pub filled: Filled,
}

/// The sheet of a form with its answers. Fields that the form hides are left out. `given` holds what
/// any sheet is given: `agency.name`, `case.number`, the rows `signers` and so on; what is not there
/// is not printed.
///
/// # Errors
/// `print-too-many-pages` for a form with more boxes than the pages hold, `print-sheet-wrong` when a
/// word of the caller is no template.
pub fn answered(session: &Session, tell: &dyn Tell, given: Filled) -> Result<Printed, Problem> {
    let places = place::answered(session)?;
    print(session, &places, tell, given, None)
}

/// The sheet of a form that is filled in by hand: all fields, empty, with boxes to write in. The
/// session's answers are not printed; it says which options there are.
///
/// # Errors
/// As [`answered`].
pub fn blank(
    session: &Session,
    tell: &dyn Tell,
    given: Filled,
    blank: &Blank,
) -> Result<Printed, Problem> {
    let places = place::blank(session, blank.rows)?;
    print(session, &places, tell, given, Some(blank))
}

fn print(
    session: &Session,
    places: &[Place<'_>],
    tell: &dyn Tell,
    given: Filled,
    blank: Option<&Blank>,
) -> Result<Printed, Problem> {
    let upright = Paper {
        size: Size::A4,
        landscape: false,
        top: 14.0,
        right: 17.0,
        bottom: 12.0,
        left: 17.0,
    };
    let mut paper = upright;
    let lists = list::all(places);
    let needs_width = |list: &&Place<'_>| {
        let columns = list::columns(list, tell, blank.is_some());
        let turned = Paper {
            landscape: true,
            ..upright
        };
        list::arranged(&columns, upright.text_width(), tell.words()).is_none()
            && list::arranged(&columns, turned.text_width(), tell.words()).is_some()
    };
    paper.landscape = lists.iter().any(needs_width);
    let mut builder = Builder::new(session.form(), tell, blank, paper.text_width(), given);
    builder.label_width(places);
    builder.head();
    builder.level(places, session.form().components(), 1)?;
    builder.foot();
    let mut sheet = Sheet::new(paper, Style::Kai);
    sheet.header = builder.header();
    sheet.footer = builder.footer();
    (sheet.body, builder.filled) = builder.take();
    sheet.check()?;
    Ok(Printed {
        sheet,
        filled: builder.filled,
    })
}
