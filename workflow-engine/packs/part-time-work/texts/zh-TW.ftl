# 公務員兼職申請書的文字
pack-name = 公務員兼職申請書
    .hint = 依公務員服務法第十五條申請同意或報備兼職
pack-short = 兼職申請
pack-words = 兼職 兼課 兼任 教學 研究 非營利 報備 同意

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 兼職機關（構）、事業或團體
field-job = 兼任職務
field-basis = 法令依據
field-founded = 設立依據及登記機關
    .hint = 如：私立學校法、教育部
field-law = 兼職依據文號
field-work = 工作項目
field-start_on = 起日
field-end_on = 迄日
field-hours = 每週時數
field-during = 佔用辦公時間
field-paid = 報酬
field-pay = 報酬金額
field-pay_per = 計算方式
field-others = 現有其他兼職
    .hint = 機關、職務、期間；沒有者免填
field-declares = 本人聲明兼職無下列情形
field-last_grade = 前一年度考績
field-pledge = 情形變更時即時重新申請或停止兼職
field-papers = 聘書、邀請函或章程
field-checked = 適用規定
field-count = 現有兼職數
field-interest = 利益衝突或廉政風險
field-interest_text = 說明

## 選項
basis-office = 依法令兼任公職或業務（15 I、II、III）
basis-teaching = 教學或研究工作（15 IV）
basis-nonprofit = 非營利事業或團體職務（15 IV）
basis-public = 公益或非經常性工作，報備（15 II 但書）
during-no = 否
during-yes = 是（請假）
paid-no = 無
paid-yes = 有
pay_per-hour = 每小時
pay_per-month = 每月
pay_per-time = 每次
pay_per-year = 每年
declares-secret = 洩漏公務機密之虞
declares-neutral = 違反公正無私、行政中立之虞
declares-resources = 不當動用行政資源之虞
declares-law = 違反法律、命令規定
declares-conflict = 對名譽、信譽、本職有妨礙或利益衝突
last_grade-a = 甲等
last_grade-b = 乙等
last_grade-c = 丙等以下
last_grade-none = 尚無
checked-consent = 應經同意
checked-report = 報備
checked-not = 不得兼任
interest-no = 無
interest-yes = 有

## 關卡
station-head = 直屬主管
station-unit-head = 上一級主管
station-top-head = 機關首長
station-personnel = 人事單位
station-ethics = 政風單位
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
look-paid = 有報酬之兼職
look-during = 佔用辦公時間
