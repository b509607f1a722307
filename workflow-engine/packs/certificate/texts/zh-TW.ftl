# 在職證明申請書的文字
pack-name = 在職證明申請書
    .hint = 申請中文或英文在職證明書
pack-short = 在職證明
pack-words = 在職證明 服務證明 貸款 簽證 英文 離職證明

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 用途說明
    .hint = 如：申請日本簽證
field-purpose = 用途類別
field-to = 提交機關
    .hint = 證明書載明受文者者填寫
field-copies = 份數
field-language = 語文
field-salary = 載明薪給
field-english_name = 護照英文姓名
field-english_title = 英文職稱
field-delivery = 領取方式
field-address = 郵寄地址
field-note = 備註
field-cert_no = 證明書字號
field-issued_on = 核發日期
field-since = 到職日期
field-staff = 人員類別
field-pay = 月支薪給
field-issued = 核發份數

## 選項
purpose-visa = 簽證
purpose-loan = 貸款
purpose-school = 子女就學
purpose-study = 本人進修
purpose-rent = 租屋
purpose-other = 其他
language-zh = 中文
language-en = 英文
language-both = 中英文各一
salary-no = 否
salary-yes = 是
delivery-desk = 親領
delivery-internal = 內部傳遞
delivery-post = 郵寄
delivery-digital = 電子檔
staff-civil = 公務人員
staff-contract = 聘用人員
staff-hired = 約僱人員
staff-worker = 技工工友

## 關卡
station-personnel = 人事核發
station-general-affairs = 用印
station-correct = 補正
station-file = 歸檔

## 結果
outcome-consent = 同意
outcome-approve = 核可
outcome-decide = 核定
outcome-consult = 會畢
outcome-note = 知悉
outcome-correct = 已補正
outcome-file = 已歸檔
outcome-return = 退回
outcome-refused = 未准

## 要看的事
look-pay = 載明薪給
look-many = 逾五份
