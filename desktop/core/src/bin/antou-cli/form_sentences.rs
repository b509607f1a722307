//! The sentences of `form`. A name in braces is a fact.

/// Code, zh-TW, English.
pub const TABLE: &[(&str, &str, &str)] = &[
    ("form-same", "沒有不同。", "Nothing is different."),
    ("form-added", "新增　{about}", "added    {about}"),
    ("form-removed", "刪除　{about}", "removed  {about}"),
    ("form-moved", "移動　{about}", "moved    {about}"),
    (
        "form-changed",
        "修改　{about}　{property}：{before} → {after}",
        "changed  {about} {property}: {before} -> {after}",
    ),
    (
        "form-hidden",
        "{path} 這一欄在這些條件下是隱藏的，填了也不算。",
        "{path} is hidden under these conditions, so its answer does not count.",
    ),
    (
        "import-not-zip",
        "這不是 Word 或 OpenDocument 檔。請先另存成 DOCX 或 ODT。",
        "This is no Word or OpenDocument file. Save it as DOCX or ODT first.",
    ),
    (
        "import-old-word",
        "這是舊版 Word（.doc）或其他舊格式。請用 Word 另存成 DOCX。",
        "This is an old Word file (.doc). Save it as DOCX in Word.",
    ),
    (
        "import-encrypted",
        "這個檔案有密碼。請另存一份沒有密碼的。",
        "This file has a password. Save a copy without one.",
    ),
    (
        "import-unknown",
        "這不是文書檔，可能是試算表或簡報。只能轉 DOCX 或 ODT。",
        "This is no text document, perhaps a sheet or slides. Only DOCX and ODT are read.",
    ),
    (
        "import-damaged",
        "檔案有損壞（{part}：{reason}）。請開啟後重新儲存。",
        "The file is damaged ({part}: {reason}). Open it and save it again.",
    ),
    (
        "import-nothing-to-fill",
        "檔案裡沒有可以填寫的格子或底線。",
        "There is no cell and no line to fill in.",
    ),
    (
        "import-too-large",
        "檔案超過 {limit_bytes} 位元組。請先移除圖片。",
        "The file has more than {limit_bytes} bytes. Take pictures out first.",
    ),
    (
        "import-unfolds",
        "檔案展開後太大，不讀取。請確認來源。",
        "The file unfolds to too much and is not read. Make sure where it comes from.",
    ),
    (
        "import-doctype",
        "檔案裡有文件型別宣告（{part}），不讀取。請用 Word 重新儲存。",
        "A part declares a document type ({part}) and is not read. Save it again in Word.",
    ),
    (
        "import-too-deep",
        "檔案的巢狀超過 {limit} 層，不讀取。",
        "The file nests deeper than {limit} and is not read.",
    ),
    (
        "import-too-many-elements",
        "檔案的內容超過 {limit} 個元素。請拆成數份。",
        "The file has more than {limit} elements. Split it.",
    ),
    (
        "import-too-much-text",
        "文字超過 {limit_bytes} 位元組。請拆成數份。",
        "There are more than {limit_bytes} bytes of text. Split it.",
    ),
    (
        "import-tables-too-deep",
        "表格裡的表格超過 {limit} 層。請先簡化。",
        "Tables stand in tables more than {limit} deep. Simplify them first.",
    ),
    (
        "import-too-many-cells",
        "表格超過 {limit} 格。請拆成數張表單。",
        "There are more than {limit} cells. Split the form.",
    ),
    (
        "import-form-too-large",
        "轉出的表單太大（{reason}）。請拆成數張表單。",
        "The form would be too large ({reason}). Split it.",
    ),
    (
        "import-kind-guessed",
        "「{label}」只依名稱猜成 {kind}（{key}），請確認。",
        "“{label}” was taken for {kind} by its label alone ({key}); please check.",
    ),
    (
        "import-choice-guessed",
        "「{label}」的方格猜成 {kind}（{key}），請確認是單選還是複選。",
        "The boxes of “{label}” were taken for {kind} ({key}); please check whether one or several may be chosen.",
    ),
    (
        "import-list-guessed",
        "{rows} 個相同的空白列做成可增減的明細（{key}）。",
        "{rows} equal empty rows became a list ({key}).",
    ),
    (
        "import-required-guessed",
        "「{label}」有星號，設為必填（{key}）。",
        "“{label}” has a star and is required ({key}).",
    ),
    (
        "import-label-alone",
        "「{label}」旁邊沒有可填的格子，做成文字。",
        "Nothing is to be filled in beside “{label}”; it became a text.",
    ),
    (
        "import-cell-without-label",
        "有一格沒有標題，略過。",
        "A cell without a label was left out.",
    ),
    (
        "import-signature-left-out",
        "「{label}」是簽章欄，由簽核流程處理，略過。",
        "“{label}” is a place to sign and was left out; the route does that.",
    ),
    (
        "import-total-left-out",
        "「{text}」會自動計算，略過。",
        "“{text}” is reckoned and was left out.",
    ),
    (
        "import-detail-left-out",
        "明細裡「{label}」的補充說明略過（{key}）。",
        "What “{label}” asks besides within a list was left out ({key}).",
    ),
    (
        "import-number-column-left-out",
        "「{label}」是列號，略過。",
        "“{label}” numbers the rows and was left out.",
    ),
    (
        "import-picture-left-out",
        "圖片、文字方塊或物件略過。",
        "A picture, text box or object was left out.",
    ),
    (
        "import-deleted-left-out",
        "追蹤修訂中刪除的文字略過。",
        "Text that a tracked change deletes was left out.",
    ),
    (
        "import-table-inside",
        "格子裡的表格移到這一列下面。",
        "A table in a cell now stands below its row.",
    ),
    (
        "import-text-cut",
        "文字超過 {limit} 字，截短。",
        "A text of more than {limit} characters was cut.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_an_import_has_its_sentence() {
        let said = |code: &&&str| TABLE.iter().any(|(known, ..)| *known == **code);
        let all = form_import::PROBLEM_CODES
            .iter()
            .chain(form_import::NOTE_CODES);
        let silent: Vec<&&str> = all.filter(|code| !said(code)).collect();
        assert_eq!(silent, Vec::<&&str>::new());
    }
}
