//! Any form prints, or is refused with a code.

use archive::form::{Blank, answered, blank};
use archive::make;
use archive::print::Filled;
use form_model::{Answers, Form, Session, answers_from_json};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::papers::{fonts, meta};
use crate::told::Told;

const KINDS: [&str; 18] = [
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
    "expression",
    "text",
    "html",
    "separator",
    "spacer",
    "antou-when",
    "antou-barcode",
    "other",
];

fn words() -> impl Strategy<Value = String> {
    "[甲乙（，a-z {}\\[\\]<>#*\n\u{0}-\u{3}]{0,40}"
}

fn leaf() -> impl Strategy<Value = Json> {
    let kind = prop::sample::select(KINDS.to_vec());
    let key = "[a-c.\\[\\] {甲]{0,4}";
    let values = prop::collection::vec(words(), 0..12);
    (kind, key, words(), values, any::<u8>(), any::<i32>()).prop_map(|(kind, key, label, values, columns, height)| {
        let values: Json = values.iter().map(|value| json!({"value": value, "label": value})).collect();
        json!({
            "type": kind, "key": key, "label": label, "text": label, "content": label, "values": values,
            "height": height, "layout": {"row": format!("r{}", columns % 3), "columns": columns % 20},
            "expression": "=a", "antou": {"value": label},
            "conditional": {"hide": if columns % 5 == 0 { "=a" } else { "=false" }}
        })
    })
}

fn components() -> impl Strategy<Value = Json> {
    let leaves = prop::collection::vec(leaf(), 0..6).prop_map(Json::Array);
    leaves.prop_recursive(4, 40, 4, |inner| {
        let box_of = (inner.clone(), any::<bool>(), "[a-c]{0,2}", words());
        let boxes = box_of.prop_map(|(inside, list, path, label)| {
            json!({"type": if list { "dynamiclist" } else { "group" }, "path": path, "label": label, "components": inside})
        });
        prop::collection::vec(prop_oneof![leaf(), boxes], 0..5).prop_map(Json::Array)
    })
}

/// Answers that may fit.
fn answers() -> impl Strategy<Value = Json> {
    let value = prop_oneof![
        words().prop_map(Json::String),
        any::<bool>().prop_map(Json::Bool),
        any::<i32>().prop_map(|number| json!(number)),
        Just(json!([{"a": "一"}, {"b": "二"}])),
        Just(json!(["甲", "乙"])),
    ];
    prop::collection::btree_map("[a-c]{1,2}", value, 0..4).prop_map(|map| json!(map))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_form_prints_or_is_refused(components in components(), answers in answers(), rows in 0..4_usize) {
        let form = json!({"components": components}).to_string();
        let Ok(form) = Form::read(form.as_bytes()) else { return Ok(()) };
        let answers = answers_from_json(&form, answers.to_string().as_bytes()).unwrap_or_else(|_| form.start());
        let session = Session::open(&form, answers, Answers::new()).unwrap();
        let told = Told::chinese("表單");
        let blanks = Blank { rows, code: "a".repeat(rows), ..Blank::default() };
        let sheets = [
            answered(&session, &told, Filled::default()),
            blank(&session, &told, Filled::default(), &blanks),
        ];
        for printed in sheets {
            match printed {
                Err(problem) => prop_assert!(problem.code().starts_with("print-")),
                Ok(printed) => {
                    let Some(fonts) = fonts() else { return Ok(()) };
                    if let Err(problem) = make(&printed.sheet, &printed.filled, fonts, &meta()) {
                        let codes = ["print-too-many-pages", "print-text-too-long", "print-qr-too-long", "print-glyph-missing"];
                        prop_assert!(codes.contains(&problem.code()), "{problem}");
                    }
                }
            }
        }
    }
}
