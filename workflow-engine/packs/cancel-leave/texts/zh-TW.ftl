# 銷假及請假變更單的文字
pack-name = 銷假及請假變更單
    .hint = 提前銷假、變更請假期間或假別、註銷已核准之假
pack-short = 銷假變更
pack-words = 銷假 請假 變更 註銷 提前 回來上班 改假

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-original = 原請假案號
    .hint = 原請假單右上角之案號，如 115-HR-00012
field-original_kind = 原假別
field-days = 原核准日數
field-original_when = 原請假期間
field-change = 申請
field-returned = 銷假時間
field-new_when = 變更後期間
field-new_kind = 變更後假別
    .hint = 不變者免填
field-hours = 實際請假時數
field-hours_back = 應退還時數
    .hint = 原核准時數減實際請假時數
field-deputy = 職務代理人
    .hint = 變更期間者須再經代理人同意
field-reason = 事由
field-proof = 證明文件
    .hint = 因公召回者附通知；變更為病假者附診斷證明
field-hours_returned = 已退還時數
    .hint = 於差假帳更正之時數
field-updated_on = 差假帳更正日期

## 選項
original_kind-annual = 休假
original_kind-personal = 事假
original_kind-family_care = 家庭照顧假
original_kind-wellness = 身心調適假
original_kind-sick = 病假
original_kind-comp = 補休
original_kind-official = 公假
original_kind-trip = 公差
original_kind-other = 其他
change-return = 提前銷假
change-move = 變更期間或假別
change-cancel = 全部註銷
new_kind-annual = 休假
new_kind-personal = 事假
new_kind-family_care = 家庭照顧假
new_kind-wellness = 身心調適假
new_kind-sick = 病假
new_kind-comp = 補休
new_kind-official = 公假
new_kind-trip = 公差
new_kind-other = 其他

## 關卡
station-consent = 代理人同意
station-deputy = 代理人知悉
station-head = 直屬主管
station-unit-head = 上一級主管
station-top-head = 機關首長
station-personnel = 人事登記
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
look-moved = 變更為另一期間，差假帳須重新保留
look-whole = 全部註銷，請確認當事人仍到勤
