//! Which properties the components of each kind have.

use crate::drawing::Look;

/// Names and the keys of what they are called.
pub type Named = &'static [(&'static str, &'static str)];

/// How a property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// One line of text.
    Line,
    /// Several lines of text.
    Area,
    /// A number.
    Number,
    /// A number, or an expression behind `=`.
    NumberOr,
    /// Yes, or not there.
    Yes,
    /// An expression; in the form it stands behind `=`.
    Feel,
    /// One of some words.
    OneOf(Named),
}

/// A property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// From the component on, as `Command::Set` has it.
    pub name: &'static str,
    /// The key of what it is called; of its hint with `-hint` behind.
    pub called: &'static str,
    /// How it is written.
    pub is: Is,
    /// Which kinds have it, by their names in the palette.
    pub of: &'static [&'static str],
    /// Under which heading.
    pub under: &'static str,
}

const fn field(
    name: &'static str,
    called: &'static str,
    is: Is,
    of: &'static [&'static str],
    under: &'static str,
) -> Field {
    Field {
        name,
        called,
        is,
        of,
        under,
    }
}

const TEXTS: &[&str] = &[
    "textfield",
    "textarea",
    "subject",
    "document-number",
    "opinion",
];
const NUMBERS: &[&str] = &["number", "money"];
const DATES: &[&str] = &["datetime", "date"];
const PICKED: &[&str] = &[
    "person",
    "unit",
    "post",
    "deputy",
    "room",
    "stock-item",
    "code",
];
/// All that asks something.
const ASKS: &[&str] = &[
    "textfield",
    "textarea",
    "number",
    "datetime",
    "checkbox",
    "checklist",
    "radio",
    "select",
    "taglist",
    "filepicker",
    "date",
    "when",
    "person",
    "unit",
    "post",
    "deputy",
    "leave-kind",
    "room",
    "stock-item",
    "money",
    "document-number",
    "subject",
    "opinion",
    "signature",
    "code",
];
const COMPUTED: &[&str] = &["expression", "total"];
const LISTS: &[&str] = &["dynamiclist"];
const DEFAULTS: &[&str] = &["textfield", "textarea", "subject", "number", "money"];
const HOLDERS: &[&str] = &["group", "dynamiclist"];
const CHOICES: &[&str] = &["select", "radio", "checklist", "taglist", "leave-kind"];
const ADORNED: &[&str] = &["textfield", "number", "money"];

const SUBTYPES: Named = &[
    ("date", "subtype-date"),
    ("time", "subtype-time"),
    ("datetime", "subtype-datetime"),
];
const VALIDATIONS: Named = &[
    ("", "validation-none"),
    ("email", "validation-email"),
    ("phone", "validation-phone"),
];

const ANSWER: &str = "section-answer";
const LIMITS: &str = "section-limits";
const OPTIONS: &str = "section-options";
const LOOK: &str = "section-look";

/// All properties that are no lists, in the order in which they are shown.
pub const TABLE: &[Field] = &[
    field("description", "prop-hint", Is::Line, ASKS, ""),
    field("antou/help", "prop-help", Is::Area, ASKS, ""),
    field("text", "prop-text", Is::Area, &["text", "barcode"], ""),
    field("antou/value", "prop-value", Is::Feel, &["barcode"], ""),
    field("expression", "prop-expression", Is::Feel, COMPUTED, ""),
    field("validate/required", "prop-required", Is::Yes, ASKS, ANSWER),
    field("readonly", "prop-readonly", Is::Yes, ASKS, ANSWER),
    field("disabled", "prop-disabled", Is::Yes, ASKS, ANSWER),
    field("defaultValue", "prop-default", Is::Line, DEFAULTS, ANSWER),
    field("antou/prefill", "prop-prefill", Is::Feel, ASKS, ANSWER),
    field(
        "subtype",
        "prop-subtype",
        Is::OneOf(SUBTYPES),
        &["datetime"],
        ANSWER,
    ),
    field(
        "disallowPassedDates",
        "prop-no-past",
        Is::Yes,
        DATES,
        ANSWER,
    ),
    field(
        "multiple",
        "prop-multiple",
        Is::Yes,
        &["filepicker"],
        ANSWER,
    ),
    field("accept", "prop-accept", Is::Line, &["filepicker"], ANSWER),
    field("antou/on", "prop-on", Is::Feel, PICKED, ANSWER),
    field("defaultRepetitions", "prop-rows", Is::Number, LISTS, ANSWER),
    field("allowAddRemove", "prop-add-remove", Is::Yes, LISTS, ANSWER),
    field(
        "validate/minLength",
        "prop-min-length",
        Is::NumberOr,
        TEXTS,
        LIMITS,
    ),
    field(
        "validate/maxLength",
        "prop-max-length",
        Is::NumberOr,
        TEXTS,
        LIMITS,
    ),
    field(
        "validate/validationType",
        "prop-validation",
        Is::OneOf(VALIDATIONS),
        &["textfield"],
        LIMITS,
    ),
    field(
        "validate/pattern",
        "prop-pattern",
        Is::Line,
        &["textfield"],
        LIMITS,
    ),
    field("validate/min", "prop-min", Is::NumberOr, NUMBERS, LIMITS),
    field("validate/max", "prop-max", Is::NumberOr, NUMBERS, LIMITS),
    field(
        "decimalDigits",
        "prop-decimals",
        Is::Number,
        NUMBERS,
        LIMITS,
    ),
    field("increment", "prop-step", Is::Number, NUMBERS, LIMITS),
    field("antou/table", "prop-table", Is::Line, &["code"], OPTIONS),
    field(
        "appearance/prefixAdorner",
        "prop-before",
        Is::Line,
        ADORNED,
        LOOK,
    ),
    field(
        "appearance/suffixAdorner",
        "prop-after",
        Is::Line,
        ADORNED,
        LOOK,
    ),
    field("showOutline", "prop-outline", Is::Yes, HOLDERS, LOOK),
];

/// The headings in the order in which they are shown; the first has no words.
pub const HEADINGS: &[&str] = &[
    "",
    OPTIONS,
    ANSWER,
    LIMITS,
    "section-condition",
    LOOK,
    "section-rules",
    "section-stations",
];

/// Whether a kind has options of its own.
#[must_use]
pub fn has_options(kind: &str) -> bool {
    CHOICES.contains(&kind)
}

/// Whether a kind asks something.
#[must_use]
pub fn asks(kind: &str) -> bool {
    ASKS.contains(&kind)
}

/// Whether a component of this look has a label.
#[must_use]
pub fn has_label(look: Look) -> bool {
    !matches!(look, Look::Text | Look::Rule | Look::Space | Look::Barcode)
}

/// Whether an answer of this kind may stand under a key.
#[must_use]
pub fn has_key(kind: &str) -> bool {
    ASKS.contains(&kind) || COMPUTED.contains(&kind) || HOLDERS.contains(&kind)
}

/// The property in which a label stands.
#[must_use]
pub fn label_of(kind: &str) -> &'static str {
    match kind {
        "datetime" | "date" => "dateLabel",
        _ => "label",
    }
}
