//! Files that give no form.

use form_import::{PROBLEM_CODES, import};

use crate::writer::{docx, docx_of, odt_of, zip};

fn check(bytes: &[u8], expected: &str) {
    let problem = import(bytes, "x.docx").unwrap_err();
    assert_eq!(problem.code, expected, "{problem}");
    assert!(PROBLEM_CODES.contains(&problem.code));
}

/// An OLE file whose directory names an entry.
fn ole(entry: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(512, 0);
    bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn cell() -> String {
    "<w:tc><w:p/></w:tc>".to_owned()
}

fn table(inner: &str) -> String {
    format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>")
}

#[test]
fn files_of_another_kind() {
    check(b"", "import-not-zip");
    check(b"{\\rtf1}", "import-not-zip");
    check(b"%PDF-1.7", "import-not-zip");
    check(&ole("WordDocument"), "import-old-word");
    check(&ole("EncryptedPackage"), "import-encrypted");
    check(b"PK\x03\x04 and no more", "import-damaged");
    check(&zip(&[("readme.txt", b"x")]), "import-unknown");
    check(
        &zip(&[("xl/workbook.xml", b"<workbook/>")]),
        "import-unknown",
    );
    check(
        &zip(&[("word/document.xml", b"<workbook/>")]),
        "import-unknown",
    );
    let sheet = b"<d><body><spreadsheet/></body></d>";
    check(&zip(&[("content.xml", sheet)]), "import-unknown");
    check(&vec![b' '; 20 * 1024 * 1024 + 1], "import-too-large");
}

#[test]
fn encrypted_open_documents() {
    let manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let parts: [(&str, &[u8]); 2] = [
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x8f\x03\xff"),
    ];
    check(&zip(&parts), "import-encrypted");
}

#[test]
fn damaged_parts() {
    let whole = docx("@ 1 1\n| 姓名 | |");
    check(&whole[..whole.len() / 2], "import-damaged");
    check(&docx_of("<w:p>"), "import-damaged");
    check(&docx_of("&nothing;"), "import-damaged");
    check(&zip(&[("word/document.xml", b"")]), "import-damaged");
    check(
        &zip(&[("word/document.xml", b"\xff\xfe\x00")]),
        "import-damaged",
    );
}

#[test]
fn entities_and_depth() {
    let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><d>&b;</d>";
    check(
        &zip(&[("word/document.xml", bomb.as_bytes())]),
        "import-doctype",
    );
    check(&zip(&[("content.xml", bomb.as_bytes())]), "import-doctype");
    check(&docx_of(&"<w:ins>".repeat(300)), "import-too-deep");
    // What is skipped counts too.
    let drawing = format!("<w:drawing>{}</w:drawing>", "<a>".repeat(300));
    check(&docx_of(&drawing), "import-too-deep");
    check(
        &docx_of(&"<w:p/>".repeat(500_001)),
        "import-too-many-elements",
    );
}

#[test]
fn parts_that_unfold() {
    let spaces = vec![b' '; 5 * 1024 * 1024];
    check(&zip(&[("word/document.xml", &spaces)]), "import-unfolds");
    let large = vec![b' '; 51 * 1024 * 1024];
    check(&zip(&[("content.xml", &large)]), "import-unfolds");
}

#[test]
fn tables_without_end() {
    let deep = (0..5).fold(String::new(), |inner, _| table(&inner));
    check(&docx_of(&deep), "import-tables-too-deep");
    let row = format!("<w:tr>{}</w:tr>", cell().repeat(50));
    check(
        &docx_of(&format!("<w:tbl>{}</w:tbl>", row.repeat(41))),
        "import-too-many-cells",
    );
    let repeated = r#"<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="1000000"/></table:table-row></table:table>"#;
    check(&odt_of("", repeated), "import-too-many-cells");
    let empty =
        r#"<table:table><table:table-row table:number-rows-repeated="999999999"/></table:table>"#;
    check(&odt_of("", empty), "import-too-many-cells");
}

#[test]
fn text_without_end() {
    let words: String = (0..300_000).map(|n| format!("□{n} ")).collect();
    check(
        &docx_of(&format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")),
        "import-too-much-text",
    );
    let many: String = (0..100_000).map(|n| format!("□{n} ")).collect();
    check(
        &docx_of(&format!("<w:p><w:r><w:t>{many}</w:t></w:r></w:p>")),
        "import-form-too-large",
    );
    let asks = "名：＿＿　".repeat(3_000);
    check(
        &docx_of(&format!("<w:p><w:r><w:t>{asks}</w:t></w:r></w:p>")),
        "import-form-too-large",
    );
}

#[test]
fn nothing_to_fill_in() {
    check(&docx_of(""), "import-nothing-to-fill");
    check(&docx("# 公告\n自即日起實施。"), "import-nothing-to-fill");
    check(
        &docx("@ 3 3\n| 甲 | 乙 |\n| 丙 | 丁 |"),
        "import-nothing-to-fill",
    );
    check(
        &docx("@ 3 3\n| 承辦人 | 批示 |\n| | |"),
        "import-nothing-to-fill",
    );
}
