## 收件匣

splits = 收件匣的分類
split-all = 全部
split-routine = 例行
split-look = 要看
split-overdue = 逾期
split-deputy = 代理他人
split-attention = 需要您處理
inbox-zero = 今天沒有待辦
inbox-zero-hint = 有人等您簽核時，會出現在這裡。
split-zero = 「{ $split }」裡沒有待辦
done-today = 今天已處理 { $count } 件
reader = 內容
back-to-list = 回到清單
acknowledge = 知道了
see-case = 看這張單
held-note = 機關暫緩了這個項目，會有人查看，您不必再做任何事。

for-whom = 代{ $name }
somebody = 同仁

## 案件

submitted-word = 送陳
number-is = 案號 { $number }
answers-label = 申請內容
period = 期間
balance = 餘額
not-given = 未填
attachments = 附件
not-here = 尚未下載
answer-yes = 是
answer-no = 否
paper = 存檔文件
paper-open = 開啟文件
paper-opened = 已在閱讀程式中開啟
nothing-to-print = 這一頁沒有可以列印的單。
paper-size = PDF/A · { $pages } 頁 · { $size }
filed-as = 已歸檔，檔號 { $number }
signatures-good = 簽章 { $count } 件皆有效
signatures-pending = 簽章 { $count } 件有效，{ $pending } 件待送出
signatures-unread = 簽章 { $count } 件有效，{ $open } 件待確認
signatures-bad = { $total } 件簽章中有 { $count } 件無法確認，請先不要核准
signature-valid = 簽章有效
signature-invalid = 簽章無效
signature-pending = 待送出，尚未經機關確認
history = 歷程
history-count = 歷程 { $count } 筆
mark-running = 簽核中
mark-stuck = 流程卡住
mark-returned = 退回補正
mark-withdrawn = 已撤案
mark-approved = 已核准
mark-filed = 已歸檔
mark-refused = 不准

act-approve-opinion = 簽核並附意見
act-return = 退回
act-withdraw = 撤案
act-correct = 補正
act-print = 列印
approve-approve = 核准
approve-consult = 會畢
approve-decide = 決行
approve-vote = 同意
approve-consent = 同意代理
approve-note = 知悉
approve-submit = 送陳
approve-correct = 送陳
approve-file = 歸檔
opinion-label = 意見
opinion-hint = 意見會隨簽章一起送出，並列在案件歷程。
act-label-return = 退回的原因
act-hint-return = 申請人會看到這段話，並依此補正。
act-label-withdraw = 撤案的原因
act-hint-withdraw = 撤案是一個新的簽章，已簽核的人都會看到；保留的時數會還給您。
composer-missing = 請寫下原因，讓申請人知道要補什麼。
phrase-proof = 請補附證明文件。
phrase-deputy = 請改派代理人。
phrase-dates = 請假日期有誤，請更正。
phrase-reason = 請補充事由。
phrase-changed = 行程異動，不需請假。
phrase-wrong = 填寫有誤，另行送陳。

## 簽核流程

route-label = 簽核流程
stands-in-for = （代理{ $name }）
role-submit = 送陳
role-consent = 代理同意
role-approve = 核
role-consult = 會
role-decide = 決行
role-vote = 票
role-note = 知會
role-correct = 補正
role-file = 歸檔
desk-submit = 申請人
desk-consent = 代理人
desk-approve = 主管
desk-consult = 會辦
desk-decide = 決行
desk-vote = 票簽
desk-note = 人事單位
desk-correct = 申請人
desk-file = 檔案室
station-done = 已完成
station-now = 在這裡
station-ahead = 尚未到
station-returned = 退回
station-refused = 不准
station-skipped = 略過

## 為什麼在這裡

why-title = 為什麼在這裡
why-next = 接著：{ $route }。
why-returned = 若退回：{ $route }。
why-sources = 依據
why-station = { $role ->
    [consent] { $who }同意代理
    [approve] { $who }核准
    [consult] { $who }會辦
    [decide] { $who }決行
    [vote] { $who }表決
    [note] { $who }知悉
    [correct] 交回{ $who }補正
    [file] 歸檔
   *[submit] { $who }送陳
  }

## 我的案件

mine-all = 全部
mine-empty = 還沒有案件
mine-empty-hint = 您送出的單子都會列在這裡，看得到走到哪一關。
mine-none-here = 沒有符合的案件。
drafts = 草稿
draft-word = 草稿
draft-correcting = 補正中
col-what = 內容
col-amount = 時數
col-state = 狀態
col-waiting-on = 等待
col-number = 案號
col-updated = 更新
col-when = 時間
col-why = 摘要
col-pot = 假別
col-change = 異動
col-balance = 結餘

## 流程異常

stuck-reason = 原因
stuck-detail = 技術原因
stuck-go = 處理這個異常
stuck-empty = 沒有卡住的流程
stuck-empty-hint = 流程走不下去時會列在這裡，由您排除原因後再試一次。申請人與簽核的人不必做任何事。
stuck-note = 流程走不下去的單。請先排除原因，再試一次；已經簽過的章都還有效。
stuck-at = 卡在「{ $name }」
stuck-more = （共 { $count } 處）
stuck-tried = 已試 { $count } 次
stuck-since = 自 { $time } 起
stuck-version = { $service }第 { $version } 版
stuck-mended = 這張單的流程已經恢復，或您不再需要處理它。您不必再做任何事。
stuck-none-here = 目前沒有卡住的地方。剛才的處理若還沒送出，連上機關後會自動送出。
col-service = 服務
col-unit = 申請單位
col-station = 卡在
col-since = 卡住時間
col-tried = 已試
step-unnamed = 沒有名稱的步驟（{ $id }）
places-label = 目前走到哪裡
place-stuck = 卡住
place-person = 等人處理
place-waiting = 等其他站或時間
place-around = 裡面還有進行中的站
values-label = 流程用到的值
values-none = 這個流程的條件與規則沒有用到任何值。
mend-do-retry = 再試一次
mend-do-move = 移到……
mend-do-cancel = 取消這一站
mend-do-begin = 從……開始
mend-do-set = 設定變數
mend-ask-retry = 再試一次「{ $name }」
mend-ask-move = 把「{ $name }」移到另一站
mend-ask-cancel = 要取消「{ $name }」嗎？
mend-ask-begin = 從另一站開始
mend-ask-set = 設定變數
mend-hint-retry = 請先排除原因。原因還在的話會再卡住一次，沒有別的影響。
mend-hint-move = 這一站不再辦，流程改從您選的那一站繼續。已經簽過的章都還有效。
mend-hint-cancel = 這一站不再辦，也不會有人補辦。沒有別的站在走的話，流程會就此結束，這張單不會生效；後面有匯合在等它的話，會改卡在那裡。送出之後不能還原。
mend-hint-begin = 您選的那一站會另外開始；原來卡住的地方不變。
mend-hint-set = 之後的條件與規則會用新的值。已經簽過的章都還有效。
mend-to-move = 移到哪一站
mend-to-begin = 從哪一站開始
mend-to-missing = 請選擇一站。
mend-steps = 關卡與作業
mend-other-steps = 分流、匯合與結束
mend-scope = 套用到
mend-scope-flow = 整個流程
mend-values = 一併更正變數
mend-value-hint = 文字加引號，例如 "done"；數字直接寫；日期寫 date("2026-12-03")。沒有改的不會送出。
mend-value-missing = 請至少改一個值。
mend-other-name = 其他變數的名稱
mend-other-value = 其他變數的值
mend-reason = 原因
mend-reason-hint = 看得到這張單的人都會看到這段話，也會列在歷程。
mend-reason-missing = 請寫下原因。
mend-phrase-office = 已補上承辦單位。
mend-phrase-rule = 已修正服務的設定。
mend-phrase-asked = 已與申請人、承辦單位確認。
office-personnel = 人事
office-archives = 檔案管理
office-general-affairs = 總務
office-system = 系統管理

## 表單

saved-at = 已自動保存
not-saved = 尚未保存
submit = 送陳
preview = 預覽列印
delete-draft = 刪除草稿
draft-deleted = 已刪除草稿
correction-of = 補正：{ $title }
returned-by = { $name } 退回補正，
problems-title = 還有 { $count } 個地方要補
problem-of = { $field }：
error-title = 有錯誤：
error-word = 錯誤：
recent-for = 最近用過的{ $field }
choose = 請選擇
when-placeholder = 例如 12/3 下午、明天、12/3-12/5
date-placeholder = 例如 12/3、明天
time-placeholder = 例如 13:30
moment-placeholder = 例如 12/3 13:30
row-add = 新增一列
row-number = { $list }第 { $number } 列
row-remove = 移除{ $list }第 { $number } 列
rows-none = 還沒有資料
when-calendar = 用月曆選日期
when-pick-start = 點一天；再點一天就是一段期間。
when-pick-end = 再點結束的那一天；只請一天就不用再點。
month-before = 上個月
month-after = 下個月
month-title = { $year }年{ $month }月
drop-here = 拖放、貼上或選擇檔案
detach = 移除 { $name }
check-label = 送陳前的試算
check-empty = 填了「何時」，這裡就會試算：扣多少、剩多少、由誰簽核、誰也請假。
after-submit = 送陳後
pay-cut = 超過規定日數，{ $amount }須按日扣除俸給。
who-signs = 將由誰簽核
team-label = 同單位這兩週
team-who = 同仁
team-away = 請假
tentative = 暫訂
deputy-mark = 代理
part-morning = 上午
part-afternoon = 下午
part-hours = 部分時段
part-full = 全日
offline-note = 離線也能送陳：連上機關後自動送出，在那之前隨時可以取消。
online-note = 送陳後在設定的秒數內可以復原；之後可以撤案。

## 假期

account-title = 我的假期
account-of = { $name }的假期
account-on = 計算至
balance-of = { $pot }餘額
pot-left = 可用
pot-of-year = { $year }年
pot-year = 共 { $granted }，已休 { $used }
pot-held = ，簽核中 { $held }
pot-must = ，應休尚差 { $left }
pot-must-left = 應休日數尚差 { $left }
pot-until = ，{ $date }到期
pot-until-label = 最後可用日
ledger = 往來明細
ledger-lenses = 依假別篩選
ledger-empty = 還沒有往來
ledger-empty-hint = 給假、請假、銷假都會記在這裡，每一筆都寫明原因。
kind-annual = 休假
kind-personal = 事假
kind-family-care = 家庭照顧假
kind-wellness = 身心調適假
kind-sick = 病假
kind-menstrual = 生理假
kind-comp = 補休
kind-compensatory = 補休
pot-annual = 休假
pot-personal = 事假
pot-family-care = 家庭照顧假
pot-wellness = 身心調適假
pot-sick = 病假
pot-comp = 補休
pot-compensatory = 補休

# 代理人
deputies-asked = 請您同意
deputies-mine = 誰代理我
deputies-theirs = 我代理誰
deputies-unit = 同單位其他代理
deputies-new = 請人代理
deputies-empty = 目前沒有代理
deputies-empty-hint = 請假或公出時請人代理；對方同意後，期間內的案件就由代理人簽核。
deputation-services = 僅{ $services }
deputation-all = 全部服務
deputation-reserved = 核定保留給本人
deputation-handed = 接續{ $name }
deputation-order = 第 { $order } 順位
deputation-closed = { $name } · { $when }
deputation-mark-asked = 待同意
deputation-mark-ahead = 已同意
deputation-mark-in-force = 代理中
deputation-mark-over = 已期滿
deputation-mark-ended = 已終止
deputation-mark-declined = 已婉拒
deputy-do-consent = 同意代理
deputy-do-decline = 婉拒
deputy-do-hand-on = 移轉代理
deputy-do-end = 終止代理
deputy-did-consent = 已同意代理{ $name }
deputy-did-decline = 已婉拒代理{ $name }
deputy-did-end = 已終止{ $name }的代理
deputy-did-ask = 已請{ $name }代理，等待同意
deputy-ask-decline = 婉拒代理{ $name }？
deputy-ask-end = 終止{ $deputy }代理{ $name }？
deputy-hint-decline = 對方會看到您的回覆，可以改請其他同仁。
deputy-hint-end = 終止後立即失效；終止前已簽核的仍然有效。
deputy-consent-note = 代理原因：{ $reason }。同意後，期間內的案件會出現在「代理他人」。
deputy-hand-title = 移轉{ $name }的代理
deputy-principal = 被代理人
deputy-me = 我自己
deputy-person = 代理人
deputy-when = 期間
deputy-reason = 代理原因
deputy-reason-hint = 會註記在代理人的簽章旁。
deputy-phrase-leave = 請假
deputy-phrase-trip = 公出
deputy-phrase-duty = 出差
deputy-phrase-course = 受訓
deputy-scope = 範圍與順位
deputy-services = 只限這些服務
deputy-reserve = 核定保留給本人
deputy-order = 順位
deputy-order-hint = 同一期間有幾位代理人時，順位在前而在班的那位代理。
deputy-send = 送出請求
deputy-why = 原因
## 附件

taking-in = 正在附加的檔案
taking-one = 正在附加「{ $name }」
stop-taking = 停止附加「{ $name }」
file-twin = { $name }（同名第 { $number } 個）
file-coming = 下載中
file-fetch = 下載
preview-of = 預覽「{ $name }」
preview-content = 檔案內容
preview-page = 第 { $page } 頁，共 { $pages } 頁
preview-place = 第 { $place } 個，共 { $total } 個
preview-next = 下一個檔案
preview-before = 上一個檔案
preview-page-next = 下一頁
preview-page-before = 上一頁
preview-cut = 只顯示開頭的部分。
preview-nothing = 這個檔案沒有文字。
transfers = 檔案傳送
transfer-nameless = 歸檔文件或表單
transfer-in = 附加中
transfer-up = 送往機關
transfer-down = 從機關下載
transfer-paused = 已暫停
transfer-pause = 暫停
transfer-resume = 繼續
transfer-stop = 停止
transfer-of = 「{ $name }」的進度
transfer-pause-of = 暫停傳送「{ $name }」
transfer-resume-of = 繼續傳送「{ $name }」
## 通訊錄

people-placeholder = 輸入姓名、職稱、單位或代號
people-units = 單位
people-all = 全機關
people-count = { $count } 人
people-none = 找不到這個人
people-none-hint = 請改用姓名的一部分、職稱、單位或代號。離職的同仁不在通訊錄裡。
person-acting = 代理中
person-away = 目前不在：
person-away-deputy = 代理人：
person-away-unknown = 您看不到這個單位的差勤，因此不知道他現在在不在。
person-posts = 職務
person-no-post = 目前沒有職務。
person-heads = 主管
person-past = 已卸任
person-coming = 尚未到任
person-gone = 職務已裁撤或改由其他職務接替
person-until = 至
person-now = 現在
person-around = 主管與代理人
person-head = 直屬主管
person-head-vacant = { $unit }{ $title }出缺，由代理人代理。
person-no-head = 沒有上級主管
person-deputies = 職務代理人
person-no-deputies = 沒有登記代理人
grade-is = { $rank }第 { $grade } 職等
grade-to = { $lowest }至{ $highest }
holding-regular = 專任
holding-acting = 代理
holding-concurrent = 兼任
holding-seconded = 借調、支援
rank-elementary = 委任
rank-junior = 薦任
rank-senior = 簡任
