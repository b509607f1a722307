# 修繕申請單服務包的文字
pack-name = 修繕申請單
pack-short = 修繕
pack-words = 修繕 維修 故障 水電 空調 漏水 報修

## 欄位

field-applicant_unit = 申請單位
field-applicant_post = 職稱
field-applicant_name = 申請人
field-line = 陳核層級

field-subject = 故障事項
    .hint = 例：三樓男廁小便斗漏水
field-category = 修繕類別
field-place = 地點
    .hint = 大樓、樓層、室別
field-property_no = 財產編號
    .hint = 財產或物品之標籤號碼，無則免填
field-urgency = 急迫性
field-phone = 聯絡電話
field-measures = 已採取之臨時措施
field-fault = 故障說明
field-when_free = 方便施工時段
field-photos = 故障照片
    .hint = 立即危險者可免附

field-surveyed_on = 勘查日期
field-method = 處理方式
field-estimate = 預估費用
    .hint = 無費用填 0
field-vendor = 承修人或廠商
field-survey_note = 勘查說明

field-done_on = 完工日期
field-cost = 實際費用
field-warranty_until = 保固至
field-done_note = 修復內容

field-works = 修復結果
field-closed_on = 確認日期
field-closing_note = 使用人意見

## 陳核層級
line-unit = 經單位主管陳核
line-chief = 直陳上級（申請人即單位主管，或無單位主管）

## 修繕類別
category-plumbing = 水電
category-building = 土木
category-air = 空調
category-lift = 電梯
category-it = 資訊設備
category-phone = 電話網路
category-furniture = 家具
category-other = 其他

## 急迫性
urgency-normal = 一般
urgency-soon = 急件
urgency-danger = 立即危險

## 處理方式
method-own = 自行修繕
method-warranty = 保固內送修
method-vendor = 委外
method-replace = 汰換

## 修復結果
works-yes = 已修復
works-partly = 部分修復，另案申請

## 關卡
station-head = 直屬主管
station-survey = 總務勘查
station-accounting = 主計單位
station-unit-head = 上一級主管
station-general = 總務核定派工
station-head-told = 主管知悉
station-done = 完工填報
station-closing = 申請人結案
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
