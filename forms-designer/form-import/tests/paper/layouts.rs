//! Single shapes of papers: a table of what stands there and what is made of it.

use crate::draft::draft;

/// The rows of the draft without its title and notes.
fn check(notation: &str, expected: &str) {
    let draft = draft(notation);
    let lines = draft.lines().filter(|line| !line.starts_with('!')).skip(1);
    let found = lines.map(str::trim_end).collect::<Vec<_>>().join("\n");
    let expected = expected
        .lines()
        .map(|line| line.strip_prefix("        ").unwrap_or(line));
    assert_eq!(found, expected.collect::<Vec<_>>().join("\n"), "{notation}");
}

#[test]
fn answers_beside_labels() {
    check("@ 2 6\n| 姓　名： | |", "姓名 textfield(16) name");
    check("@ 8\n| 姓名： |", "姓名 textfield(16) name");
    check(
        "@ 4 4\n| 姓名： | 電話： |",
        "姓名 textfield(8) name | 電話 textfield(8) phone <phone>",
    );
    check(
        "@ 8\n| 姓名：＿＿＿　電話：＿＿＿ |",
        "姓名 textfield(8) name | 電話 textfield(8) phone <phone>",
    );
    check("@ 4 4\n| 金額 | ＿＿＿元 |", "金額 number(16) amount …元");
    check(
        "@ 4 4\n| 附件 | 請檢附收據 |",
        "附件 filepicker(16) attachment (請檢附收據)",
    );
    check(
        "@ 4 4\n| 住院 | □是（天數：＿＿）　□否 |",
        "住院 radio(16) field_1 {是, 否}\n天數 textfield(16) field_1_detail ?",
    );
}

#[test]
fn dates_and_times() {
    check("@ 4 4\n| 到職日 | |", "到職日 date(16) joined_on");
    check(
        "@ 4 4\n| 開會 | 　年　月　日　時　分 |",
        "開會 datetime(16) date",
    );
    check("@ 4 4\n| 開會 | 　時　分 |", "開會 time(16) field_1");
    check(
        "@ 4 4\n| 開會 | 　年　月　日　時至　時 |",
        "開會 when(16) period",
    );
    check(
        "@ 4 4\n| 開會 | 自　年　月　日起至　年　月　日止 |",
        "開會 when(16) period",
    );
    check(
        "@ 4 4\n| 借出 | 　年　月　日 ～ 　年　月　日 |",
        "借出 when(16) period",
    );
    check(
        "@ 4 4\n|v 出國 | 自　年　月　日 |\n|^ | 至　年　月　日 |",
        "出國 when(16) period",
    );
    check("@ 4 4\n| 預計 | 共　　日 |", "預計 number(16) field_1 …日");
}

#[test]
fn boxes() {
    check(
        "@ 4 4\n| 領取 | □自取　□郵寄 |",
        "領取 radio(16) field_1 {自取, 郵寄}",
    );
    check(
        "@ 4 4\n| 領取 | □甲 □乙 |",
        "領取 checklist(16) field_1 {甲, 乙}",
    );
    check(
        "@ 4 4\n| 領取（擇一） | □甲⏎□乙 |",
        "領取 radio(16) field_1 {甲, 乙} (擇一)",
    );
    check(
        "@ 4 4\n| 聲明 | □本人同意 |",
        "本人同意 checkbox(16) field_1 (聲明)",
    );
    check(
        "@ 4 4\n| 假別 | □公差　□事假 |",
        "假別 radio(16) kind {公差, 事假}",
    );
    check(
        "@ 8\n| 性別：□男　□女　　婚姻：□未婚　□已婚 |",
        "性別 radio(8) gender {男, 女} | 婚姻 radio(8) field_1 {未婚, 已婚}",
    );
    check(
        "@ 4 4\n| 期望 | □其他：＿＿ □甲 |",
        "期望 checklist(16) field_1 {其他, 甲}\n其他（請說明） textfield(16) field_1_other ?",
    );
}

#[test]
fn keys_that_are_words_of_feel_too() {
    for label in [
        "日期", "時間", "編號", "期間", "天數", "時數", "次數", "項目",
    ] {
        let told = draft(&format!("@ 4 4\n| {label} | □甲　□其他：＿＿ |"));
        assert!(told.contains("_other ?"), "{told}");
    }
}

#[test]
fn what_is_left_out_is_told() {
    let notes = |notation: &str, expected: &[&str]| {
        let draft = draft(notation);
        let found = draft.lines().filter_map(|line| line.strip_prefix("! "));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{notation}");
    };
    notes("@ 4 4\n| 姓名 | |", &[]);
    notes(
        "@ 4 4 4\n| 姓名 | | |",
        &["import-cell-without-label at 1/1/3"],
    );
    notes(
        "@ 4 4\n| 姓名 | |\n| 編印單位 | 行政組 |",
        &[
            "import-label-alone at 1/2/1 label=編印單位",
            "import-label-alone at 1/2/2 label=行政組",
        ],
    );
    notes(
        "@ 8\n| 姓名： |\n| 承辦人：　　　科長：　　　處長： |",
        &[
            "import-signature-left-out at 1/2/1 label=承辦人",
            "import-signature-left-out at 1/2/1 label=科長",
            "import-signature-left-out at 1/2/1 label=處長",
        ],
    );
    notes(
        "@ 4 4\n|v 訓練 | 自　年　月　日起 |\n|^ | 至　年　月　日止　共　日 |",
        &["import-total-left-out at 1/1/2 text=共 日"],
    );
    notes(
        "@ 4 4\n| 姓名 | |\n| 批示 | □如擬　□不准 |",
        &["import-signature-left-out at 1/2/1 label=批示"],
    );
    notes(
        "@ 4 4\n| 品項 | 檢查 |\n| | □好 □其他：＿＿ |\n| | □好 □其他：＿＿ |",
        &[
            "import-list-guessed at 1/1/1 key=items rows=2",
            "import-choice-guessed at 1/2/2 key=field_2 kind=checklist label=檢查",
            "import-detail-left-out at 1/2/2 key=field_2 label=其他（請說明）",
        ],
    );
    notes(
        "@ 4 4\n| 單位 | |\n| 聯絡 | ⟨ 姓名 / ⟩ |",
        &["import-table-inside at 1/2/2"],
    );
}

#[test]
fn answers_below_labels() {
    check(
        "@ 4 4\n| 姓名 | 職稱 |\n| | |",
        "姓名 textfield(8) name | 職稱 textfield(8) title",
    );
    check("@ 8\n| 自傳 |\n| |", "自傳 textfield(16) field_1");
    check("@ 8\n| 自傳 |\n~| |", "自傳 textarea(16) field_1");
}

#[test]
fn more_than_eight_side_by_side() {
    let labels: String = (0..10).map(|n| format!("第{n}欄：|")).collect();
    let told = draft(&format!("@ 1 1 1 1 1 1 1 1 1 1\n|{labels}"));
    let rows: Vec<usize> = told
        .lines()
        .skip(1)
        .map(|line| line.matches(" | ").count() + 1)
        .collect();
    assert_eq!(rows, [5, 5], "{told}");
}

#[test]
fn tables_in_cells() {
    check(
        "@ 8\n| ⟨ 姓名 / / 職稱 / ⟩ |",
        "姓名 textfield(8) name | 職稱 textfield(8) title",
    );
    check(
        "@ 4 4\n| 單位 | |\n| 聯絡 | ⟨ 姓名 / / 分機 / ⟩ |",
        "單位 textfield(16) unit\n[聯絡]\n  姓名 textfield(8) name | 分機 textfield(8) extension",
    );
}

#[test]
fn words_that_would_mean_something_to_a_form() {
    check("@ 4 4\n| =1+1 | |", "＝1+1 textfield(16) field_1");
    check("@ 4 4\n| {{x}} | |", "{ {x} } textfield(16) field_1");
    check(
        "@ 4 4\n| 選項 | □\"甲\"　□其他\"乙\"：＿＿ |",
        "選項 checklist(16) field_1 {\"甲\", 其他\"乙\"}\n其他\"乙\"（請說明） textfield(16) field_1_detail",
    );
}
