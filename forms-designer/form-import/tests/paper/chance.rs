//! What must hold for any table and any file.

use form_import::import;
use proptest::prelude::*;

use crate::draft::sound;
use crate::writer::{docx, docx_of, odt, zip};

const WORDS: &[&str] = &[
    "",
    "",
    "",
    "姓名",
    "姓　　名：",
    "*日期",
    "假別",
    "金額（元）",
    "□是　□否",
    "□休假 □事假 □其他：＿＿",
    "　年　月　日",
    "自　年　月　日起至　年　月　日止，共　日",
    "＿＿＿元",
    "批示",
    "單位主管",
    "申請人簽章：",
    "項次",
    "1",
    "2",
    "備註：請於三日前提出申請。",
    "電話：　　　分機：",
    "(公)　　(宅)　　",
    "=1",
    "{{a}}",
    "\"",
    "□",
    "〔date〕",
    "〔list 甲,乙,甲〕",
    "〔box〕〔box〕",
    "⟦　　⟧",
    "（　　）甲（　　）乙",
    "口甲 口乙",
    "○甲　○乙",
    "⏎⏎⏎",
    "⟨ 姓名 / ⟩",
    "至",
    "：",
    "、",
    "一",
    "假別 ⏎ □公假",
];

fn any_cell() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec!["", "", "", "", "2", "3", "v", "^", "v2", "^2", "9"]);
    (signs, prop::sample::select(WORDS)).prop_map(|(signs, words)| format!("{signs} {words} "))
}

fn any_table() -> impl Strategy<Value = String> {
    let row = (any::<bool>(), prop::collection::vec(any_cell(), 1..7));
    let rows = prop::collection::vec(row, 1..9);
    let widths = prop::collection::vec(0_u32..9, 0..8);
    (widths, rows).prop_map(|(widths, rows)| {
        let widths: Vec<String> = widths.iter().map(u32::to_string).collect();
        let rows = rows.iter().map(|(tall, cells)| {
            let tall = if *tall { "~" } else { "" };
            format!("{tall}|{}|", cells.join("|"))
        });
        format!(
            "@ {}\n{}",
            widths.join(" "),
            rows.collect::<Vec<_>>().join("\n")
        )
    })
}

fn holds(bytes: &[u8]) {
    match import(bytes, "任何檔案.docx") {
        Ok(imported) => sound(&imported),
        Err(problem) => assert_eq!(problem.code, "import-nothing-to-fill", "{problem}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn any_table_is_a_sound_form(tables in prop::collection::vec(any_table(), 1..3)) {
        let notation = tables.join("\n然後\n");
        holds(&docx(&notation));
        holds(&odt(&notation));
    }

    #[test]
    fn any_words_are_read(words in prop::collection::vec(".{0,30}", 1..6)) {
        let clean = |text: &String| text.chars().filter(|c| !c.is_control() && !"<>&".contains(*c)).collect::<String>();
        let cells: String = words.iter().map(|text| {
            format!("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>", clean(text))
        }).collect();
        holds(&docx_of(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")));
    }

    #[test]
    fn any_blanks_are_read(words in "[　 年月日時分自至起止共□○口（）()：:_＿/甲乙元\t]{0,40}") {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p></w:tc>");
        holds(&docx_of(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("欄"), cell(&words))));
    }

    #[test]
    fn any_bytes_are_refused_or_read(at in 0_usize..4_000, byte: u8, junk in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = import(&junk, "");
        let _ = import(&[b"PK\x03\x04".as_slice(), &junk].concat(), "");
        let _ = import(&zip(&[("word/document.xml", &junk)]), "");
        let mut file = docx("@ 3 3\n| 姓名 | |\n| 假別 | □休假　□事假 |");
        let at = at % file.len();
        file[at] = byte;
        let _ = import(&file, "");
        let _ = import(&file[..at], "");
    }
}
