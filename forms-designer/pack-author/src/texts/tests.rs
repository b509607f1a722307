#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fluent_syntax::ast::Entry;
use proptest::prelude::*;

use super::*;
use crate::Finding;

const CHINESE: &str = "# 文字\npack-name = 請假單\n\n## 欄位\n# 期間\nfield-when = 何時\n    .hint = 例：12/3 下午\nfield-kind =  假別 \n\n## 原因\nleft =\n    剩 { $days } 日\n    與 { $hours } 時\nmany = { $count ->\n    [0] 無\n   *[other] { $count } 件\n}\nstation-head = 主管\n";

fn files(chinese: &str, english: &str) -> Files {
    let file =
        |language: Language, text: &str| (language.file().to_owned(), text.as_bytes().to_vec());
    Files::from([
        file(Language::Chinese, chinese),
        file(Language::English, english),
    ])
}

fn chinese(files: &Files) -> String {
    String::from_utf8(files[Language::Chinese.file()].clone()).unwrap()
}

fn set(key: &str, text: &str) -> Command {
    Command::Set {
        key: key.to_owned(),
        language: Language::Chinese,
        text: text.to_owned(),
    }
}

#[test]
fn keys_side_by_side() {
    let texts = Texts::read(&files(
        CHINESE,
        "pack-name = Leave\nextra = More\nleft = { $days } days\n",
    ));
    let lines = texts.unwrap().lines.into_iter().map(|line| {
        let text = |text: Option<String>| text.map_or("-".to_owned(), |text| format!("{text:?}"));
        let [chinese, english] = line.texts;
        format!("{} | {} | {}", line.key, text(chinese), text(english))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

/// Does a command to the Chinese file: what stands there afterwards, or the code.
fn check(command: &Command, from: &str, to: &str) {
    let mut files = files(CHINESE, "");
    let told = match apply(&mut files, command) {
        Ok(()) => chinese(&files),
        Err(problem) => problem.code,
    };
    let expected = match from {
        "" => to.to_owned(),
        from => {
            assert!(CHINESE.contains(from), "{from}");
            CHINESE.replacen(from, to, 1)
        }
    };
    assert_eq!(told, expected);
}

#[test]
fn a_change_touches_its_own_lines() {
    check(&set("pack-name", "請假單"), " ", " ");
    check(&set("pack-name", "差假單"), "請假單", "差假單");
    check(&set("field-when.hint", "明天"), "例：12/3 下午", "明天");
    check(&set("field-kind", "類別"), "  假別 ", " 類別");
    check(
        &set("left", "{ $days } 日"),
        "\n    剩 { $days } 日\n    與 { $hours } 時",
        " { $days } 日",
    );
    check(&set("pack-name", "甲\n乙"), "請假單", "甲\n    乙");
    check(
        &set("field-new", "新"),
        "  假別 \n",
        "  假別 \nfield-new = 新\n",
    );
    check(
        &set("field-when.more", "多"),
        "下午\n",
        "下午\n    .more = 多\n",
    );
    check(
        &set("field-x.y", "多"),
        "  假別 \n",
        "  假別 \nfield-x =\n    .y = 多\n",
    );
    check(&set("last", "末"), "主管\n", "主管\nlast = 末\n");
    check(&set("pack-name", ""), "請假單", "{\"\"}");
}

#[test]
fn what_is_removed_takes_its_comment_along() {
    let remove = |key: &str| Command::Remove(key.to_owned());
    check(
        &remove("field-when"),
        "# 期間\nfield-when = 何時\n    .hint = 例：12/3 下午\n",
        "",
    );
    check(
        &remove("field-when.hint"),
        "    .hint = 例：12/3 下午\n",
        "",
    );
    check(
        &remove("many"),
        "many = { $count ->\n    [0] 無\n   *[other] { $count } 件\n}\n",
        "",
    );
    check(&remove("none"), "", "texts-key");
}

#[test]
fn names_change() {
    let rename = |key: &str, to: &str| Command::Rename {
        key: key.to_owned(),
        to: to.to_owned(),
    };
    check(
        &rename("field-when", "field-time"),
        "field-when",
        "field-time",
    );
    check(
        &rename("field-when.hint", "field-when.tip"),
        ".hint",
        ".tip",
    );
    check(&rename("field-when", "field-kind"), "", "texts-key-taken");
    check(&rename("field-when", "a b"), "", "texts-key");
    check(&rename("none", "more"), "", "texts-key");
    let mut files = files(CHINESE, "");
    apply(&mut files, &rename("field-kind", "field-when.kind")).unwrap();
    let texts = Texts::read(&files).unwrap();
    assert_eq!(
        texts.get("field-when.kind", Language::Chinese),
        Some("假別")
    );
    assert_eq!(texts.get("field-kind", Language::Chinese), None);
}

#[test]
fn what_is_no_text_is_refused_at_its_column() {
    for (text, column) in [
        ("{", "2"),
        ("件 { $ }", "6"),
        ("a } b", "3"),
        ("{ \"x }", "4"),
        ("{ $n -> [a] x }", "15"),
        ("{ f( }", "6"),
        ("{ $n ->\n [a] x\n *[b] y\n *[c] z\n}", "32"),
    ] {
        let problem = apply(&mut files(CHINESE, ""), &set("pack-name", text)).unwrap_err();
        assert_eq!(
            (problem.code.as_str(), problem.facts["column"].as_str()),
            ("texts-pattern", column),
            "{text}"
        );
    }
    let deep = "{ ".repeat(MAX_PLACES + 1);
    assert_eq!(variables(&deep).unwrap_err().code, "texts-pattern");
    assert_eq!(
        variables(&"a".repeat(MAX_TEXT + 1)).unwrap_err().code,
        "texts-too-large"
    );
}

#[test]
fn variables_of_a_text() {
    for (text, expected) in [
        ("無 $5", ""),
        (
            "{ $a } { NUMBER($b, minimumFractionDigits: 2) } { \"{$no}\" } { -term } { other.part }",
            "a b",
        ),
        ("{ $n ->\n [one] { $x }\n *[other] { $y }\n}", "n x y"),
    ] {
        let found: Vec<String> = variables(text).unwrap().into_iter().collect();
        assert_eq!(found.join(" "), expected);
    }
}

#[test]
fn what_is_wrong_with_texts() {
    let broken = "a = { $x } 日\nb = 乙\nb = 丙\n寫錯\nc = { $\n";
    let english = "a = { $y } days\nonly = English\n";
    let mut found: Vec<Finding> = Vec::new();
    super::check(&files(broken, english), &mut found);
    let told = found.into_iter().map(|finding| {
        let place = finding
            .place
            .map_or(String::new(), |place| format!(":{}", place.line));
        format!(
            "{}{place} {:?} {} {} {:?}",
            finding.file, finding.weight, finding.code, finding.element, finding.facts
        )
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
}

#[test]
fn ends_of_lines_stay() {
    let windows = CHINESE.replace('\n', "\r\n");
    let mut files = files(&windows, "");
    apply(&mut files, &set("pack-name", "甲\n乙")).unwrap();
    apply(&mut files, &set("field-new", "新")).unwrap();
    assert!(!chinese(&files).replace("\r\n", "").contains('\n'));
    let texts = Texts::read(&files).unwrap();
    assert_eq!(texts.get("pack-name", Language::Chinese), Some("甲\n乙"));
}

/// What Fluent's own reader has under a key, as it would be said; none for what it cannot read.
fn said(source: &str, key: &str) -> Option<String> {
    let resource = match fluent_syntax::parser::parse(source) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let message = resource.body.into_iter().find_map(|entry| match entry {
        Entry::Message(message) if message.id.name == key => Some(message),
        _ => None,
    })?;
    let mut text = String::new();
    for element in message.value?.elements {
        use fluent_syntax::ast::{Expression, InlineExpression, PatternElement};
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => text.push_str(&fluent_syntax::unicode::unescape_unicode_to_string(value)),
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Any characters, HTML and control characters too, are said as they are, by Fluent's reader
    /// and by ours, and nothing else in the file becomes another thing.
    #[test]
    fn characters_are_said_as_they_are(text in "[a\\.\\*\\[\\]# {}<>\"\\\\$=\u{7}\t\n字-]{0,16}") {
        let text = text.trim_matches('\n').to_owned();
        let mut files = files(CHINESE, "");
        apply(&mut files, &set("field-kind", &plain(&text))).unwrap();
        let source = chinese(&files);
        prop_assert_eq!(said(&source, "field-kind"), Some(text), "{}", source);
        prop_assert_eq!(said(&source, "station-head"), Some("主管".to_owned()));
        let seen = Texts::read(&files).unwrap().get("field-kind", Language::Chinese).unwrap().to_owned();
        let mut again = files.clone();
        apply(&mut again, &set("field-kind", &seen)).unwrap();
        prop_assert_eq!(&again, &files);
        apply(&mut again, &set("field-kind", "假別")).unwrap();
        prop_assert_eq!(chinese(&again), CHINESE.replace("  假別 ", " 假別"));
    }

    #[test]
    fn any_file_is_read(bytes in any::<Vec<u8>>(), text in "[a-c={}$\"\\.\\*\\[\\]# \n字-]{0,60}") {
        for bytes in [bytes, text.into_bytes()] {
            let mut files = Files::from([(Language::Chinese.file().to_owned(), bytes)]);
            super::check(&files, &mut Vec::new());
            let Ok(texts) = Texts::read(&files) else { continue };
            for line in texts.lines().to_vec() {
                apply(&mut files, &Command::Remove(line.key)).unwrap();
            }
        }
    }
}
