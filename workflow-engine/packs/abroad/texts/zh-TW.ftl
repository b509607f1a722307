# 出國及赴大陸地區申請表的文字
pack-name = 出國及赴大陸地區申請表
    .hint = 公務人員出國、赴大陸地區或港澳之申請
pack-short = 出國赴陸
pack-words = 出國 赴陸 大陸 港澳 香港 澳門 轉機 境外

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 目的地
    .hint = 國家、地區及城市
field-grade = 職等
    .hint = 由人事資料帶入，有出入請更正
field-secret = 涉及國家安全、利益或機密
field-region = 地區
field-purpose = 事由類別
field-start_on = 出境日期
field-end_on = 入境日期
field-days = 日數
field-applied_on = 申請日期
field-notice = 距出境日數
    .hint = 自申請日起算之日曆日
field-leave = 請假單案號
    .hint = 全在例假日者免填
field-reason = 事由及行程
    .hint = 逐日行程、航班、接觸對象
field-stay = 住宿地點
field-phone = 緊急聯絡人及電話
field-host = 邀請單位或接觸機關
    .hint = 沒有者填無
field-transit = 進入方式
field-members = 身分
field-pledge = 本人已詳閱赴陸注意事項，不洩漏公務機密，返臺後一週內填報返臺意見反映
field-papers = 邀請函或行程佐證
    .hint = 因公、進修者必附
field-eligible = 身分查核
field-permit = 內政部許可
field-permit_no = 許可文號
field-permit_on = 許可日期

## 選項
secret-no = 否
secret-yes = 是
region-abroad = 國外
region-hkmo = 香港、澳門
region-mainland = 大陸地區（含轉機）
purpose-private = 私人行程
purpose-official = 因公
purpose-study = 進修研究
purpose-kin = 探親奔喪
transit-enter = 入境
transit-transit = 轉機（含不入境）
members-grade11 = 簡任第十一職等以上
members-police3 = 警監三階以上
members-security = 涉及國家安全、利益或機密
members-tech = 涉及國家核心關鍵技術
members-elected = 縣（市）長、政務人員
members-none = 均非
eligible-plain = 一般人員
eligible-grade11 = 簡任第十一職等以上未涉密
eligible-security = 兩岸條例第九條第四項人員
permit-yes = 許可
permit-no = 不予許可

## 關卡
station-head = 直屬主管
station-unit-head = 上一級主管
station-top-head = 機關首長
station-personnel = 人事單位
station-ethics = 政風單位
station-permit = 登錄內政部許可
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
look-mainland = 赴大陸地區
look-secret = 涉及國家安全、利益或機密之人員
look-long = 逾三十日
