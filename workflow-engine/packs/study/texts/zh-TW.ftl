# 公務人員進修申請表的文字
pack-name = 公務人員進修申請表
    .hint = 選送或自行申請全時、部分辦公時間、公餘進修
pack-short = 進修申請
pack-words = 進修 碩士 博士 學分 公餘 留職停薪 在職專班

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-subject = 學校系所
field-degree = 進修項目
field-place = 地點
field-mode = 進修方式
field-origin = 申請方式
field-start_on = 起日
field-end_on = 迄日
field-months = 月數
field-hours = 每週公假時數
    .hint = 最高八小時
field-slots = 上課時間
field-status = 全時進修之身分
field-relation = 與業務之關聯
    .hint = 所學與現職或未來職務之關聯，及預期效益
field-deputy = 職務代理人
field-last_grade = 前一年度考績
    .hint = 到職未滿一年者選其他
field-subsidy = 申請補助
field-tuition = 學雜費
field-asked = 申請補助金額
field-duty = 應繼續服務月數
    .hint = 帶職帶薪二倍、留職停薪一倍，均不得少於六個月
field-pledge = 本人同意於進修期滿返回服務，履行服務義務，違反者依法賠償
field-papers = 錄取通知或課程表
field-eligible = 資格
field-in_study = 進修中人數
field-places = 可進修名額
    .hint = 編制員額十分之一，機關自訂
field-session = 會議次別
    .hint = 如：115 年第 3 次
field-met_on = 會議日期
field-result = 決議
field-votes_for = 同意票數
field-votes_against = 不同意票數

## 選項
degree-bachelor = 學士
degree-master = 碩士
degree-doctor = 博士
degree-credits = 選修學分
degree-research = 專題研究
place-home = 國內
place-abroad = 國外
mode-off = 公餘時間
mode-part = 部分辦公時間
mode-full = 全時
origin-self = 自行申請
origin-sent = 機關選送
status-paid = 帶職帶薪
status-unpaid = 留職停薪
last_grade-a = 甲等
last_grade-b = 乙等
last_grade-other = 其他
subsidy-no = 不申請
subsidy-yes = 申請
eligible-yes = 符合
eligible-no = 不符
result-yes = 同意
result-no = 不同意
result-later = 修正後再議

## 關卡
station-head = 直屬主管
station-unit-head = 上一級主管
station-top-head = 機關首長
station-personnel = 人事單位
station-committee = 甄審委員會
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
look-full = 全時進修
look-subsidy = 申請費用補助
look-abroad = 國外進修
