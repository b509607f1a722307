//! What is shown of files, and what bad ones come to.

use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat};

use crate::preview::{read, show};
use crate::views::PreviewKind;

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What a file comes to: its kind and text, or the code of why not.
fn check(bytes: Vec<u8>, expected: &str) {
    let got = match read(Cursor::new(bytes), 1) {
        Ok(view) if view.encoding.is_empty() => format!("{:?}: {}", view.kind, view.text),
        Ok(view) => format!("{}: {}", view.encoding, view.text),
        Err(failure) => failure.code,
    };
    assert_eq!(got, expected);
}

#[test]
fn texts_in_the_encodings_of_offices() {
    check("請假證明".as_bytes().to_vec(), "UTF-8: 請假證明");
    check(b"\xef\xbb\xbfa".to_vec(), "UTF-8: a");
    // 請假證明 in Big5.
    let big5 = encoding_rs::BIG5.encode("請假證明，王小明").0.into_owned();
    check(big5, "Big5: 請假證明，王小明");
    check(b"\xff\xfea\0b\0".to_vec(), "UTF-16LE: ab");
    check(b"a\0b\0".to_vec(), "UTF-16LE: ab");
    check(Vec::new(), "UTF-8: ");
    check(vec![0, 1, 2, 3, 200], "preview-unknown");
    check((128..=255).collect(), "preview-unknown");
    let long = "王".repeat(100_000).into_bytes();
    let view = read(Cursor::new(long), 1).unwrap();
    assert!(view.cut && view.text.chars().all(|one| one == '王'));
}

#[test]
fn office_files_as_text() {
    let docx = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>事由：</w:t></w:r>\
        <w:r><w:t xml:space='preserve'>返鄉 &amp; 探親&#33;</w:t></w:r></w:p><w:p><w:r><w:delText>舊</w:delText>\
        <w:instrText>MACRO</w:instrText><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        </w:body></w:document>";
    check(
        zip(&[("word/document.xml", docx)]),
        "Text: 事由：返鄉 & 探親!\n一\t二\n甲\t乙",
    );
    let xlsx = [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='經費'/></sheets></workbook>",
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>品名</t></si><si><r><t>紙</t></r><r><t>張</t></r><rPh><t>シ</t></rPh></si></sst>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c r='A1' t='s'><v>0</v></c><c r='C1'><v>12.5</v></c></row>\
             <row><c r='A2' t='s'><v>1</v></c><c r='B2' t='inlineStr'><is><t>好</t></is></c><c r='C2' t='s'><v>99</v></c></row></sheetData></worksheet>",
        ),
    ];
    check(zip(&xlsx), "Table: — 經費 —\n品名\t\t12.5\n紙張\t好");
    let slide = |text: &str| format!("<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>");
    check(
        zip(&[
            ("ppt/presentation.xml", "<p/>"),
            ("ppt/slides/slide10.xml", &slide("十")),
            ("ppt/slides/slide2.xml", &slide("二")),
        ]),
        "Text: — 2 —\n二\n\n— 10 —\n十",
    );
    let odt = "<office:document-content><office:body><office:text><text:h>標題</text:h>\
        <text:p>一<text:s text:c='2'/>二<text:tab/>三<text:line-break/>四</text:p></office:text></office:body></office:document-content>";
    check(zip(&[("content.xml", odt)]), "Text: 標題\n一  二\t三\n四");
    let ods = "<office:spreadsheet><table:table table:name='表'><table:table-row>\
        <table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell table:number-columns-repeated='2'/>\
        <table:table-cell><text:p>丁</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16000'/>\
        </table:table-row></table:table></office:spreadsheet>";
    check(zip(&[("content.xml", ods)]), "Table: — 表 —\n甲\t\t\t丁");
}

#[test]
fn bad_office_files_are_refused() {
    check(zip(&[("a.txt", "x")]), "preview-unknown");
    check(b"PK\x03\x04rubbish".to_vec(), "preview-damaged");
    // A billion laughs: a document type is not even read.
    let laughs = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]><a><w:t>&c;</w:t></a>";
    check(zip(&[("word/document.xml", laughs)]), "preview-damaged");
    check(
        zip(&[("word/document.xml", "<w:t>&other;</w:t>")]),
        "preview-damaged",
    );
    let deep = "<a>".repeat(1000);
    check(zip(&[("word/document.xml", &deep)]), "preview-damaged");
    check(
        zip(&[("word/document.xml", "<w:t>a</w:x>")]),
        "preview-damaged",
    );
    // 130 MiB of nothing in some kilobytes.
    let bomb = format!("<a>{}</a>", " ".repeat(130 * 1024 * 1024));
    let bomb = zip(&[("word/document.xml", &bomb)]);
    assert!(bomb.len() < 1024 * 1024);
    check(bomb, "preview-unfolds");
    // A long text is cut, not refused.
    let long = format!("<w:p><w:t>{}</w:t></w:p>", "王".repeat(300_000));
    let view = read(Cursor::new(zip(&[("word/document.xml", &long)])), 1).unwrap();
    assert!(view.cut && view.text.len() <= 200 * 1024);
}

#[test]
fn pictures_are_written_anew() {
    for (format, media) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Gif, "image/png"),
        (ImageFormat::WebP, "image/png"),
    ] {
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::new_rgb8(40, 20),
            _ => DynamicImage::new_rgba8(40, 20),
        };
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        let bytes = bytes.into_inner();
        let view = read(Cursor::new(bytes.clone()), 1).unwrap();
        assert_eq!(view.kind, PreviewKind::Picture, "{format:?}");
        let address = view.picture.unwrap();
        assert!(
            address.starts_with(&format!("data:{media};base64,")),
            "{format:?}"
        );
        let cut = bytes[..bytes.len() / 2].to_vec();
        if format != ImageFormat::Jpeg {
            check(cut, "preview-damaged");
        }
    }
    // A header that promises more pixels than memory.
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(1, 1)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    let mut bomb = bytes.into_inner();
    bomb[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    let code = read(Cursor::new(bomb), 1).unwrap_err().code;
    assert!(
        ["preview-large", "preview-damaged"].contains(&code.as_str()),
        "{code}"
    );
}

#[test]
fn pages_of_a_paper_are_drawn() {
    let pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n\
        5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n\
        trailer<</Root 1 0 R>>";
    let view = show(Cursor::new(pdf.to_vec()), 9);
    assert_eq!(
        (view.kind, view.page, view.pages),
        (PreviewKind::Pages, 2, 2)
    );
    assert!(view.picture.unwrap().starts_with("data:image/png;base64,"));
    let view = show(Cursor::new(b"%PDF-1.4 rubbish".to_vec()), 1);
    assert_eq!(view.why.unwrap().code, "preview-damaged");
}
