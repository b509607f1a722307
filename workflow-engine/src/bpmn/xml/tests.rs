#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Document, EditProblem, ElementId, Encoding, Limits, XmlProblem};
use crate::bpmn::model::Place;
use proptest::prelude::*;

#[test]
fn what_is_not_changed_keeps_its_bytes() {
    for text in [
        "<a/>",
        "<a></a>",
        "<?xml version='1.0'?>\r\n<!-- x -->\r\n<a  b = 'c\"d'\t e=\"&#x41;&amp;\" ></a >\n<?p i?>\n",
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\u{6848}\u{982d}</a>",
        "<a><![CDATA[<b>&]]>&lt;&#10;x<!--y--></a>",
        "<p:a xmlns:p='u' xmlns='v'>\n\t<b p:c='1'\n\t   d='2'/>\n</p:a>",
        "<a>\r\n  <b/>\r  <c/>\n</a>\n\n",
    ] {
        let document = Document::read(text.as_bytes()).expect(text);
        assert_eq!(String::from_utf8(document.write()).unwrap(), text);
    }
}

#[test]
fn what_is_refused_has_a_code_and_a_place() {
    for (bytes, code, line, column) in [
        (&b""[..], "xml-syntax", 1, 1),
        (b"<a>\n <b>\n</a>", "xml-syntax", 3, 1),
        (b"<a><b></a>", "xml-syntax", 1, 7),
        (b"<a>\n  <b></b>", "xml-syntax", 1, 1),
        (b"<a/><b/>", "xml-syntax", 1, 5),
        (b"<a/>x", "xml-syntax", 1, 5),
        (b"<a>&nbsp;</a>", "xml-syntax", 1, 4),
        (b"<a b='&x;'/>", "xml-syntax", 1, 7),
        (b"<a b='<'/>", "xml-syntax", 1, 7),
        (b"<a b='1' b='2'/>", "xml-syntax", 1, 10),
        (b"<a b='1'c='2'/>", "xml-syntax", 1, 9),
        (b"<a b/>", "xml-syntax", 1, 5),
        (b"<a b=1/>", "xml-syntax", 1, 6),
        (b"<p:a/>", "xml-syntax", 1, 2),
        (b"<a p:b='1'/>", "xml-syntax", 1, 4),
        (b"<a>]]></a>", "xml-syntax", 1, 4),
        (b"<a>\x01</a>", "xml-syntax", 1, 4),
        (b"<a>&#0;</a>", "xml-syntax", 1, 4),
        (b"<a><!-- a -- b --></a>", "xml-syntax", 1, 11),
        (b"<a>\n<?xml version='1.0'?></a>", "xml-syntax", 2, 1),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml-dtd", 1, 1),
        (b"<a>\n\xe9</a>", "xml-bytes", 2, 1),
        (
            b"<?xml version='1.0' encoding='us-ascii'?><a>\xc3\xa9</a>",
            "xml-bytes",
            1,
            45,
        ),
        (
            b"<?xml version='1.0' encoding='EBCDIC'?><a/>",
            "xml-encoding",
            1,
            1,
        ),
        (b"\xff\xfe<\0a\0/\0>\0\x00\xd8", "xml-bytes", 1, 5),
    ] {
        let text = String::from_utf8_lossy(bytes);
        let problem = Document::read(bytes).expect_err(&text);
        let at = problem.place();
        assert_eq!(
            (problem.code(), at.line, at.column),
            (code, line, column),
            "{text}: {problem}"
        );
    }
}

#[test]
fn every_encoding_is_written_as_it_was_read() {
    let text = "<?xml version=\"1.0\" encoding=\"X\"?><a n=\"caf\u{e9}\">\u{e9}</a>";
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let units = text.replace('X', "UTF-16");
        let mark = mark.then_some(0xfeff);
        mark.into_iter()
            .chain(units.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    let single = |name: &str| -> Vec<u8> {
        text.replace('X', name)
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect()
    };
    for (bytes, encoding) in [
        (
            wide(u16::to_le_bytes, true),
            Encoding::Utf16Le { mark: true },
        ),
        (
            wide(u16::to_be_bytes, true),
            Encoding::Utf16Be { mark: true },
        ),
        (
            wide(u16::to_le_bytes, false),
            Encoding::Utf16Le { mark: false },
        ),
        (
            wide(u16::to_be_bytes, false),
            Encoding::Utf16Be { mark: false },
        ),
        (single("ISO-8859-1"), Encoding::Latin1),
        (single("windows-1252"), Encoding::Windows1252),
        // Converted to UTF-8, its declaration was not.
        (
            text.replace('X', "UTF-16").into_bytes(),
            Encoding::Utf8 { mark: false },
        ),
    ] {
        let mut document = Document::read(&bytes).unwrap();
        let root = document.root();
        assert_eq!(document.encoding(), encoding);
        assert_eq!(document.attribute(root, "n").as_deref(), Some("caf\u{e9}"));
        assert_eq!(document.write(), bytes, "{encoding:?}");
        document
            .set_attribute(root, "n", "\u{6848}\u{e9}\u{20ac}")
            .unwrap();
        document.set_text(root, "\u{982d}").unwrap();
        let again = Document::read(&document.write()).unwrap();
        assert_eq!(
            again.attribute(root, "n").as_deref(),
            Some("\u{6848}\u{e9}\u{20ac}")
        );
        assert_eq!(again.text(root), "\u{982d}");
        assert_eq!(again.encoding(), encoding);
    }
    let all: Vec<u8> = (0x80..=0xff).collect();
    let bytes = [
        b"<?xml version='1.0' encoding='cp1252'?><a>",
        &all[..],
        b"</a>",
    ]
    .concat();
    assert_eq!(Document::read(&bytes).unwrap().write(), bytes);
}

/// The first element of this local name.
fn named(document: &Document, name: &str) -> ElementId {
    let mut all = document.within(document.root());
    all.find(|element| document.local(*element) == name)
        .expect(name)
}

fn edited(
    before: &str,
    edit: fn(&mut Document) -> Result<(), EditProblem>,
) -> Result<String, &'static str> {
    let mut document = Document::read(before.as_bytes()).unwrap();
    match edit(&mut document) {
        Ok(()) => Ok(String::from_utf8(document.write()).unwrap()),
        Err(problem) => {
            assert_eq!(
                document.write(),
                before.as_bytes(),
                "a refused change changes nothing"
            );
            Err(problem.code())
        }
    }
}

type Edit = fn(&mut Document) -> Result<(), EditProblem>;

#[test]
fn a_change_touches_what_it_names() {
    let cases: &[(&str, Edit, Result<&str, &str>)] = &[
        (
            "<a b = 'x'  c='y' />",
            |d| d.set_attribute(d.root(), "b", "1'2\"<&\n"),
            Ok("<a b = '1&apos;2\"&lt;&amp;&#xA;'  c='y' />"),
        ),
        (
            "<a b='&#65;'/>",
            |d| d.set_attribute(d.root(), "b", "A"),
            Ok("<a b='&#65;'/>"),
        ),
        (
            "<a b='1'\n   c='2'/>",
            |d| d.set_attribute(d.root(), "d", "3"),
            Ok("<a b='1'\n   c='2'\n   d=\"3\"/>"),
        ),
        (
            "<a/>",
            |d| d.set_attribute(d.root(), "b", "1"),
            Ok("<a b=\"1\"/>"),
        ),
        (
            "<a b='1' c='2'/>",
            |d| d.remove_attribute(d.root(), "b"),
            Ok("<a c='2'/>"),
        ),
        (
            "<a b='1'/>",
            |d| d.remove_attribute(d.root(), "z"),
            Ok("<a b='1'/>"),
        ),
        (
            "<a/>",
            |d| d.set_text(d.root(), "x<y]]>"),
            Ok("<a>x&lt;y]]&gt;</a>"),
        ),
        (
            "<a>1<!--k-->&amp;<![CDATA[2]]></a>",
            |d| d.set_text(d.root(), "n"),
            Ok("<a>n<!--k--></a>"),
        ),
        (
            "<a><b/></a>",
            |d| d.set_text(d.root(), "n"),
            Err("edit-holds-elements"),
        ),
        (
            "<a/>",
            |d| d.set_text(d.root(), "\u{1}"),
            Err("edit-character"),
        ),
        (
            "<a/>",
            |d| d.set_attribute(d.root(), "b c", "1"),
            Err("edit-name"),
        ),
        (
            "<a/>",
            |d| d.set_attribute_in(d.root(), "u", "b", "1"),
            Err("edit-prefix"),
        ),
        (
            "<a xmlns:p='u'/>",
            |d| d.set_attribute_in(d.root(), "u", "b", "1"),
            Ok("<a xmlns:p='u' p:b=\"1\"/>"),
        ),
        (
            "<a/>",
            |d| {
                d.declare(d.root(), "p", "u")?;
                d.set_attribute_in(d.root(), "u", "b", "1")
            },
            Ok("<a xmlns:p=\"u\" p:b=\"1\"/>"),
        ),
        (
            "<a xmlns:p='u'/>",
            |d| d.declare(d.root(), "p", "v"),
            Err("edit-prefix"),
        ),
        (
            "<a>\n  <b/>\n</a>",
            |d| d.insert(d.root(), None, "", "c").map(drop),
            Ok("<a>\n  <b/>\n  <c/>\n</a>"),
        ),
        (
            "<a>\r\n\t<b/>\r\n</a>",
            |d| d.insert(d.root(), Some(named(d, "b")), "", "c").map(drop),
            Ok("<a>\r\n\t<c/>\r\n\t<b/>\r\n</a>"),
        ),
        (
            "<a><b/></a>",
            |d| d.insert(d.root(), None, "", "c").map(drop),
            Ok("<a><b/><c/></a>"),
        ),
        (
            "<a>\n  <b />\n</a>",
            |d| d.insert(named(d, "b"), None, "", "c").map(drop),
            Ok("<a>\n  <b>\n    <c/>\n  </b>\n</a>"),
        ),
        (
            "<p:a xmlns:p='u'>\n    <p:b></p:b>\n</p:a>",
            |d| d.insert(named(d, "b"), None, "u", "c").map(drop),
            Ok("<p:a xmlns:p='u'>\n    <p:b>\n        <p:c/>\n    </p:b>\n</p:a>"),
        ),
        (
            "<a>text <b/></a>",
            |d| d.insert(d.root(), None, "", "c").map(drop),
            Ok("<a>text <b/><c/></a>"),
        ),
        (
            "<a/>",
            |d| d.insert(d.root(), None, "u", "c").map(drop),
            Err("edit-prefix"),
        ),
        (
            "<a>\n  <!--k-->\n  <b/>\n  <c/>\n</a>",
            |d| d.remove(named(d, "b")),
            Ok("<a>\n  <!--k-->\n  <c/>\n</a>"),
        ),
        ("<a><b/></a>", |d| d.remove(d.root()), Err("edit-position")),
        (
            "<a><b/></a>",
            |d| {
                let b = named(d, "b");
                d.clone().remove(b)?;
                d.set_attribute(b, "x", "1")
            },
            Ok("<a><b x=\"1\"/></a>"),
        ),
        (
            "<a>\n  <b><c/></b>\n  <d>\n    <e/>\n  </d>\n</a>",
            |d| d.shift(named(d, "b"), named(d, "d"), None),
            Ok("<a>\n  <d>\n    <e/>\n    <b><c/></b>\n  </d>\n</a>"),
        ),
        (
            "<a><b/><c/></a>",
            |d| d.shift(named(d, "c"), d.root(), Some(named(d, "b"))),
            Ok("<a><c/><b/></a>"),
        ),
        (
            "<a><b><c/></b></a>",
            |d| d.shift(named(d, "b"), named(d, "c"), None),
            Err("edit-position"),
        ),
        (
            "<a xmlns:p='u'><p:b/><c xmlns:p='v'/></a>",
            |d| d.shift(named(d, "b"), named(d, "c"), None),
            Err("edit-prefix"),
        ),
        (
            "<a xmlns:p='u'><b r='p:x'/><c xmlns:p='v'/></a>",
            |d| d.shift(named(d, "b"), named(d, "c"), None),
            Err("edit-prefix"),
        ),
    ];
    for (before, edit, expected) in cases {
        assert_eq!(
            edited(before, *edit),
            expected.map(str::to_owned),
            "{before}"
        );
    }
}

#[test]
fn what_was_removed_cannot_be_changed() {
    let mut document = Document::read(b"<a><b><c/></b></a>").unwrap();
    let (b, c) = (named(&document, "b"), named(&document, "c"));
    document.remove(b).unwrap();
    assert_eq!(document.set_attribute(c, "x", "1"), Err(EditProblem::Gone));
    assert_eq!(document.insert(b, None, "", "d"), Err(EditProblem::Gone));
    assert_eq!(document.write(), b"<a></a>");
}

#[test]
fn fresh_ids_are_not_taken() {
    let document = Document::read(b"<a id='T_1'><b id='T_3'/></a>").unwrap();
    let mut taken = document.ids();
    let fresh: Vec<String> = (0..3)
        .map(|_| Document::fresh_id("T", &mut taken))
        .collect();
    assert_eq!(fresh, ["T_2", "T_4", "T_5"]);
}

#[test]
fn places_count_characters() {
    let long = "\u{6848}".repeat(700);
    let text = format!("<a>\r\n<b n='{long}'/><c/>\n  <d/></a>");
    let document = Document::read(text.as_bytes()).unwrap();
    for (name, line, column) in [("a", 1, 1), ("b", 2, 1), ("c", 2, 710), ("d", 3, 3)] {
        let place = document.place(named(&document, name));
        assert_eq!(place, Place { line, column }, "{name}");
    }
}

#[test]
fn what_is_too_much_meets_its_limit() {
    let many = format!("<a>{}</a>", "<b/>".repeat(100_000));
    let deep = "<a>".repeat(100_000);
    let named: String = (0..300).map(|n| format!(" a{n}=''")).collect();
    let wide = format!("<a{named}/>");
    for (text, code) in [
        (&many, "xml-too-many-elements"),
        (&deep, "xml-too-deep"),
        (&wide, "xml-too-many-attributes"),
        (&" ".repeat(super::MAX_FILE + 1), "xml-too-large"),
    ] {
        let problem = Document::read(text.as_bytes()).expect_err(code);
        assert_eq!(problem.code(), code);
    }
    let limits = Limits {
        elements: 200_000,
        ..Limits::default()
    };
    let document = Document::read_within(many.as_bytes(), &limits).unwrap();
    assert_eq!(document.within(document.root()).count(), 100_001);
    assert_eq!(document.write(), many.as_bytes());
    let short = Limits {
        file: 3,
        ..Limits::default()
    };
    let problem = Document::read_within(b"<a/>", &short).unwrap_err();
    assert_eq!(problem, XmlProblem::TooLarge { bytes: 4, limit: 3 });
}

/// A small document as text: elements with odd spacing, comments, CDATA, references.
fn element() -> impl Strategy<Value = String> {
    let blank = prop::sample::select(vec!["", " ", "\n", "\r\n\t", "<!--k-->", "<?p i?>"]);
    let words = prop::sample::select(vec!["", "w", "&amp;", "<![CDATA[<]]>", "&#x6848;", "]"]);
    let value = prop::sample::select(vec!["'1'", "\"'\"", "'&lt;'", "'a\tb'"]);
    let leaf = (words, value, blank)
        .prop_map(|(words, value, blank)| format!("{blank}<l x = {value} >{words}</l >{blank}"));
    leaf.prop_recursive(3, 24, 4, |inner| {
        let name = prop::sample::select(vec!["e", "f", "g"]);
        (name, prop::collection::vec(inner, 0..4)).prop_map(|(name, parts)| {
            let inside = parts.concat();
            if inside.is_empty() {
                format!("<{name}  y=\"2\"/>")
            } else {
                format!("<{name}>{inside}</{name}\t>")
            }
        })
    })
}

/// Applies one change and returns the elements whose own bytes it may touch.
fn apply(document: &mut Document, sort: u8, at: usize, text: &str) -> Option<Vec<ElementId>> {
    let all: Vec<ElementId> = document.within(document.root()).collect();
    let element = *all.get(at % all.len())?;
    let other = *all.get((at / 7) % all.len())?;
    let around = document.parent(element);
    match sort % 6 {
        0 => document
            .set_attribute(element, "n", text)
            .ok()
            .map(|()| vec![element]),
        1 => document
            .remove_attribute(element, "x")
            .ok()
            .map(|()| vec![element]),
        2 => document
            .set_text(element, text)
            .ok()
            .map(|()| vec![element]),
        3 => document
            .insert(element, None, "", "new")
            .ok()
            .map(|new| vec![element, new]),
        4 => document
            .remove(element)
            .ok()
            .map(|()| around.into_iter().collect()),
        _ => document
            .shift(element, other, None)
            .ok()
            .map(|()| around.into_iter().chain([other]).collect()),
    }
}

proptest! {
    #[test]
    fn edits_leave_the_rest_alone(
        body in prop::collection::vec(element(), 1..4),
        edits in prop::collection::vec((any::<u8>(), any::<usize>(), "[a<&\"'\\t\\n \u{6848}]{0,4}"), 1..6),
    ) {
        let text = format!("<?xml version='1.0'?>\n<!-- h --><r\n a='1'>{}</r>\n", body.concat());
        let mut document = Document::read(text.as_bytes()).unwrap();
        prop_assert_eq!(document.write(), text.as_bytes());
        for (sort, at, word) in edits {
            let all: Vec<ElementId> = document.within(document.root()).collect();
            let before: Vec<String> = all.iter().map(|e| document.outer(*e)).collect();
            let Some(touched) = apply(&mut document, sort, at, &word) else {
                continue;
            };
            let now: Vec<ElementId> = document.within(document.root()).collect();
            let reached: Vec<ElementId> = touched
                .iter()
                .flat_map(|e| std::iter::successors(Some(*e), |e| document.parent(*e)))
                .collect();
            for (element, outer) in all.iter().zip(&before) {
                if now.contains(element) && !reached.contains(element) {
                    prop_assert_eq!(&document.outer(*element), outer);
                }
            }
            let written = document.write();
            let again = Document::read(&written).unwrap();
            prop_assert_eq!(&again.write(), &written);
            let said = |d: &Document| -> Vec<(String, String, Vec<String>)> {
                d.within(d.root())
                    .map(|e| {
                        let values = d.attributes(e).map(|a| format!("{}={}", a.name, a.value));
                        (d.name(e).to_owned(), d.text(e), values.collect())
                    })
                    .collect()
            };
            prop_assert_eq!(said(&again), said(&document));
            prop_assert!(written.starts_with(b"<?xml version='1.0'?>\n<!-- h --><r\n a='1'"));
        }
    }
}
