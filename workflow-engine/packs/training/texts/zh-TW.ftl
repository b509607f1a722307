# 訓練報名表的文字
pack-name = 訓練報名表
    .hint = 報名參加機關內外之訓練、研習
pack-short = 訓練報名
pack-words = 訓練 報名 研習 上課 學習時數 終身學習

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-applied_on = 報名日期
field-subject = 課程名稱
field-organiser = 主辦機關
field-course_no = 課程代碼
field-field = 課程類別
field-learning = 學習時數
field-start_on = 起日
field-end_on = 迄日
field-days = 日數
field-way = 上課方式
field-place = 地點
field-fee = 費用
field-payer = 費用負擔
field-closes = 報名截止
field-quota = 本單位名額
field-priority = 推薦順序
    .hint = 同單位多人報名時之先後
field-assigned = 性質
field-needs = 協助事項
field-reason = 報名理由
field-deputy = 職務代理人
field-leave = 公假單案號
    .hint = 核定後另填公假單者，於補正時填入
field-notice = 開班通知或課程表
field-result = 錄取
field-rank = 核定順序
field-sent_on = 報送主辦機關日期
field-year_hours = 本年已得學習時數

## 選項
field-policy = 當前政府重大政策
field-environment = 環境教育
field-democracy = 民主治理價值
field-security = 資通安全
field-work = 業務相關專業
field-language = 語言
field-other = 其他
way-class = 實體
way-online = 數位
way-mixed = 混成
payer-agency = 機關
payer-self = 自費
payer-none = 免費
assigned-assigned = 指派（公假）
assigned-own = 自願
needs-vegetarian = 素食
needs-lodging = 住宿
needs-access = 無障礙設施
needs-parking = 停車
result-in = 正取
result-waiting = 備取
result-out = 未錄取

## 關卡
station-head = 直屬主管
station-unit-head = 上一級主管
station-accounting = 主計單位
station-personnel = 人事核定
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
look-long = 逾五日之訓練
look-fee = 由機關負擔費用
