# 未休假加班費申請表的文字
pack-name = 未休假加班費申請表
    .hint = 因公未能休畢應休畢日數以外之休假，請領未休假加班費
pack-short = 未休假加班費
pack-words = 未休假 加班費 休假 未休 保留 年終

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 請領事由
    .hint = 如：115 年未休假加班費
field-year = 年度
field-quota = 全年休假日數
field-must_take = 應休畢日數
field-total = 請領金額
    .hint = 依下列日數及單價計算
field-used = 已休日數
field-kept = 保留日數
    .hint = 保留至第三年終了前休畢者
field-unused = 未休日數
field-payable = 得請領日數
    .hint = 應休畢日數未休者不發給
field-reason = 因公未能休假之事由
field-base = 月支俸額
field-professional = 專業加給
field-supervisory = 主管加給
field-rate = 每小時單價
    .hint = 三項之和除以二四○，四捨五入
field-hours = 時數
field-orders = 不准假或銷假之紀錄
    .hint = 如簽准文件、公文、勤務表
field-payable_checked = 核定日數
field-account_on = 差假帳結算日期
field-budget = 預算科目
field-paid = 核付金額

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
look-much = 金額逾五萬元
look-none-taken = 應休畢日數未休畢，未休者不發給
