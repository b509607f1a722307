# 請假服務包的文字
pack-name = 請假單
pack-short = 請假
pack-words = 請假 休假 事假 病假 家庭照顧假 身心調適假 補休 差假

## 欄位
field-when = 何時
    .hint = 例：12/3 下午、明天、下週三到週五、12/3 1.5日
field-kind = 假別
field-deputy = 職務代理人
field-reason = 事由
    .hint = 200 字以內
field-place = 地點
    .hint = 出國或赴大陸地區時請填
field-proof = 證明文件
    .hint = 病假二日以上須附診斷證明；可於事後補送

## 假別
kind-annual = 休假
    .hint = 依年資給假，以時計
kind-personal = 事假
    .hint = 每年七日，超過按日扣俸給
kind-family_care = 家庭照顧假
    .hint = 每年七日，併入事假計算；機關不得拒絕
kind-wellness = 身心調適假
    .hint = 每年三日，併入事假計算；免附證明
kind-sick = 病假
    .hint = 每年二十八日，超過以事假抵銷；二日以上須附證明
kind-comp = 補休
    .hint = 加班一小時補休一小時，二年內休畢

## 帳
pot-annual = 休假
pot-personal = 事假
pot-sick = 病假
pot-comp = 補休

## 關卡
station-consent = 代理人同意
station-head = 直屬主管核
station-unit-head = 上一級主管核
station-top-head = 首長核
station-personnel = 人事登記
station-correct = 補正
station-file = 歸檔

## 結果
outcome-consent = 同意代理
outcome-approve = 核可
outcome-note = 知悉
outcome-correct = 已補正
outcome-file = 已歸檔
outcome-return = 退回

## 帳上每一列的原因
granted-by-seniority = 服務滿 { $years } 年，休假 { $days } 日
granted-by-months = 初任當年在職 { $months } 個月，以 { $days } 日按月計算
granted-yearly = 每年 { $days } 日
granted-floor = 年資所得不足，給最低 { $days } 日
granted-none = 本年度尚無休假
granted-kept = { $year } 年保留之休假，可休至 { $until_date }
granted-overtime = { $worked_date } 加班
granted-brought = 自原機關移入
corrected-grant = 更正先前之核給
leave-asked = 申請請假，先行保留
leave-asked-again = 補正後重新保留
leave-pay-cut = 超過規定日數，按日扣俸給
leave-decided = 已核准，扣除
corrected = 補正後重新保留
withdrawn = 已撤案，退還

## 證明
proof-from-days = { $days } 日以上須附證明
proof-may-be-asked = 機關得請您補附證明
proof-not-allowed = 免附，機關不得要求證明
proof-none = 免附證明

## 要看的事
look-long-leave = 連續請假逾五日
