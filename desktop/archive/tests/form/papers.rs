//! The finished papers: pages, words, bytes, and pictures of pages.

use archive::form::Printed;
use archive::{Fonts, Meta, Pdf, check, make};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::samples::{self, Sample};

/// Fonts read once for all tests; tests that need them say so and pass where there are none.
pub(crate) fn fonts() -> Option<&'static Fonts> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    let extra = std::env::var_os("ANTOU_FONTS").map(PathBuf::from);
    let fonts = FONTS.get_or_init(|| Fonts::find(&extra.into_iter().collect::<Vec<_>>()).ok());
    if fonts.is_none() {
        println!("skipped: no font for Chinese");
    }
    fonts.as_ref()
}

pub(crate) fn meta() -> Meta {
    Meta {
        title: "表單".into(),
        language: "zh-TW".into(),
        created_ms: 1_795_506_000_000,
        document_id: "4f0c9d1e2b7a4e55a1c3d4e5f6071829/7".into(),
    }
}

fn paper(printed: &Printed, fonts: &Fonts) -> Pdf {
    make(&printed.sheet, &printed.filled, fonts, &meta()).unwrap()
}

/// Leaves the PDF where a person can look at it.
fn keep(name: &str, pdf: &Pdf) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("form");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, &pdf.bytes).unwrap();
    path
}

fn words(pdf: &Pdf) -> String {
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    assert_eq!(pages.len(), pdf.pages);
    document.extract_text(&pages).unwrap().replace('\n', "")
}

#[test]
fn every_sample_passes_the_gate() {
    let Some(fonts) = fonts() else { return };
    for sample in samples::all() {
        let name = sample.name;
        for (name, printed) in [
            (name.to_owned(), sample.answered()),
            (format!("blank-{name}"), sample.blank(5)),
        ] {
            let pdf = paper(&printed, fonts);
            assert_eq!(check(&pdf.bytes), [], "{name}");
            let path = keep(&name, &pdf);
            let check = Command::new("qpdf").arg("--check").arg(&path).output();
            match check {
                Ok(output) => assert!(output.status.success(), "{name}: {output:?}"),
                Err(_) => println!("skipped: qpdf not found"),
            }
        }
    }
}

#[test]
fn every_word_comes_back() {
    let Some(fonts) = fonts() else { return };
    let check = |name: &str, pages: usize, expected: &[&str]| {
        let all = samples::all();
        let sample: &Sample = all.iter().find(|sample| sample.name == name).unwrap();
        let pdf = paper(&sample.answered(), fonts);
        assert_eq!(pdf.pages, pages, "{name}");
        let text = words(&pdf);
        for word in expected {
            assert!(text.contains(word), "{name}: {word} not in {text}");
        }
    };
    check(
        "leave",
        1,
        &[
            "示範縣政府",
            "公務人員請假單",
            "■休假",
            "□病假",
            "李大華",
            "如擬",
            "第 1 頁，共 1 頁",
        ],
    );
    check(
        "supplies",
        1,
        &[
            "影印紙",
            "A4，70磅",
            "136",
            "・領用後請點收簽章。",
            "物品管理手冊",
        ],
    );
    check(
        "personal-data",
        1,
        &["東京都千代田区", "■以上資料均屬實", "(02)2345-6789#123"],
    );
    check(
        "choices",
        1,
        &["■速件", "新北市", "■投影機", "■本案涉及跨機關", "NT$1200元"],
    );
    check(
        "english",
        1,
        &["Purpose of the trip", "■High speed rail", "Page 1 of 1"],
    );
    check("sentences", 1, &["請說明本案", "{無}", "沒有標題"]);
    check(
        "trips",
        1,
        &["第 2 項", "165", "臺中", "https://antou.example.tw"],
    );
    check("wide", 1, &["欄位14", "內容14"]);
    check("forty", 3, &["第 3 項", "欄位40", "內容40"]);
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let Some(fonts) = fonts() else { return };
    for (first, second) in samples::all().iter().zip(samples::all()) {
        assert_eq!(
            paper(&first.answered(), fonts),
            paper(&second.answered(), fonts)
        );
        assert_eq!(
            paper(&first.blank(5), fonts),
            paper(&second.blank(5), fonts)
        );
    }
}

/// A long list goes on over pages under its head, and a label longer than a page loses nothing.
#[test]
fn what_is_long_goes_on_over_pages() {
    let Some(fonts) = fonts() else { return };
    let mut sample = samples::all().swap_remove(1);
    let rows = (1..=60).map(|at| serde_json::json!({"name": format!("品項{at}號"), "count": at}));
    sample.answers["items"] = rows.collect();
    let pdf = paper(&sample.answered(), fonts);
    let text = words(&pdf);
    assert_eq!(pdf.pages, 3);
    assert_eq!(text.matches("項次").count(), 3, "the head on each page");
    assert!(text.contains("品項1號") && text.contains("品項60號") && text.contains("1830"));

    let label = "問".repeat(3000);
    let form =
        crate::told::form(&serde_json::json!([{"type": "textfield", "key": "x", "label": label}]));
    sample.form = form;
    sample.answers = serde_json::json!({"x": "答"});
    let text = words(&paper(&sample.answered(), fonts));
    assert_eq!(text.matches('問').count(), 3000);
    assert!(text.contains('答'));
}

#[test]
fn pages_look_as_they_did() {
    let Some(fonts) = fonts() else { return };
    let all = samples::all();
    let sample = |name: &str| all.iter().find(|sample| sample.name == name).unwrap();
    let check =
        |name: &str, printed: &Printed| crate::pictures::looks_as(name, &paper(printed, fonts));
    check("leave", &sample("leave").answered());
    check("leave-blank", &sample("leave").blank(5));
    check("supplies", &sample("supplies").answered());
    check("choices", &sample("choices").answered());
    check("personal-data", &sample("personal-data").answered());
    check("english", &sample("english").answered());
    check("forty", &sample("forty").answered());
}
