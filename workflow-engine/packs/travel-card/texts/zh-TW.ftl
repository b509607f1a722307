# 國民旅遊卡休假補助費申請表的文字
pack-name = 國民旅遊卡休假補助費申請表
    .hint = 申請國民旅遊卡休假補助費及應休畢日數以外之休假補助
pack-short = 國旅卡補助
pack-words = 國民旅遊卡 國旅卡 休假補助 觀光旅遊額度 自行運用額度 強制休假

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 請領事由
    .hint = 如：115 年國民旅遊卡休假補助費
field-year = 年度
field-quota = 全年休假日數
field-taken = 已休日數
field-total = 請領總額
field-kind = 申請項目
field-spends = 國民旅遊卡消費明細
    .hint = 休假期間及其前後相連假日之合格交易
    .spent_on = 消費日期
    .shop = 特約商店
    .use = 行業別
    .amount = 金額
field-cap = 補助總額
    .hint = 每日一千六百元，最多十日
field-cap_free = 自行運用額度
    .hint = 休假五日以下者全數自行運用
field-cap_tourism = 觀光旅遊額度
field-before_free = 本年已領自行運用
field-before_tourism = 本年已領觀光旅遊
field-spent_free = 本次其他消費
field-spent_tourism = 本次觀光旅遊消費
field-claim_tourism = 觀光旅遊補助
    .hint = 觀光旅遊消費先用觀光旅遊額度，餘者得用自行運用額度
field-claim_free = 自行運用補助
field-beyond_hours = 已休時數
    .hint = 超過應休畢日數（十日）而已休者，以時計
field-claim_beyond = 補助金額
    .hint = 每日六百元，未滿一日按時計
field-proof = 補助費檢核表或消費明細
    .hint = 國民旅遊卡檢核系統下載者
field-quota_checked = 核給休假日數
field-taken_checked = 已休日數
field-valid = 消費核對
field-budget = 預算科目
field-paid = 核付金額

## 選項
kind-card = 國民旅遊卡補助
kind-beyond = 應休畢日數以外之休假補助
kind-both = 兩者
use-tourism = 觀光旅遊（旅行、旅宿、觀光遊樂）
use-free = 其他（自行運用）
valid-match = 合格
valid-part = 部分合格

## 關卡
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
look-beyond = 含應休畢日數以外之休假補助，請核對已休日數
