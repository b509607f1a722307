//! Sample forms with answers.

use archive::form::{self, Blank, Printed};
use archive::print::Filled;
use serde_json::{Value as Json, json};

use crate::told::{Told, form, session};

/// A form, how it is told, and its answers.
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) form: Vec<u8>,
    pub(crate) told: Told,
    pub(crate) answers: Json,
    /// Who applied and who signed is given.
    pub(crate) signed: bool,
}

impl Sample {
    pub(crate) fn answered(&self) -> Printed {
        let session = session(&self.form, &self.answers);
        form::answered(&session, &self.told, given(self.signed)).unwrap()
    }

    pub(crate) fn blank(&self, rows: usize) -> Printed {
        let session = session(&self.form, &json!({}));
        let blank = Blank {
            rows,
            code: format!("{}/1.4.0/9F3A77C102DE5B48", self.name),
            applicant: self.signed,
            signers: ["申請人", "單位主管", "人事單位", "機關首長"]
                .map(str::to_owned)
                .into(),
        };
        let given = Filled::default().with("agency.name", "示範縣政府");
        form::blank(&session, &self.told, given, &blank).unwrap()
    }
}

fn given(signed: bool) -> Filled {
    let filled = Filled::default()
        .with("agency.name", "示範縣政府")
        .with("case.number", "115-人-0001234")
        .with("case.digest", "9F3A-77C1-02DE-5B48")
        .with("print.time", "中華民國115年11月25日 09:40");
    if !signed {
        return filled;
    }
    let rows = [
        ["申請人", "科員", "王小明", "送出", "115-11-24 16:52", ""],
        [
            "單位主管",
            "科長",
            "陳美玉",
            "核",
            "115-11-24 17:20",
            "同意，請先完成會議資料。",
        ],
        ["首長", "縣長", "鄭國安", "核", "115-11-25 09:32", "如擬"],
    ];
    let filled = filled
        .with("applicant.name", "王小明")
        .with("applicant.title", "科員")
        .with("applicant.unit", "計畫處綜合規劃科")
        .with("applied.date", "115年11月24日")
        .with("attachments", "無");
    rows.iter().fold(filled, |filled, row| {
        let names = ["role", "title", "name", "mark", "time", "opinion"];
        let cells: Vec<(&str, &str)> = names.into_iter().zip(row.iter().copied()).collect();
        filled.with_row("signers", &cells)
    })
}

pub(crate) fn all() -> Vec<Sample> {
    vec![
        leave(),
        supplies(),
        personal_data(),
        choices(),
        english(),
        sentences(),
        trips(),
        wide(),
        forty(),
    ]
}

pub(crate) fn leave() -> Sample {
    Sample {
        name: "leave",
        form: include_bytes!("../../../../workflow-engine/packs/leave/form.json").to_vec(),
        told: Told::chinese("公務人員請假單"),
        answers: json!({
            "when": {"from": "2026-11-26T08:30", "to": "2026-11-27T12:30"}, "kind": "annual",
            "deputy": "李大華", "reason": "返鄉探親。", "place": "花蓮縣"
        }),
        signed: true,
    }
}

fn in_row(row: &str, columns: u8) -> Json {
    json!({"row": row, "columns": columns})
}

fn supplies() -> Sample {
    let items = json!([
        {"type": "textfield", "key": "name", "label": "品名"},
        {"type": "textfield", "key": "spec", "label": "規格"},
        {"type": "select", "key": "unit", "label": "單位", "values": [
            {"value": "box", "label": "盒"}, {"value": "piece", "label": "個"}]},
        {"type": "number", "key": "count", "label": "數量"},
        {"type": "checkbox", "key": "urgent", "label": "急用"},
        {"type": "textfield", "key": "use", "label": "用途"}
    ]);
    let components = json!([
        {"type": "select", "key": "kind", "label": "領用類別", "layout": in_row("a", 8), "values": [
            {"value": "use", "label": "消耗品"}, {"value": "keep", "label": "非消耗品"}]},
        {"type": "datetime", "subtype": "date", "key": "by", "label": "需用日期", "layout": in_row("a", 8)},
        {"type": "dynamiclist", "path": "items", "label": "領用明細", "components": items},
        {"type": "expression", "key": "total", "label": "合計數量", "expression": "=sum(items.count)",
         "computeOn": "change"},
        {"type": "text", "text": "注意事項\n- 領用後請點收簽章。\n- 非消耗品依**物品管理手冊**列管。"}
    ]);
    Sample {
        name: "supplies",
        form: form(&components),
        told: Told::chinese("物品領用單"),
        answers: json!({"kind": "use", "by": "2026-12-03", "items": [
            {"name": "影印紙", "spec": "A4，70磅，5包裝", "unit": "box", "count": 12, "urgent": true, "use": "會議資料及公文列印"},
            {"name": "原子筆", "spec": "0.5mm 藍", "unit": "piece", "count": 24, "urgent": false, "use": "科室公用"},
            {"name": "資料夾", "spec": "", "unit": "piece", "count": 100}
        ]}),
        signed: true,
    }
}

fn personal_data() -> Sample {
    let address = json!([
        {"type": "textfield", "key": "zip", "label": "郵遞區號", "layout": in_row("z", 4)},
        {"type": "textfield", "key": "city", "label": "縣市", "layout": in_row("z", 4)},
        {"type": "textfield", "key": "street", "label": "地址", "layout": in_row("z", 8)},
        {"type": "group", "path": "abroad", "label": "國外地址", "components": [
            {"type": "textfield", "key": "country", "label": "國別"},
            {"type": "textarea", "key": "lines", "label": "地址"}]}
    ]);
    let components = json!([
        {"type": "text", "text": "## 填表說明\n請以正楷填寫。"},
        {"type": "group", "path": "self", "label": "本人資料", "components": [
            {"type": "textfield", "key": "name", "label": "姓名", "layout": in_row("n", 8)},
            {"type": "datetime", "subtype": "date", "key": "born", "label": "出生日期", "layout": in_row("n", 8)},
            {"type": "textfield", "key": "mobile", "label": "行動電話", "layout": in_row("p", 8)},
            {"type": "text", "text": "公務電話請洽總務。", "layout": in_row("p", 8)},
            {"type": "group", "path": "home", "label": "通訊地址", "components": address}]},
        {"type": "spacer", "height": 20},
        {"type": "group", "path": "kin", "label": "緊急聯絡人", "components": [
            {"type": "textfield", "key": "name", "label": "姓名", "layout": in_row("k", 5)},
            {"type": "textfield", "key": "tie", "label": "關係", "layout": in_row("k", 5)},
            {"type": "textfield", "key": "phone", "label": "電話", "layout": in_row("k", 6)}]},
        {"type": "separator"},
        {"type": "checkbox", "key": "true", "label": "以上資料均屬實，如有不實願負法律責任。"},
        {"type": "textfield", "key": "secret", "label": "看不到", "conditional": {"hide": "=true"}}
    ]);
    Sample {
        name: "personal-data",
        form: form(&components),
        told: Told::chinese("人事資料異動申請表"),
        answers: json!({"self": {"name": "王小明", "born": "1990-02-03", "mobile": "0900-000-000",
            "home": {"zip": "100001", "city": "臺北市", "street": "中正區重慶南路一段○○號",
                "abroad": {"country": "日本", "lines": "〒100-0000\n東京都千代田区一丁目"}}},
            "kin": {"name": "王大明", "tie": "父", "phone": "(02)2345-6789#123"}, "true": true}),
        signed: false,
    }
}

fn choices() -> Sample {
    let values = |labels: &[&str]| -> Json {
        let values = labels.iter().enumerate();
        values
            .map(|(at, label)| json!({"value": format!("v{at}"), "label": label}))
            .collect()
    };
    let many = [
        "基隆市",
        "臺北市",
        "新北市",
        "桃園市",
        "新竹市",
        "新竹縣",
        "苗栗縣",
        "臺中市",
        "彰化縣",
        "南投縣",
    ];
    let long = [
        "本案屬一般行政事務，依分層負責明細表由科長決行",
        "本案涉及跨機關協調事項，須先會辦主計及人事單位，並於陳核前完成會簽意見之彙整與回應說明",
    ];
    let components = json!([
        {"type": "radio", "key": "speed", "label": "速別", "values": values(&["普通件", "速件", "最速件"])},
        {"type": "select", "key": "city", "label": "縣市", "layout": in_row("s", 8), "values": values(&many)},
        {"type": "select", "key": "room", "label": "會議室", "layout": in_row("s", 8), "valuesKey": "rooms"},
        {"type": "checklist", "key": "tools", "label": "所需設備", "values": values(&["投影機", "麥克風", "視訊設備", "白板", "翻譯機"])},
        {"type": "taglist", "key": "tags", "label": "標籤", "values": values(&["人事", "總務", "主計"])},
        {"type": "radio", "key": "way", "label": "辦理方式", "values": values(&long)},
        {"type": "checkbox", "key": "meal", "label": "供餐", "layout": in_row("c", 8)},
        {"type": "checkbox", "key": "park", "label": "停車", "layout": in_row("c", 8)},
        {"type": "checkbox", "key": "agree", "label": "已閱讀並同意個人資料蒐集、處理及利用告知事項"},
        {"type": "datetime", "subtype": "datetime", "key": "at", "label": "開始時間", "layout": in_row("d", 8)},
        {"type": "datetime", "subtype": "time", "key": "end", "label": "結束時刻", "layout": in_row("d", 8)},
        {"type": "number", "key": "cost", "label": "費用", "appearance": {"prefixAdorner": "NT$", "suffixAdorner": "元"}}
    ]);
    Sample {
        name: "choices",
        form: form(&components),
        told: Told::chinese("會議室借用單"),
        answers: json!({"speed": "v1", "city": "v2", "tools": ["v0", "v3"], "way": "v1", "meal": true,
            "park": false, "agree": true, "at": "2026-12-03T09:00", "end": "11:30", "cost": 1200}),
        signed: false,
    }
}

fn english() -> Sample {
    let components = json!([
        {"type": "textfield", "key": "purpose", "label": "Purpose of the trip"},
        {"type": "textfield", "key": "from", "label": "From", "layout": in_row("a", 8)},
        {"type": "textfield", "key": "to", "label": "To", "layout": in_row("a", 8)},
        {"type": "group", "label": "Estimated costs", "path": "cost", "components": [
            {"type": "number", "key": "fare", "label": "Fare", "layout": in_row("b", 4)},
            {"type": "number", "key": "room", "label": "Lodging", "layout": in_row("b", 4)},
            {"type": "number", "key": "meals", "label": "Meals", "layout": in_row("b", 4)},
            {"type": "number", "key": "other", "label": "Miscellaneous", "layout": in_row("b", 4)}]},
        {"type": "radio", "key": "by", "label": "Means of transport", "values": [
            {"value": "rail", "label": "High speed rail"}, {"value": "car", "label": "Official car"}]},
        {"type": "textarea", "key": "plan", "label": "Itinerary and expected results"}
    ]);
    Sample {
        name: "english",
        form: form(&components),
        told: Told::english("Request for Official Travel"),
        answers: json!({"purpose": "Attend the annual conference on digital government", "from": "Taipei", "to": "Kaohsiung",
            "cost": {"fare": 2980, "room": 2000, "meals": 640, "other": 0}, "by": "rail",
            "plan": "Day 1: opening session, meeting with the organisers.\nDay 2: panel on offline-first services; return by the evening train."}),
        signed: false,
    }
}

fn sentences() -> Sample {
    let long = "請說明本案與既有計畫之關聯性、預期效益及經費來源，並敘明是否已完成內部審查程序與會辦意見之處理情形";
    let text =
        "一、本案係依行政院核定之中程施政計畫辦理，預期可縮短民眾申辦時間三成以上。".repeat(9);
    let components = json!([
        {"type": "textfield", "key": "a", "label": "計畫名稱及其英文譯名全稱", "layout": in_row("r", 8)},
        {"type": "textfield", "key": "b", "label": "主（協）辦單位聯絡窗口", "layout": in_row("r", 8)},
        {"type": "textarea", "key": "c", "label": long},
        {"type": "textfield", "key": "d", "label": "ThisIsOneVeryLongWordWithoutAnyBreakAtAllInIt", "layout": in_row("w", 2)},
        {"type": "textfield", "key": "e", "label": "備註", "layout": in_row("w", 14)},
        {"type": "checkbox", "key": "f", "label": long},
        {"type": "textfield", "key": "g"}
    ]);
    Sample {
        name: "sentences",
        form: form(&components),
        told: Told::chinese("中程施政計畫先期作業個案計畫自評檢核表暨經費需求說明書（修正版）"),
        answers: json!({"a": "智慧服務躍升計畫 Smart Service Leap", "b": "計畫處 王小明", "c": text, "d": "x", "e": "{無}", "g": "沒有標題"}),
        signed: false,
    }
}

fn trips() -> Sample {
    let stops = json!([
        {"type": "textfield", "key": "place", "label": "地點"},
        {"type": "number", "key": "km", "label": "公里", "conditional": {"hide": "=place = \"臺北\""}}
    ]);
    let components = json!([
        {"type": "dynamiclist", "path": "days", "label": "出差日程", "components": [
            {"type": "datetime", "subtype": "date", "key": "on", "label": "日期", "layout": in_row("a", 8)},
            {"type": "textfield", "key": "why", "label": "事由", "layout": in_row("a", 8)},
            {"type": "dynamiclist", "path": "stops", "label": "行程", "components": stops}]},
        {"type": "dynamiclist", "path": "papers", "label": "單據", "components": [
            {"type": "textfield", "key": "no", "label": "號碼"}]},
        {"type": "antou-barcode", "label": "案件條碼", "antou": {"value": "https://antou.example.tw/case/115-人-0001234"}}
    ]);
    Sample {
        name: "trips",
        form: form(&components),
        told: Told::chinese("國內出差旅費報告表"),
        answers: json!({"days": [
            {"on": "2026-12-03", "why": "訪視", "stops": [{"place": "臺北", "km": 1}, {"place": "臺中", "km": 165}]},
            {"on": "2026-12-04", "why": "會議", "stops": [{"place": "臺中"}]}]}),
        signed: false,
    }
}

/// A list of so many fields with three rows.
fn columns(count: usize) -> (Json, Json) {
    let fields = (1..=count).map(|at| {
        json!({"type": "textfield", "key": format!("f{at}"), "label": format!("欄位{at}"),
        "layout": in_row(&format!("r{}", at / 4), 4)})
    });
    let row = || -> Json {
        let answers = (1..=count).map(|at| (format!("f{at}"), json!(format!("內容{at}"))));
        Json::Object(answers.collect())
    };
    (
        json!([{"type": "dynamiclist", "path": "l", "label": "盤點明細", "components": fields.collect::<Json>()}]),
        json!({"l": [row(), row(), row()]}),
    )
}

fn wide() -> Sample {
    let (components, answers) = columns(14);
    Sample {
        name: "wide",
        form: form(&components),
        told: Told::chinese("財產盤點紀錄表"),
        answers,
        signed: false,
    }
}

fn forty() -> Sample {
    let (components, answers) = columns(40);
    Sample {
        name: "forty",
        form: form(&components),
        told: Told::chinese("財產清查卡"),
        answers,
        signed: false,
    }
}
