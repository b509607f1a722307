# 請購單服務包的文字
pack-name = 請購單
pack-short = 請購
pack-words = 請購 採購 買 物品 財物 勞務 工程 估價

## 欄位

field-applicant_unit = 請購單位
field-applicant_post = 職稱
field-applicant_name = 請購人
field-line = 陳核層級

field-subject = 用途說明
    .hint = 例：辦理檔案庫房溫溼度監測
field-category = 採購標的
field-source = 採購來源
field-framework_no = 共同供應契約案號
field-wanted = 需用日期
field-place = 交貨（履約）地點
field-phone = 聯絡電話
field-budget = 預算科目
    .hint = 例：一般行政—業務費—物品
field-capital = 經費性質
field-reason = 請購理由

field-items = 品項
    .item = 品名
    .spec = 規格
    .quantity = 數量
    .measure = 單位
    .price = 預估單價
    .amount = 小計
    .remark = 備註
field-total = 合計

field-quotes = 估價單、型錄或規格書
    .hint = 合計逾一萬元須附估價單；逾小額採購金額者附三家以上書面報價

field-method = 採購方式
field-supplier = 建議廠商
field-agreed = 議定金額
field-general_note = 總務說明

field-budget_line = 核定預算科目
field-budget_left = 動支前餘額
field-accounting_note = 主計說明

## 陳核層級
line-unit = 經單位主管陳核
line-chief = 直陳上級（申請人即單位主管，或無單位主管）

## 採購標的
category-goods = 財物
category-services = 勞務
category-works = 工程

## 採購來源
source-framework = 共同供應契約
source-market = 自行詢價

## 經費性質
capital-current = 經常門
capital-capital = 資本門

## 採購方式
method-framework = 共同供應契約
method-direct = 小額逕洽
method-quotes = 公開取得書面報價或企劃書
method-tender = 公開招標
method-limited = 限制性招標

## 關卡
station-head = 直屬主管
station-unit-head = 單位主管
station-general = 總務單位
station-accounting = 主計單位
station-top-head = 機關首長
station-correct = 補正
station-file = 歸檔

## 結果
outcome-approve = 核可
outcome-consult = 會畢
outcome-decide = 決行
outcome-note = 已辦理
outcome-correct = 已補正
outcome-file = 已歸檔
outcome-return = 退回
