//! Forms to begin with. Their words are in Chinese, as all forms of the office.

use form_model::{Form, Problem};

/// A form to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its id; what it is called stands under `template-ID` in the texts.
    pub id: &'static str,
    /// The form.
    pub form: &'static str,
}

/// All of them, the most wanted first.
pub const ALL: &[Template] = &[
    Template {
        id: "blank",
        form: include_str!("templates/blank.json"),
    },
    Template {
        id: "application",
        form: include_str!("templates/application.json"),
    },
    Template {
        id: "leave",
        form: include_str!("templates/leave.json"),
    },
    Template {
        id: "items",
        form: include_str!("templates/items.json"),
    },
    Template {
        id: "meeting",
        form: include_str!("templates/meeting.json"),
    },
    Template {
        id: "notice",
        form: include_str!("templates/notice.json"),
    },
];

/// The form of an id; the empty one where there is no such id.
///
/// # Errors
/// As [`Form::read`]; a template that is shipped is read.
pub fn form(id: &str) -> Result<Form, Problem> {
    let template = ALL.iter().find(|template| template.id == id);
    Form::read(
        template
            .map_or(r#"{"type":"default","components":[]}"#, |own| own.form)
            .as_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Language;
    use crate::problems;
    use crate::texts::Say;

    #[test]
    fn every_template_is_a_form_without_a_problem_and_has_its_words() {
        for language in [Language::Chinese, Language::English] {
            let say = Say::new(language);
            for template in ALL {
                let form = form(template.id).expect("a form");
                assert_eq!(problems::all(&form, &say), [], "{}", template.id);
                for ending in ["", "-about"] {
                    let key = format!("template-{}{ending}", template.id);
                    assert!(say.known(&key, &[]).is_some(), "{key}");
                }
            }
        }
    }
}
