//! What a sheet cannot know by itself.

use form_model::{Asked, Choice, Component, Kind, Seen};
use serde::Deserialize;

/// A component of which a caller is asked what it says.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The path of its answer with the names of the lists around it and without rows
    /// (`trip.days.place`), as the texts of a pack name a field; where it has none its pointer
    /// (`/components/3`).
    pub path: &'a str,
    /// The component.
    pub component: &'a Component,
    /// What it asks there; none of what stands in a list without rows.
    pub asked: Option<&'a Asked>,
}

impl<'a> At<'a> {
    /// Words of the form as they read now, with the values that they hold.
    pub fn said(&self, names: &[&str], written: &'a str) -> &'a str {
        let words = |asked: &'a Asked| names.iter().find_map(|name| asked.words.get(*name));
        self.asked.and_then(words).map_or(written, String::as_str)
    }
}

/// What the caller says of a form: words in the language of the sheet, and answers as a paper writes
/// them. Where it says nothing else, the form's own words stand.
pub trait Tell {
    /// The title of the form.
    fn title(&self) -> &str;

    /// The words that the sheet itself needs.
    fn words(&self) -> &Words;

    /// An answer as it is printed: a day as 中華民國115年12月3日, an option by its label, a person by
    /// name, of files their names one on a line. Asked only where there is an answer.
    fn answer(&self, seen: &Seen<'_>) -> String;

    /// What stands beside an answer, or above what a group or list holds.
    fn label(&self, at: &At<'_>) -> String {
        let names: &[&str] = match at.component.kind {
            Kind::Datetime(_) => &["label", "dateLabel", "timeLabel"],
            _ => &["label"],
        };
        at.said(names, &at.component.label).to_owned()
    }

    /// What stands beside a box to tick.
    fn option(&self, _at: &At<'_>, choice: &Choice) -> String {
        choice.label.clone()
    }

    /// What a text of the form says, as Markdown or HTML, of which the words are printed.
    fn content(&self, at: &At<'_>) -> String {
        at.said(&["text", "content"], &at.component.content)
            .to_owned()
    }
}

/// Words of the sheet itself. What is empty is not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// Beside the box of a yes: 是.
    pub yes: String,
    /// Beside the box of a no: 否.
    pub no: String,
    /// In a list without rows: 無.
    pub none: String,
    /// Above the numbers of a list's rows: 項次.
    pub number: String,
    /// Above a row that is too wide for a table; `{n}` is its number: 第{n}項.
    pub item: String,
    /// Of a day to write by hand: 年　月　日 with room between.
    pub day: String,
    /// Of a time to write by hand: 時　分.
    pub time: String,
    /// Before the beginning of a span to write by hand: 自.
    pub from: String,
    /// Before its end: 至.
    pub to: String,
    /// Beside `applicant.name`: 姓名.
    pub name: String,
    /// Beside `applicant.title`: 職稱.
    pub post: String,
    /// Beside `applicant.unit`: 單位.
    pub unit: String,
    /// Beside `applied.date`: 填表日期.
    pub applied: String,
    /// Beside `attachments`: 附件.
    pub attachments: String,
    /// Above the rows `signers`: 簽核紀錄.
    pub signers: String,
    /// Above the columns role, title, name, mark, time and opinion of the signers.
    pub signer: [String; 6],
    /// Template, printed where there is a `case.number`: 案號：{case.number}.
    pub case: String,
    /// Template, printed where there is a `file.number`: 檔號：{file.number}.
    pub file: String,
    /// Template, printed where there is a `file.retention`: 保存年限：{file.retention}.
    pub kept: String,
    /// Template, printed where there is a `print.time`: 列印：{print.time}.
    pub printed: String,
    /// Template, printed where there is a `case.digest`: 驗證碼：{case.digest}.
    pub digest: String,
    /// Template at the foot of each page: 第 {page} 頁，共 {pages} 頁.
    pub page: String,
}

impl Words {
    /// The words of an official sheet, in the language of the law.
    #[must_use]
    pub fn official() -> Self {
        let text = |text: &str| text.to_owned();
        Self {
            yes: text("是"),
            no: text("否"),
            none: text("無"),
            number: text("項次"),
            item: text("第 {n} 項"),
            day: text("　　　年　　月　　日"),
            time: text("　　時　　分"),
            from: text("自"),
            to: text("至"),
            name: text("姓名"),
            post: text("職稱"),
            unit: text("單位"),
            applied: text("填表日期"),
            attachments: text("附件"),
            signers: text("簽　核　紀　錄"),
            signer: ["關卡", "職稱", "姓名", "簽核", "日期時間", "意見"].map(str::to_owned),
            case: text("案號：{case.number}"),
            file: text("檔　　號：{file.number}"),
            kept: text("保存年限：{file.retention}"),
            printed: text("列印：{print.time}"),
            digest: text("驗證碼：{case.digest}"),
            page: text("第 {page} 頁，共 {pages} 頁"),
        }
    }
}

/// What a sheet to fill in by hand has besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Empty rows of each list, at most 50.
    pub rows: usize,
    /// In the QR code at the foot, and beneath it: the form's id, the version of its pack and the
    /// hash. Empty for none.
    pub code: String,
    /// Boxes for the person who fills it in: name, post, unit and day.
    pub applicant: bool,
    /// Who signs by hand; each has a box.
    pub signers: Vec<String>,
}

impl Default for Blank {
    fn default() -> Self {
        Self {
            rows: 5,
            code: String::new(),
            applicant: true,
            signers: Vec::new(),
        }
    }
}
