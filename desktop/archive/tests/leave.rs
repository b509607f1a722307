//! The official leave form, from values to an archived PDF.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use archive::print::{Filled, Sheet};
use archive::{Fonts, Meta, Pdf, Problem, check, make};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

#[path = "pictures/mod.rs"]
mod pictures;

const SHEET: &str = include_str!("fixtures/leave-print.json");

/// Fonts read once for all tests; tests that need them say so and pass where there are none.
fn fonts() -> Option<&'static Fonts> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    let extra = std::env::var_os("ANTOU_FONTS").map(PathBuf::from);
    let fonts = FONTS.get_or_init(|| Fonts::find(&extra.into_iter().collect::<Vec<_>>()).ok());
    if fonts.is_none() {
        println!("skipped: no font for Chinese");
    }
    fonts.as_ref()
}

fn sheet() -> Sheet {
    Sheet::read(SHEET.as_bytes()).unwrap()
}

fn meta() -> Meta {
    Meta {
        title: "公務人員請假單（115-人-0001234）".into(),
        language: "zh-TW".into(),
        created_ms: 1_795_506_000_000,
        document_id: "4f0c9d1e2b7a4e55a1c3d4e5f6071829/7".into(),
    }
}

fn leave() -> Filled {
    Filled::default()
        .with("agency.name", "示範縣政府")
        .with("case.number", "115-人-0001234")
        .with("case.digest", "9F3A-77C1-02DE-5B48")
        .with("file.number", "115/030102/1/1/5")
        .with("file.retention", "5年")
        .with("print.time", "中華民國115年11月25日 09:40")
        .with("applicant.name", "王小明")
        .with("applicant.title", "科員")
        .with("applicant.unit", "計畫處綜合規劃科")
        .with("applied.date", "中華民國115年11月24日")
        .with("leave.kind", "annual")
        .with("leave.reason", "返鄉探親。")
        .with("leave.from", "中華民國115年11月26日（星期四）08時30分")
        .with("leave.to", "中華民國115年11月27日（星期五）12時30分")
        .with("leave.total", "1日4時")
        .with("leave.left", "核准後休假尚餘 12日4時")
        .with("deputy.name", "李大華")
        .with("deputy.title", "科員")
        .with("attachments", "無")
}

fn signed(filled: Filled, count: usize) -> Filled {
    let rows = [
        ("申請人", "科員", "王小明", "送出", "115-11-24 16:52", ""),
        (
            "職務代理人",
            "科員",
            "李大華",
            "同意",
            "115-11-24 16:58",
            "",
        ),
        (
            "單位主管",
            "科長",
            "陳美玉",
            "核",
            "115-11-24 17:20",
            "同意，請先完成會議資料。",
        ),
        (
            "人事",
            "人事室科員",
            "林素真",
            "知悉",
            "115-11-25 08:41",
            "休假餘額無誤。",
        ),
        (
            "會辦",
            "主計處科員",
            "黃𠮷祥",
            "知悉",
            "115-11-25 08:50",
            "",
        ),
        (
            "副主管",
            "副處長",
            "張○明",
            "代",
            "115-11-25 09:05",
            "處長公出，代為決行。代理期間依職務代理名冊辦理，並於返處後陳閱。",
        ),
        ("秘書", "主任秘書", "峯〇岡", "核", "115-11-25 09:20", ""),
        ("首長", "縣長", "鄭國安", "核", "115-11-25 09:32", "如擬"),
    ];
    rows.iter().take(count).fold(filled, |filled, row| {
        filled.with_row(
            "signers",
            &[
                ("role", row.0),
                ("title", row.1),
                ("name", row.2),
                ("mark", row.3),
                ("time", row.4),
                ("opinion", row.5),
            ],
        )
    })
}

/// Leaves the PDF where a person can look at it.
fn keep(name: &str, pdf: &Pdf) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("leave");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, &pdf.bytes).unwrap();
    path
}

fn run(program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            Some((output.status.success(), text + &errors))
        }
        Err(_) => {
            println!("skipped: {program} not found");
            None
        }
    }
}

/// Every word comes back out of the finished file, by two programs.
fn reads_back(path: &std::path::Path, pdf: &Pdf, words: &[&str]) {
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    assert_eq!(pages.len(), pdf.pages);
    let text = document.extract_text(&pages).unwrap().replace('\n', "");
    for word in words {
        assert!(text.contains(word), "lopdf: {word} not in {text}");
    }
    let path = path.to_str().unwrap();
    if let Some((true, text)) = run("pdftotext", &["-layout", path, "-"]) {
        for word in words {
            assert!(text.contains(word), "pdftotext: {word} not in {text}");
        }
    }
    if let Some((good, text)) = run("qpdf", &["--check", path]) {
        assert!(good, "{text}");
    }
}

#[test]
fn the_usual_form_is_one_page() {
    let Some(fonts) = fonts() else { return };
    let filled = signed(leave(), 4);
    let pdf = make(&sheet(), &filled, fonts, &meta()).unwrap();
    assert_eq!(pdf.pages, 1);
    assert_eq!(check(&pdf.bytes), []);
    let path = keep("usual", &pdf);
    reads_back(
        &path,
        &pdf,
        &[
            "示範縣政府",
            "公務人員請假單",
            "王小明",
            "計畫處綜合規劃科",
            "■休假",
            "□病假",
            "返鄉探親。",
            "中華民國115年11月26日（星期四）08時30分",
            "1日4時",
            "115-人-0001234",
            "115/030102/1/1/5",
            "同意，請先完成會議資料。",
            "第 1 頁，共 1 頁",
            "9F3A-77C1-02DE-5B48",
        ],
    );
}

#[test]
fn a_long_form_goes_on_over_pages() {
    let Some(fonts) = fonts() else { return };
    let reason = "因父親於原籍住院接受手術，需返鄉照料並協助辦理出院及後續復健事宜；期間承辦之「115年度施政計畫彙編」已完成初稿，\
        各單位意見彙整表（含附表一至附表五）並已移交職務代理人李大華科員，緊急聯絡電話 0900-000-000，電子郵件 wang@example.gov.tw。";
    let filled = signed(
        leave()
            .with("leave.kind", "family_care")
            .with("leave.reason", &[reason; 3].join("\n"))
            .with("attachments", "診斷證明書影本1份、車票影本2張")
            .with(
                "leave.note",
                "家庭照顧假併入事假計算（公務人員請假規則第3條）。",
            ),
        8,
    );
    let pdf = make(&sheet(), &filled, fonts, &meta()).unwrap();
    let path = keep("long", &pdf);
    assert_eq!(pdf.pages, 2);
    assert_eq!(check(&pdf.bytes), []);
    reads_back(
        &path,
        &pdf,
        &[
            "黃𠮷祥",
            "張○明",
            "峯〇岡",
            "如擬",
            "第 2 頁，共 2 頁",
            "■家庭照顧假",
        ],
    );
}

#[test]
fn a_row_taller_than_a_page_is_broken() {
    let Some(fonts) = fonts() else { return };
    let lines: Vec<String> = (1..=120)
        .map(|n| format!("第{n}點，請假事由詳如說明。"))
        .collect();
    let filled = signed(leave().with("leave.reason", &lines.join("\n")), 2);
    let pdf = make(&sheet(), &filled, fonts, &meta()).unwrap();
    let path = keep("tall", &pdf);
    assert_eq!(pdf.pages, 4);
    reads_back(&path, &pdf, &["第1點，", "第60點，", "第120點，", "李大華"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let Some(fonts) = fonts() else { return };
    let filled = signed(leave(), 8);
    let first = make(&sheet(), &filled, fonts, &meta()).unwrap();
    let again = Fonts::find(&[]).unwrap();
    let second = make(&sheet(), &filled, &again, &meta()).unwrap();
    assert!(first == second || std::env::var_os("ANTOU_FONTS").is_some());
    let other = leave().with("applicant.name", "王大明");
    let other = make(&sheet(), &signed(other, 8), fonts, &meta()).unwrap();
    assert_ne!(first.bytes, other.bytes);
}

#[test]
fn rare_characters_are_printed_or_named() {
    let Some(fonts) = fonts() else { return };
    let name = "陳\u{20BB7}ㄅㄚˇ・堃喆\u{2A6A5}";
    let without: String = name.chars().filter(|c| *c != '\u{2A6A5}').collect();
    let filled = signed(leave().with("applicant.name", &without), 1);
    let pdf = make(&sheet(), &filled, fonts, &meta()).unwrap();
    reads_back(&keep("rare", &pdf), &pdf, &["陳\u{20BB7}ㄅㄚˇ・堃喆"]);
    // No font has a private-use character of plane 16 that nobody drew.
    let filled = signed(leave().with("applicant.name", "王\u{10FFFD}"), 1);
    let error = make(&sheet(), &filled, fonts, &meta()).unwrap_err();
    assert_eq!(error.code(), "print-glyph-missing");
    let missing = Problem::GlyphMissing {
        character: '\u{10FFFD}',
        code_point: 0x10_FFFD,
    };
    assert_eq!(error, missing);
    let style = archive::Style::Kai;
    assert_eq!(
        fonts.missing("王\u{10FFFD}小明\n\u{10FFFD}葛\u{E0100}", style),
        ['\u{10FFFD}']
    );
}

#[test]
fn refuses_what_cannot_be_printed() {
    let Some(fonts) = fonts() else { return };
    let code = |filled: &Filled| {
        make(&sheet(), filled, fonts, &meta()).map_or_else(|error| error.code(), |_| "ok")
    };
    assert_eq!(code(&leave()), "ok", "no signer yet");
    let mut without = leave();
    without.text.remove("leave.reason");
    assert_eq!(code(&without), "print-value-missing");
    let mut without = leave();
    without.text.remove("file.number");
    assert_eq!(
        code(&without),
        "ok",
        "there is no file number before filing"
    );
    assert_eq!(
        code(&leave().with("leave.kind", "holiday")),
        "print-choice-unknown"
    );
    assert_eq!(
        code(&leave().with("leave.kind", "")),
        "ok",
        "nothing ticked"
    );
    let page = "字".repeat(archive::print::TEXT_LIMIT / 3 + 1);
    assert_eq!(
        code(&leave().with("leave.reason", &page)),
        "print-text-too-long"
    );
    let lines = "一\n".repeat(9000);
    assert_eq!(
        code(&leave().with("leave.reason", &lines)),
        "print-too-many-pages"
    );
    let odd = "王\u{0}\u{202E}\u{FEFF}小\t明\r";
    assert_eq!(code(&leave().with("applicant.name", odd)), "ok");
}

#[test]
fn no_font_is_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let tried = vec![folder.path().to_path_buf()];
    let error = Fonts::find_only(&tried).unwrap_err();
    assert_eq!(error.code(), "print-no-font");
    assert_eq!(error.tried, tried);
    std::fs::write(folder.path().join("NotoSerifCJK-Regular.ttc"), b"no font").unwrap();
    assert!(Fonts::find_only(&tried).is_err());
}

/// The gate sees every way in which a file is not what it must be.
#[test]
fn the_gate_refuses_what_was_changed() {
    let Some(fonts) = fonts() else { return };
    let good = make(&sheet(), &signed(leave(), 2), fonts, &meta())
        .unwrap()
        .bytes;
    let replaced = |from: &str, to: &str| {
        let (from, to) = (from.as_bytes(), to.as_bytes());
        assert_eq!(from.len(), to.len());
        let at = good.windows(from.len()).position(|part| part == from);
        let at = at.unwrap_or_else(|| panic!("{from:?} is not in the file"));
        let mut changed = good.clone();
        changed[at..at + from.len()].copy_from_slice(to);
        changed
    };
    let codes = |bytes: &[u8]| -> Vec<&'static str> {
        check(bytes)
            .into_iter()
            .map(archive::Finding::code)
            .collect()
    };
    assert!(codes(&good).is_empty());
    let cases = [
        (b"".to_vec(), "pdf-unreadable"),
        (b"%PDF-1.7\nno pdf at all".to_vec(), "pdf-unreadable"),
        (good[..good.len() - 8].to_vec(), "pdf-end"),
        ([good.as_slice(), b"more"].concat(), "pdf-end"),
        (good[1..].to_vec(), "pdf-header"),
        (replaced("pdfaid:part>2", "pdfaid:part>3"), "pdf-not-a-2b"),
        (replaced("GTS_PDFA1", "GTS_PDFX4"), "pdf-no-output-intent"),
        (
            replaced("/OutputIntents", "/OutputIntentx"),
            "pdf-no-output-intent",
        ),
        (
            replaced("1 0 R/Metadata", "1 0 R/Metadatx"),
            "pdf-no-metadata",
        ),
        (
            replaced("/Lang(zh-TW)/Struct", "/Lanx(zh-TW)/Struct"),
            "pdf-no-language",
        ),
        (replaced("/FontFile", "/FontFilx"), "pdf-font-not-embedded"),
        (
            replaced("/ToUnicode", "/ToUnicodx"),
            "pdf-font-not-readable",
        ),
        (replaced("/MarkInfo", "/AA      "), "pdf-action"),
        (replaced("/ID", "/IX"), "pdf-no-identifier"),
    ];
    for (bytes, expected) in cases {
        let codes = codes(&bytes);
        assert!(codes.contains(&expected), "{expected} not in {codes:?}");
    }
}

/// Broken files are an answer, not a crash.
#[test]
fn the_gate_bears_broken_files() {
    let Some(fonts) = fonts() else { return };
    let good = make(&sheet(), &signed(leave(), 1), fonts, &meta())
        .unwrap()
        .bytes;
    for at in (0..good.len()).step_by(good.len() / 40) {
        assert!(!check(&good[..at]).is_empty(), "cut at {at}");
        let mut changed = good.clone();
        for byte in changed.iter_mut().skip(at).take(64) {
            *byte = byte.wrapping_mul(31).wrapping_add(7);
        }
        let _findings: Vec<_> = check(&changed);
    }
}

#[test]
fn the_official_sheet_looks_as_it_did() {
    let Some(fonts) = fonts() else { return };
    let usual = make(&sheet(), &signed(leave(), 4), fonts, &meta()).unwrap();
    pictures::looks_as("official-leave", &usual);
    let long = make(&sheet(), &signed(leave(), 7), fonts, &meta()).unwrap();
    pictures::looks_as("official-leave-long", &long);
}
