//! The properties of forms and components, as the schema of form-js knows them. What is not listed
//! may hold anything.

use super::SCHEMA_VERSION;
use super::shape::{Items, Shape, Spelling, Type};

/// A property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Property {
    pub name: &'static str,
    pub shape: Shape,
    /// The types of components that may have it; any when there are none.
    pub on: &'static [&'static str],
}

pub(super) const fn any(name: &'static str, shape: Shape) -> Property {
    Property {
        name,
        shape,
        on: &[],
    }
}

pub(super) const fn on(on: &'static [&'static str], name: &'static str, shape: Shape) -> Property {
    Property { name, shape, on }
}

/// The types of components.
pub(super) const KINDS: &[&str] = &[
    "button",
    "checkbox",
    "checklist",
    "datetime",
    "documentPreview",
    "dynamiclist",
    "expression",
    "filepicker",
    "group",
    "html",
    "iframe",
    "image",
    "number",
    "radio",
    "select",
    "separator",
    "spacer",
    "table",
    "taglist",
    "text",
    "textarea",
    "textfield",
];

/// What has an answer.
pub(super) const INPUTS: &[&str] = &[
    "checkbox",
    "checklist",
    "datetime",
    "expression",
    "filepicker",
    "number",
    "radio",
    "select",
    "taglist",
    "textarea",
    "textfield",
];

/// The inputs that have a description.
const DESCRIBED: &[&str] = &[
    "checkbox",
    "checklist",
    "datetime",
    "expression",
    "number",
    "radio",
    "select",
    "taglist",
    "textarea",
    "textfield",
];

/// The inputs that have options.
pub(super) const CHOOSERS: &[&str] = &["checklist", "radio", "select", "taglist"];

/// What holds components.
const CONTAINERS: &[&str] = &["dynamiclist", "group"];

/// What shows data.
pub(super) const PRESENTERS: &[&str] = &["documentPreview", "table"];

const LABELLED: &[&str] = &[
    "button",
    "checkbox",
    "checklist",
    "datetime",
    "documentPreview",
    "dynamiclist",
    "expression",
    "filepicker",
    "group",
    "iframe",
    "number",
    "radio",
    "select",
    "table",
    "taglist",
    "textarea",
    "textfield",
];

const ADORNED: &[&str] = &["number", "textfield"];
const DATETIME: &[&str] = &["datetime"];
const FILES: &[&str] = &["filepicker"];
const IMAGE: &[&str] = &["image"];
const LIST: &[&str] = &["dynamiclist"];
const NUMBER: &[&str] = &["number"];
const TABLE: &[&str] = &["table"];
const TALL: &[&str] = &["iframe", "spacer"];
const TEXTFIELD: &[&str] = &["textfield"];
const WRITTEN: &[&str] = &["textarea", "textfield"];

const ANYTHING: Shape = Shape::of(&[]);
const TEXT: Shape = Shape::of(&[Type::Text]);
const FLAG: Shape = Shape::of(&[Type::Flag]);
/// Written out, or an expression.
const FLAG_OR_TEXT: Shape = Shape::of(&[Type::Flag, Type::Text]);
const A_NUMBER: Shape = Shape::of(&[Type::Number]);
const NUMBER_OR_TEXT: Shape = Shape::of(&[Type::Number, Type::Text]);
const WHOLE: Shape = Shape::of(&[Type::Whole]);
const WHOLE_OR_TEXT: Shape = Shape::of(&[Type::Whole, Type::Text]);
const OBJECT: Shape = Shape::of(&[Type::Object]);
const A_LIST: Shape = Shape::of(&[Type::List]);
const COMPONENTS: Shape = A_LIST.list(Items::Components);

/// What a form has, its `type` aside.
pub(super) const FORM: &[Property] = &[
    any("id", TEXT),
    any("schemaVersion", WHOLE.between(1, SCHEMA_VERSION)),
    any("executionPlatform", TEXT),
    any("executionPlatformVersion", TEXT),
    any("versionTag", TEXT),
    any("exporter", OBJECT.with(EXPORTER)),
    any("components", COMPONENTS),
];

/// What a component may have and a form may not.
pub(super) const NOT_ON_FORMS: &[&str] = &["conditional", "layout", "properties"];

/// What a component has, its `type` aside.
pub(super) const COMPONENT: &[Property] = &[
    any("id", TEXT),
    any("url", TEXT),
    any("layout", OBJECT.with(LAYOUT)),
    any("appearance", OBJECT.with(APPEARANCE)),
    any("conditional", OBJECT.with(CONDITIONAL)),
    any("properties", OBJECT),
    any("security", OBJECT.with(SECURITY)),
    on(LABELLED, "label", TEXT),
    on(DESCRIBED, "description", TEXT),
    on(INPUTS, "key", TEXT.spelled(Spelling::Path)),
    on(INPUTS, "readonly", FLAG_OR_TEXT),
    on(INPUTS, "disabled", FLAG_OR_TEXT),
    on(INPUTS, "defaultValue", ANYTHING),
    on(INPUTS, "validate", OBJECT.with(VALIDATE)),
    on(CHOOSERS, "values", A_LIST.list(Items::Each(&OPTION))),
    on(CHOOSERS, "valuesKey", TEXT.spelled(Spelling::Unspaced)),
    on(CHOOSERS, "valuesExpression", TEXT),
    on(&["select"], "searchable", FLAG),
    on(
        DATETIME,
        "subtype",
        TEXT.choice(&["date", "time", "datetime"]),
    ),
    on(DATETIME, "dateLabel", TEXT),
    on(DATETIME, "timeLabel", TEXT),
    on(DATETIME, "use24h", FLAG),
    on(DATETIME, "timeSerializingFormat", TEXT.choice(TIME_FORMATS)),
    on(DATETIME, "timeInterval", WHOLE.between(1, 60)),
    on(DATETIME, "disallowPassedDates", FLAG),
    on(NUMBER, "increment", NUMBER_OR_TEXT),
    on(NUMBER, "decimalDigits", WHOLE),
    on(NUMBER, "serializeToString", FLAG),
    on(FILES, "accept", TEXT),
    on(FILES, "multiple", FLAG_OR_TEXT),
    on(CONTAINERS, "components", COMPONENTS),
    on(CONTAINERS, "path", TEXT.spelled(Spelling::PathOrNothing)),
    on(CONTAINERS, "showOutline", FLAG),
    on(
        CONTAINERS,
        "verticalAlignment",
        TEXT.choice(&["start", "center", "end"]),
    ),
    on(LIST, "isRepeating", FLAG),
    on(LIST, "allowAddRemove", FLAG),
    on(LIST, "defaultRepetitions", A_NUMBER),
    on(LIST, "disableCollapse", FLAG),
    on(LIST, "nonCollapsedItems", A_NUMBER),
    on(PRESENTERS, "dataSource", TEXT),
    on(TABLE, "columns", A_LIST.list(Items::Each(&COLUMN))),
    on(TABLE, "columnsExpression", TEXT),
    on(TABLE, "rowCount", A_NUMBER),
    on(&["documentPreview"], "maxHeight", A_NUMBER),
    on(&["text"], "text", TEXT),
    on(&["html"], "content", TEXT),
    on(&["button"], "action", TEXT.choice(&["submit", "reset"])),
    on(IMAGE, "source", TEXT),
    on(IMAGE, "alt", TEXT),
    on(TALL, "height", A_NUMBER),
];

const TIME_FORMATS: &[&str] = &["utc_offset", "utc_normalized", "no_timezone"];

const EXPORTER: &[Property] = &[any("name", TEXT), any("version", TEXT)];

const LAYOUT: &[Property] = &[
    any("row", Shape::of(&[Type::Text, Type::Nothing])),
    any(
        "columns",
        Shape::of(&[Type::Whole, Type::Nothing]).between(2, 16),
    ),
];

const APPEARANCE: &[Property] = &[
    on(ADORNED, "prefixAdorner", TEXT),
    on(ADORNED, "suffixAdorner", TEXT),
];

const CONDITIONAL: &[Property] = &[any("hide", FLAG_OR_TEXT)];

/// What an embedded page may do.
const SECURITY: &[Property] = &[
    any("allowSameOrigin", FLAG),
    any("fullscreen", FLAG),
    any("geolocation", FLAG),
    any("camera", FLAG),
    any("microphone", FLAG),
    any("allowForms", FLAG),
    any("allowModals", FLAG),
    any("allowPopups", FLAG),
    any("allowTopNavigation", FLAG),
];

const VALIDATE: &[Property] = &[
    any("required", FLAG),
    on(
        TEXTFIELD,
        "validationType",
        TEXT.choice(&["email", "phone", "custom", ""]),
    ),
    on(TEXTFIELD, "pattern", TEXT),
    on(TEXTFIELD, "patternErrorMessage", TEXT),
    on(WRITTEN, "minLength", WHOLE_OR_TEXT),
    on(WRITTEN, "maxLength", WHOLE_OR_TEXT),
    on(NUMBER, "min", NUMBER_OR_TEXT),
    on(NUMBER, "max", NUMBER_OR_TEXT),
];

const OPTION: Shape = OBJECT.with(&[any("label", TEXT), any("value", TEXT)]);
const COLUMN: Shape = OBJECT.with(&[any("label", TEXT), any("key", TEXT)]);

/// Of which types a `defaultValue` may be, by the type of the component.
pub(super) const DEFAULTS: &[(&[&str], &[Type])] = &[
    (&["checkbox"], &[Type::Flag]),
    (
        &["textfield", "textarea", "datetime", "radio", "select"],
        &[Type::Text],
    ),
    (NUMBER, &[Type::Number, Type::Text]),
    (&["checklist", "taglist"], &[Type::List]),
];

/// Of which types any other `defaultValue` may be.
pub(super) const ANY_DEFAULT: &[Type] = &[Type::Text, Type::Flag, Type::Number, Type::List];
