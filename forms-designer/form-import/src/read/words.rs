//! Common words of the office: under which key a question is kept, and what it asks for.

/// Labels and keys. The longest word with which a label ends counts, or else the longest that it
/// holds: what a Chinese name is stands at its end.
const KEYS: &[(&str, &str)] = &[
    ("E-mail", "email"),
    ("Email", "email"),
    ("e-mail", "email"),
    ("email", "email"),
    ("報支人", "payee"),
    ("主席", "chair"),
    ("主持人", "chair"),
    ("主旨", "subject"),
    ("主題", "subject"),
    ("事由", "reason"),
    ("交通工具", "transport"),
    ("交通費", "fare"),
    ("人數", "people"),
    ("代理人", "deputy"),
    ("份數", "copies"),
    ("住址", "address"),
    ("住宿費", "lodging"),
    ("使用目的", "purpose"),
    ("保管人", "keeper"),
    ("借用人", "borrower"),
    ("借用日期", "borrowed_on"),
    ("假別", "kind"),
    ("傳真", "fax"),
    ("備註", "note"),
    ("備考", "note"),
    ("內容", "content"),
    ("公司", "company"),
    ("出生年月日", "birthday"),
    ("出生日期", "birthday"),
    ("分機", "extension"),
    ("到職日", "joined_on"),
    ("到職日期", "joined_on"),
    ("到達", "arrival"),
    ("原因", "reason"),
    ("受訪人", "host"),
    ("受訪者", "host"),
    ("受訪單位", "host_unit"),
    ("受款人", "payee"),
    ("受文者", "addressee"),
    ("合計", "total"),
    ("名稱", "item"),
    ("品名", "item"),
    ("單位", "unit"),
    ("單價", "unit_price"),
    ("印信", "seal"),
    ("印信名稱", "seal"),
    ("印信種類", "seal"),
    ("參加人員", "participants"),
    ("參加人數", "people"),
    ("發文字號", "document_number"),
    ("文號", "document_number"),
    ("受理編號", "number"),
    ("同行人員", "companions"),
    ("員工編號", "staff_number"),
    ("職員編號", "staff_number"),
    ("人員編號", "staff_number"),
    ("國籍", "nationality"),
    ("地址", "address"),
    ("地點", "place"),
    ("場地", "room"),
    ("型號", "model"),
    ("天數", "days"),
    ("日數", "days"),
    ("夜數", "nights"),
    ("姓名", "name"),
    ("婚姻狀況", "marital_status"),
    ("學歷", "education"),
    ("官職等", "grade"),
    ("職等", "grade"),
    ("審核", "review"),
    ("小計", "subtotal"),
    ("居住地", "address"),
    ("工作項目", "work"),
    ("工作內容", "work"),
    ("帳號", "account"),
    ("廠商", "company"),
    ("廠牌", "brand"),
    ("往返地點", "route"),
    ("起訖地點", "route"),
    ("起迄地點", "route"),
    ("性別", "gender"),
    ("意見", "opinion"),
    ("憑證", "voucher"),
    ("單據", "voucher"),
    ("戶名", "account_name"),
    ("手機", "mobile"),
    ("行動電話", "mobile"),
    ("持有人", "keeper"),
    ("用印份數", "copies"),
    ("所屬機關", "agency"),
    ("服務機關", "agency"),
    ("機關", "agency"),
    ("文件名稱", "document"),
    ("文件", "document"),
    ("方式", "method"),
    ("日期", "date"),
    ("時數", "hours"),
    ("時間", "time"),
    ("時段", "time"),
    ("會議室", "room"),
    ("會議名稱", "meeting"),
    ("會議", "meeting"),
    ("期間", "period"),
    ("起訖", "period"),
    ("起迄", "period"),
    ("次數", "times"),
    ("歸還日期", "returned_on"),
    ("歸還", "returned"),
    ("理由", "reason"),
    ("生日", "birthday"),
    ("用途", "purpose"),
    ("目的", "purpose"),
    ("申請人", "applicant"),
    ("申請日期", "applied_on"),
    ("填表日期", "applied_on"),
    ("申請單位", "unit"),
    ("申請類別", "kind"),
    ("類別", "kind"),
    ("種類", "kind"),
    ("類型", "kind"),
    ("電子信箱", "email"),
    ("電子郵件", "email"),
    ("信箱", "email"),
    ("電話", "phone"),
    ("密級", "secrecy"),
    ("密等", "secrecy"),
    ("速別", "speed"),
    ("職務", "duty"),
    ("職稱", "title"),
    ("聯絡人", "contact"),
    ("緊急聯絡人", "emergency_contact"),
    ("膳雜費", "allowance"),
    ("雜費", "allowance"),
    ("總價", "total"),
    ("總計", "total"),
    ("總金額", "total"),
    ("血型", "blood_type"),
    ("規格", "specification"),
    ("設備", "equipment"),
    ("設備名稱", "equipment"),
    ("訪客", "visitor"),
    ("來訪", "visit"),
    ("說明", "explanation"),
    ("財產編號", "property_number"),
    ("身分證字號", "id_number"),
    ("身分證統一編號", "id_number"),
    ("統一編號", "id_number"),
    ("證號", "id_number"),
    ("車號", "plate"),
    ("車牌", "plate"),
    ("車牌號碼", "plate"),
    ("車種", "vehicle"),
    ("部門", "unit"),
    ("科室", "unit"),
    ("處室", "unit"),
    ("里程", "distance"),
    ("金額", "amount"),
    ("金融機構", "bank"),
    ("銀行", "bank"),
    ("附件", "attachment"),
    ("證明文件", "proof"),
    ("佐證資料", "proof"),
    ("項目", "item"),
    ("數量", "quantity"),
    ("序號", "number"),
    ("編號", "number"),
    ("領用人", "recipient"),
    ("駕駛人", "driver"),
    ("明細", "items"),
    ("行程", "itinerary"),
    ("經過", "course"),
    ("結果", "result"),
    ("狀態", "status"),
    ("現況", "status"),
];

/// Longest label in whose middle a word is looked for, in characters; a longer one is a sentence.
const MAX_SEARCHED: usize = 12;

/// The key of a label by its words.
pub(crate) fn key(label: &str) -> Option<&'static str> {
    let bare = without_remark(label);
    let longest = |fits: &dyn Fn(&str) -> bool| {
        let known = KEYS.iter().filter(|(word, _)| fits(word));
        known
            .max_by_key(|(word, _)| word.len())
            .map(|(_, key)| *key)
    };
    let within = || longest(&|word| label.contains(word));
    let is_short = label.chars().count() <= MAX_SEARCHED;
    longest(&|word| bare.ends_with(word)).or_else(|| within().filter(|_| is_short))
}

/// Whether a label is one of the common words as it stands.
pub(crate) fn is_known(label: &str) -> bool {
    let bare = without_remark(label);
    KEYS.iter().any(|(word, _)| *word == bare)
}

/// A label without its last parentheses: 金額（元）.
fn without_remark(label: &str) -> &str {
    let cut = label.strip_suffix(['）', ')']).and_then(|rest| {
        let at = rest.rfind(['（', '(']).filter(|at| *at > 0)?;
        rest.get(..at)
    });
    cut.unwrap_or(label).trim_end()
}

/// What a label alone says about its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guess {
    Number,
    Date,
    When,
    Phone,
    Email,
    File,
    Deputy,
    /// Several lines, where there is room.
    Lines,
}

/// Ends of labels, and what they ask for; the first that fits counts.
const GUESSES: &[(&[&str], Guess)] = &[
    (
        &["代理人", "代理人姓名", "代理人－姓名", "代理人員"],
        Guess::Deputy,
    ),
    (
        &["電子郵件", "電子信箱", "信箱", "mail", "Mail", "MAIL"],
        Guess::Email,
    ),
    (
        &[
            "電話",
            "手機",
            "行動電話",
            "傳真",
            "電話號碼",
            "電話－公",
            "電話－宅",
        ],
        Guess::Phone,
    ),
    (
        &[
            "附件",
            "證明文件",
            "佐證資料",
            "相關文件",
            "檢附文件",
            "檢附資料",
            "附繳證件",
        ],
        Guess::File,
    ),
    (
        &[
            "起訖",
            "起迄",
            "起訖時間",
            "起迄時間",
            "起訖日期",
            "起迄日期",
            "期間",
            "起訖日時",
            "請假時間",
            "加班時間",
            "使用時間",
            "借用時間",
            "出差時間",
            "公出時間",
            "借用期限",
            "起訖時日",
            "起止時間",
            "起止日期",
        ],
        Guess::When,
    ),
    (
        &[
            "日期",
            "出生年月日",
            "生日",
            "到職日",
            "年月日",
            "到職年月日",
        ],
        Guess::Date,
    ),
    (
        &[
            "金額",
            "數量",
            "單價",
            "總價",
            "人數",
            "天數",
            "日數",
            "時數",
            "份數",
            "次數",
            "合計",
            "總計",
            "小計",
            "里程",
            "里程數",
            "總金額",
            "交通費",
            "住宿費",
            "膳雜費",
            "雜費",
            "費用",
            "總額",
            "夜數",
            "張數",
            "件數",
            "頁數",
            "年資",
        ],
        Guess::Number,
    ),
    (
        &[
            "事由", "原因", "理由", "說明", "內容", "備註", "備考", "用途", "意見", "經過", "目的",
            "摘要", "計畫", "情形", "事項",
        ],
        Guess::Lines,
    ),
];

/// What a label says about its answer.
pub(crate) fn guess(label: &str) -> Option<Guess> {
    let bare = without_remark(label);
    let fits = |ends: &[&str]| ends.iter().any(|end| bare.ends_with(end));
    let found = GUESSES.iter().find(|(ends, _)| fits(ends));
    found.map(|(_, guess)| *guess)
}

/// Kinds of leave, as the office's rules have them by code.
const LEAVE: &[(&str, &str)] = &[
    ("休假", "annual"),
    ("年休假", "annual"),
    ("慰勞假", "annual"),
    ("事假", "personal"),
    ("家庭照顧假", "family_care"),
    ("身心調適假", "wellness"),
    ("病假", "sick"),
    ("補休", "comp"),
    ("補休假", "comp"),
    ("加班補休", "comp"),
    ("公假", "official"),
    ("婚假", "marriage"),
    ("喪假", "bereavement"),
    ("娩假", "maternity"),
    ("分娩假", "maternity"),
    ("產前假", "prenatal"),
    ("流產假", "miscarriage"),
    ("陪產假", "paternity"),
    ("陪產檢及陪產假", "paternity"),
    ("生理假", "menstrual"),
    ("延長病假", "long_sick"),
    ("捐贈骨髓或器官假", "donor"),
    ("骨髓捐贈假", "donor"),
    ("公傷假", "injury"),
    ("育嬰假", "parental"),
    ("原住民族歲時祭儀假", "ceremony"),
];

/// The code of a kind of leave.
pub(crate) fn leave(text: &str) -> Option<&'static str> {
    let found = LEAVE.iter().find(|(name, _)| *name == text);
    found.map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        let check =
            |label: &str, expected: Option<&str>| assert_eq!(key(label), expected, "{label}");
        check("姓名", Some("name"));
        check("申請人姓名", Some("name"));
        check("金額（元）", Some("amount"));
        check("聯絡電話", Some("phone"));
        check("申請日期", Some("applied_on"));
        check("日期及星期", Some("date"));
        check("甲乙丙", None);
        check("（）", None);
        check("", None);
    }

    #[test]
    fn every_key_is_a_word_of_ascii() {
        for (word, key) in KEYS {
            let plain = |b: u8| b.is_ascii_lowercase() || b == b'_';
            assert!(!key.is_empty() && key.bytes().all(plain), "{word} {key}");
        }
    }

    #[test]
    fn guesses() {
        let check =
            |label: &str, expected: Option<Guess>| assert_eq!(guess(label), expected, "{label}");
        check("職務代理人", Some(Guess::Deputy));
        check("聯絡電話", Some(Guess::Phone));
        check("分機", None);
        check("請假時間", Some(Guess::When));
        check("時間", None);
        check("金額（新臺幣）", Some(Guess::Number));
        check("金額說明", Some(Guess::Lines));
        check("姓名", None);
    }
}
