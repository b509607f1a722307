#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

#[test]
fn what_is_read_and_written() {
    fn check(text: &str, expected: &str) {
        let got = match Json::read(text.as_bytes()) {
            Ok(json) => json.compact(),
            Err(problem) => {
                let fact = |name| problem.facts.get(name).cloned().unwrap_or_default();
                format!("{}:{} {}", fact("line"), fact("column"), fact("reason"))
            }
        };
        assert_eq!(got, expected, "{text}");
    }
    check(
        r#" {"b": 1.50, "a": [null, true, -0, 1e+5]} "#,
        r#"{"b":1.50,"a":[null,true,-0,1e+5]}"#,
    );
    check("0.12345678901234567890123", "0.12345678901234567890123");
    check(r#""\u6848\ud842\udfb7\/\n\u0001""#, "\"案𠮷/\\n\\u0001\"");
    check("\u{feff}{}", "{}");
    check("", "1:1 the text ends early");
    check("{\n \"案\": tru}", "2:7 not a value");
    check("{\"a\":1,\"a\":2}", "1:8 the name stands twice");
    check("[1,]", "1:4 not a value");
    check("[1 2]", "1:4 `,` or `]` is missing");
    check("{\"a\" 1}", "1:6 `:` is missing");
    check("{a:1}", "1:2 a name is missing");
    check("01", "1:2 more than one value");
    check("1.", "1:3 a digit is missing");
    check("\"\\ud842x\"", "1:8 half a character");
    check("\"\\x\"", "1:2 an unknown escape");
    check("\"a\tb\"", "1:3 a control character in a text");
    check(&"[".repeat(200), "1:130 nested too deep");
}

#[test]
fn digits() {
    fn check(digits: &str, expected: Option<&str>) {
        let got = number(digits).map(|n| n.to_string());
        assert_eq!(got.as_deref(), expected, "{digits}");
    }
    check("1.50", Some("1.5"));
    check("1e3", Some("1000"));
    check("-1.25E1", Some("-12.5"));
    check("12e-4", Some("0.0012"));
    check("0e0", Some("0"));
    check("1e999999999", None);
    check("1e99999999999999999999", None);
    check(
        "123456789012345678901234567.5",
        Some("123456789012345678901234567.5"),
    );
}

#[test]
fn changes() {
    let mut json = Json::read(br#"{"a":[{"x/y":1}],"b":2}"#).unwrap();
    *json.at_mut("/a/0/x~1y").unwrap() = Json::Bool(true);
    *json.entry("c") = Json::Null;
    assert_eq!(json.remove("b"), Some(Json::Number("2".into())));
    assert!(json.at_mut("a").is_none() && json.at_mut("/a/1").is_none());
    assert_eq!(json.compact(), r#"{"a":[{"x/y":true}],"c":null}"#);
}

#[test]
fn a_name_that_stands_twice() {
    let text = r#"{"a":1,"b":0,"a":2,"c":{"d":1,"d":[2]}}"#;
    assert!(Json::read(text.as_bytes()).is_err());
    let mut json = Json::read_loosely(text.as_bytes()).unwrap();
    assert_eq!(json.compact(), text);
    let value = |json: &Json, name: &str| json.get(name).map(Json::compact);
    assert_eq!(value(&json, "a").as_deref(), Some("2"));
    *json.entry("a") = Json::Null;
    *json.at_mut("/c/d").unwrap() = Json::Bool(true);
    assert_eq!(json.remove("a"), Some(Json::Null));
    assert_eq!(json.compact(), r#"{"b":0,"c":{"d":1,"d":true}}"#);
}

#[test]
fn where_a_value_begins() {
    let text = "{\"a\": [1,\n  {\"ü/~\": \"長\", \"b\": {}}],\n \"長\": true, \"c\": 1, \"c\": 2}";
    let check = |pointer: &str, expected: Option<(usize, usize)>| {
        let found = places(text.as_bytes(), [pointer]);
        let found = found.get(pointer).map(|place| (place.line, place.column));
        assert_eq!(found, expected, "{pointer}");
    };
    check("", Some((1, 1)));
    check("/a", Some((1, 7)));
    check("/a/0", Some((1, 8)));
    check("/a/1", Some((2, 3)));
    check("/a/1/ü~1~0", Some((2, 11)));
    check("/a/1/b", Some((2, 21)));
    check("/長", Some((3, 7)));
    // The last of two counts.
    check("/c", Some((3, 26)));
    for nowhere in ["/a/2", "/b", "a", "/a/1/b/c", "/"] {
        check(nowhere, None);
    }
    for broken in ["", "{\"a\"", "{\"a\" 1}", "[1 2]", "{1: 2}"] {
        let found = places(broken.as_bytes(), ["/a", "/0", "/b", "/1/x", "/a/x"]);
        assert_eq!(found, std::collections::BTreeMap::new(), "{broken}");
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        ".*".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map(".*", inner, 0..4)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_with_another_reader(json in any_json()) {
        let text = json.to_string();
        let read = Json::read(text.as_bytes()).unwrap();
        prop_assert_eq!(read.compact(), text);
        let pretty = read.pretty();
        prop_assert_eq!(Json::read(pretty.as_bytes()).unwrap(), read);
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&pretty).unwrap(), json);
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..64), text in "[\\[\\]{}\",:\\\\u0-9eE.+-dtrue ]{0,40}") {
        let _ = Json::read(&bytes);
        let _ = places(&bytes, ["", "/0/0", "/a/b"]);
        let _ = places(text.as_bytes(), ["", "/0/0", "/u/u"]);
        let ours = Json::read(text.as_bytes()).is_ok();
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        if ours {
            // Beyond what it can hold as a number, the other reader refuses.
            prop_assert!(theirs.as_ref().is_ok() || theirs.unwrap_err().to_string().contains("out of range"), "{}", text);
        }
    }
}
