//! The index as its caller sees it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use search::{Document, Found, Index, Query};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const KEY: [u8; 32] = [42; 32];

fn document(key: &str, kind: &str, title: &str, body: &str) -> Document {
    Document {
        key: key.to_owned(),
        kind: kind.to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        ..Document::default()
    }
}

fn office() -> Vec<Document> {
    let day = |year: i64| (year - 1970) * 31_557_600_000;
    vec![
        Document {
            numbers: vec!["115-人-0001234".into(), "府人訓字第1140012345號".into()],
            names: vec!["王小明".into(), "陳\u{2A6A5}".into()],
            date: day(2026) + 86_400_000,
            ..document("c1", "case", "休假一日", "返鄉探親，由林承辦人代理。")
        },
        Document {
            numbers: vec!["115-人-0001235".into()],
            names: vec!["李大華".into()],
            date: day(2026) + 2 * 86_400_000,
            ..document("c2", "case", "病假半日", "就醫。臺北榮民總醫院 A4 證明一份")
        },
        Document {
            numbers: vec!["114/030102/1/1/5".into()],
            names: vec!["王小明".into(), "峯𠮷\u{E001}".into()],
            date: day(2025) + 86_400_000,
            ..document(
                "f1",
                "file",
                "台北市政府函",
                "檢送 114 年度請假規則說明會紀錄 ㄅㄚˋ",
            )
        },
        document(
            "p1",
            "person",
            "王小明",
            "人事室科員 wang@example.gov.tw Ext.4521",
        ),
    ]
}

fn filled(folder: &Path, documents: &[Document]) -> Index {
    let index = Index::create(folder, &KEY).unwrap();
    for document in documents {
        index.put(document).unwrap();
    }
    index.commit().unwrap();
    index
}

fn ask(index: &Index, text: &str) -> Found {
    index
        .search(&Query {
            text: text.to_owned(),
            limit: 100,
            ..Query::default()
        })
        .unwrap()
}

fn keys(found: &Found) -> String {
    let mut keys: Vec<&str> = found.hits.iter().map(|hit| hit.key.as_str()).collect();
    keys.sort_unstable();
    keys.join(" ")
}

#[test]
fn finds_what_a_clerk_types() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), &office());
    let check = |text: &str, expected: &str| {
        let found = ask(&index, text);
        assert_eq!(keys(&found), expected, "{text}");
        assert_eq!(found.total, found.hits.len(), "{text}");
    };
    check("假", "c1 c2 f1");
    check("探親", "c1");
    check("王小明", "c1 f1 p1");
    check("小明", "c1 f1 p1");
    check("王明", "");
    check("陳\u{2A6A5}", "c1");
    check("\u{2A6A5}", "c1");
    check("峰𠮷", "f1");
    check("\u{E001}", "f1");
    check("ㄚˋ", "f1");
    check("臺北", "c2 f1");
    check("台北市", "f1");
    check("Ａ４", "c2");
    check("a", "c2");
    check("王小明 休假", "c1");
    check("探親 由林", "c1");
    check("探親由", "");
    check("0001234", "c1");
    check("1234", "c1");
    check("115-人-0001234", "c1");
    check("115人0001234", "c1");
    check("0012345", "c1");
    check("府人訓字第1140012345號", "c1");
    check("1140012345號", "c1");
    check("114", "c1 f1");
    check("030102/1", "f1");
    check("wang", "p1");
    check("gov.tw", "p1");
    check("452", "p1");
    check("521", "");
    check("類別:公文 年度", "f1");
    check("類別:案件", "c1 c2");
    check("年:115", "c1 c2");
    check("year:2025", "f1");
    check("年:114-115 王小明", "c1 f1");
    check("姓名:王", "c1 f1");
    check("主旨:王", "p1");
    check("文號:1235", "c2");
    check("", "");
    check("，。！", "");
}

#[test]
fn counts_by_kind_and_orders() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), &office());
    let found = index
        .search(&Query {
            text: "王小明".into(),
            kinds: vec!["case".into(), "file".into()],
            limit: 1,
            newest_first: true,
        })
        .unwrap();
    let counts = BTreeMap::from([("case".into(), 1), ("file".into(), 1), ("person".into(), 1)]);
    assert_eq!(found.by_kind, counts);
    assert_eq!(found.total, 2);
    assert_eq!(keys(&found), "c1");
    // The title weighs most.
    assert_eq!(ask(&index, "王小明").hits[0].key, "p1");
}

#[test]
fn replaces_and_removes() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), &office());
    index.put(&document("c1", "case", "公假", "開會")).unwrap();
    index.remove("c2");
    assert_eq!(
        keys(&ask(&index, "假")),
        "c1 c2 f1",
        "not before the commit"
    );
    index.commit().unwrap();
    assert_eq!(keys(&ask(&index, "假")), "c1 f1");
    assert_eq!(keys(&ask(&index, "探親")), "");
    assert_eq!(keys(&ask(&index, "開會")), "c1");
    assert_eq!(index.len(), 3);
}

/// The engine's own prefix query stops at 50 terms; ours must not.
#[test]
fn finds_every_number_with_a_common_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let documents: Vec<Document> = (0..500)
        .map(|n| document(&format!("d{n}"), "file", "函", &format!("文號 1140{n:06}")))
        .collect();
    let index = filled(folder.path(), &documents);
    assert_eq!(ask(&index, "1140").total, 500);
    assert_eq!(ask(&index, "114000012").total, 10);
    assert_eq!(ask(&index, "1140000123").total, 1);
}

/// Many small commits make merges, which write while others read and check.
#[test]
fn stays_whole_under_many_commits() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path(), &KEY).unwrap();
    for n in 0..40 {
        for m in 0..5 {
            let key = format!("d{}", (n * 5 + m) % 120);
            let body = format!("第{n}次公文{}", "說明".repeat(m));
            index.put(&document(&key, "file", "函", &body)).unwrap();
        }
        index.commit().unwrap();
        index.check().unwrap();
    }
    assert_eq!(index.len(), 120);
    index.close().unwrap();
    let index = Index::open(folder.path(), &KEY).unwrap();
    index.check().unwrap();
    assert_eq!(ask(&index, "公文").total, 120);
    assert_eq!(ask(&index, "第39次").total, 5);
}

/// A file that a killed process left half written belongs to nobody and harms nobody.
#[test]
fn a_half_written_file_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), &office()).close().unwrap();
    for name in [
        "0123456789abcdef0123456789abcdef.idx",
        "meta.part",
        ".managed.part",
    ] {
        fs::write(folder.path().join(name), b"ANTOUIX1 half").unwrap();
    }
    let index = Index::open(folder.path(), &KEY).unwrap();
    index.check().unwrap();
    assert_eq!(keys(&ask(&index, "探親")), "c1");
    drop(index);
    let index = Index::rebuild(folder.path(), &KEY).unwrap();
    index.check().unwrap();
    assert!(index.is_empty());
}

#[test]
fn refuses_what_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path(), &KEY).unwrap();
    let check = |document: Document, expected: &str| {
        let code = index
            .put(&document)
            .map_or_else(|error| error.code(), |()| "ok");
        assert_eq!(code, expected);
    };
    check(
        document("k", "case", "", &"a".repeat(search::TEXT_LIMIT)),
        "ok",
    );
    check(
        document("k", "case", "", &"a".repeat(search::TEXT_LIMIT + 1)),
        "index-document-too-large",
    );
    check(
        document(&"k".repeat(search::KEY_LIMIT + 1), "case", "", ""),
        "index-document-too-large",
    );
    let many = Query {
        text: "字".repeat(search::QUERY_LIMIT + 1),
        ..Query::default()
    };
    assert_eq!(index.search(&many).unwrap_err().code(), "query-too-long");
}

#[test]
fn opens_again_and_guards_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let code = |key: &[u8; 32]| {
        Index::open(folder.path(), key).map_or_else(|error| error.code(), |_| "ok")
    };
    assert_eq!(code(&KEY), "index-missing");
    let index = filled(folder.path(), &office());
    assert_eq!(code(&KEY), "index-busy");
    let busy = Index::rebuild(folder.path(), &KEY).unwrap_err();
    assert_eq!(busy.code(), "index-busy");
    index.check().unwrap();
    drop(index);
    assert_eq!(code(&[1; 32]), "index-damaged");
    assert_eq!(code(&KEY), "ok");
    let index = Index::open(folder.path(), &KEY).unwrap();
    assert_eq!(keys(&ask(&index, "王小明")), "c1 f1 p1");
    drop(index);
    fs::remove_file(folder.path().join("layout")).unwrap();
    assert_eq!(code(&KEY), "index-old");
}

/// One changed byte in any file is found, named and mended by a rebuild that answers the same.
#[test]
fn a_changed_byte_is_found_named_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), &office());
    let questions = ["假", "王小明", "1140012345", "年:115", "類別:公文"];
    let before: Vec<Found> = questions.iter().map(|text| ask(&index, text)).collect();
    drop(index);
    let mut touched = 0;
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".lock") {
            continue;
        }
        let whole = fs::read(&path).unwrap();
        let mut changed = whole.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 0x40;
        fs::write(&path, &changed).unwrap();
        let outcome = Index::open(folder.path(), &KEY).and_then(|index| {
            index.check()?;
            index.search(&Query {
                text: "假".into(),
                limit: 1,
                ..Query::default()
            })
        });
        let error = outcome.expect_err(&name);
        assert_eq!(error.code(), "index-damaged", "{name}");
        assert!(error.wants_rebuild());
        assert!(error.to_string().contains(&name), "{error}");
        if name.contains(".idx") || name.contains(".fast") {
            fs::remove_file(&path).unwrap();
            let error = Index::open(folder.path(), &KEY).and_then(|index| {
                index.search(&Query {
                    text: "假".into(),
                    limit: 1,
                    ..Query::default()
                })
            });
            assert_eq!(
                error.expect_err(&name).code(),
                "index-damaged",
                "{name} gone"
            );
        }
        fs::write(&path, &whole).unwrap();
        touched += 1;
    }
    assert!(touched >= 5, "{touched} files");
    let index = Index::rebuild(folder.path(), &KEY).unwrap();
    assert!(index.is_empty());
    for document in office() {
        index.put(&document).unwrap();
    }
    index.commit().unwrap();
    let after: Vec<Found> = questions.iter().map(|text| ask(&index, text)).collect();
    assert_eq!(after, before);
}

#[test]
fn damage_met_while_searching_is_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let documents: Vec<Document> = (0..3000_u32)
        .map(|n| {
            let body: String = (0..60)
                .map(|at| char::from_u32(0x4E00 + (n * 131 + at * 977) % 20_000).unwrap())
                .collect();
            document(&format!("d{n}"), "file", "函", &body)
        })
        .collect();
    drop(filled(folder.path(), &documents));
    let mut damaged = 0;
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        if bytes.len() > 100_000 {
            for at in (50..bytes.len() - 20_000).step_by(16_000) {
                bytes[at] ^= 1;
            }
            fs::write(&path, &bytes).unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0);
    let asked = Index::open(folder.path(), &KEY).and_then(|index| {
        index.search(&Query {
            text: "一丁 年:59-300".into(),
            limit: 10,
            ..Query::default()
        })
    });
    assert_eq!(asked.unwrap_err().code(), "index-damaged");
}

#[test]
fn no_personal_data_is_readable_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path(), &office()));
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for clear in ["王小", "0001234", "segment", "person"] {
            let found = bytes
                .windows(clear.len())
                .any(|part| part == clear.as_bytes());
            assert!(!found, "{clear} in {}", path.display());
        }
    }
}

#[test]
fn searches_while_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path(), &office());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..10 {
                let key = format!("w{n}");
                index
                    .put(&document(&key, "case", "加班", "寫入中"))
                    .unwrap();
                index.commit().unwrap();
            }
        });
        for _ in 0..200 {
            assert_eq!(keys(&ask(&index, "王小明")), "c1 f1 p1");
            assert!(ask(&index, "寫入中").total <= 10);
        }
    });
    assert_eq!(ask(&index, "寫入中").total, 10);
}
