# 加班費印領清冊的文字
pack-name = 加班費印領清冊
    .hint = 單位按月彙造加班時數與金額，請領加班費
pack-short = 加班費清冊
pack-words = 加班費 印領清冊 加班 請領 時數

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 用途
    .hint = 如：企劃科 115 年 11 月加班費
field-year = 年度
field-month = 月份
field-kind = 加班別
field-approval = 專案加班核准文號
    .hint = 主管機關或其授權機關核准函
field-project = 專案名稱
field-people = 支領人員
    .hint = 可自試算表貼上；每小時單價＝（俸額＋專業加給＋主管加給）÷240，四捨五入
    .who = 姓名
    .base = 月支俸額
    .professional = 專業加給
    .supervisory = 主管加給
    .work_hours = 辦公日時數
    .off_hours = 放假日時數
    .on_call = 待命時數
    .rate = 每小時單價
    .hours = 時數合計
    .amount = 應領金額
field-total_people = 人數
field-total_hours = 時數合計
field-total = 金額合計
field-certified = 單位切結：本清冊所列均係事先指派並有出勤紀錄，未併領補休
field-records = 加班請示單及出勤紀錄
field-checked = 與差勤紀錄
field-hours_checked = 核定時數
field-budget = 預算科目
field-paid = 核付金額

## 選項
kind-plain = 一般加班
kind-project = 專案加班
checked-match = 相符
checked-mended = 更正後相符

## 關卡
station-head = 直屬主管
station-unit-head = 上一級主管
station-top-head = 機關首長
station-personnel = 人事單位
station-accounting = 主計單位
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
look-project = 專案加班，請核對核准文號
look-large = 金額逾十萬元
