# 驗收紀錄服務包的文字
pack-name = 驗收紀錄
pack-short = 驗收
pack-words = 驗收 交貨 履約 減價收受 採購

## 欄位

field-applicant_unit = 承辦單位
field-applicant_post = 職稱
field-applicant_name = 紀錄人

field-subject = 採購標的名稱
field-contract_no = 契約編號或案號
field-purchase_case = 原請購案號
    .hint = 例：115-PR-00001
field-category = 採購標的
field-supplier = 廠商名稱
field-supplier_id = 統一編號
field-contract_amount = 契約金額
field-buyer = 採購承辦人
field-due = 履約期限
field-delivered = 完成履約日期
field-late_days = 逾期日數

field-stage = 驗收階段
field-held_on = 驗收日期
field-place = 驗收地點
field-held_late = 逾三十日驗收之原因
    .hint = 應於完成履約後三十日內辦理（採購法施行細則 94）
field-chair = 主驗人
field-keeper = 會驗人（接管或使用）
field-witness = 監驗人
    .hint = 主（會）計或有關單位；免派者留空
field-attended = 廠商代表
field-experts = 協驗人
field-how = 驗收方法

field-items = 品項
    .item = 品名或項目
    .measure = 單位
    .contracted = 契約數量
    .accepted = 驗收數量
    .price = 契約單價
    .amount = 驗收金額
    .remark = 規格及瑕疵
field-total = 驗收金額合計

field-result = 結果
field-defects = 不符情形
field-mend_by = 改善期限
field-discount = 減價金額
field-permille = 每日違約金千分比
    .hint = 採購契約要項 45：千分之一為原則
field-penalty = 逾期違約金
field-payable = 應付金額
field-proof = 驗收照片、交貨單、測試或送驗報告

field-property_no = 財產或物品登記編號
field-booked_on = 登帳日期

field-attended_by_accounting = 監辦方式
field-payment_note = 付款意見

## 採購標的
category-goods = 財物
category-services = 勞務
category-works = 工程

## 驗收階段
stage-first = 初驗
stage-part = 部分驗收
stage-final = 正式驗收
stage-again = 複驗

## 驗收方法
how-count = 點數
how-look = 外觀檢視
how-test = 測試
how-papers = 書面審查
how-lab = 送驗

## 結果
result-pass = 與契約規定相符，准予驗收
result-discount = 不符但減價收受
result-fail = 不符，限期改善

## 監辦方式
attended_by_accounting-there = 派員監驗
attended_by_accounting-papers = 書面審核監辦
attended_by_accounting-none = 免監辦

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
