# 蓋用印信申請單服務包的文字
pack-name = 蓋用印信申請單
pack-short = 用印
pack-words = 用印 印信 蓋章 關防 監印 職章

## 欄位

field-applicant_unit = 申請單位
field-applicant_post = 職稱
field-applicant_name = 申請人

field-subject = 文件名稱
field-basis_kind = 蓋印依據
field-basis_no = 判行文號
    .hint = 例：府人考字第1150001234號
field-basis_on = 判行日期
field-basis_text = 依據或用途說明
field-to = 受文者
field-secrecy = 密等

field-seals = 印信種類
field-copies = 份數
field-places = 每份蓋印處數
field-stamps = 應蓋印數
field-wanted = 需用日期
field-take_out = 用印地點
field-papers = 待蓋印文件

field-stamped = 實際蓋印數
field-stamped_on = 蓋印日期
field-log_no = 蓋印登記號
field-void_note = 作廢及說明

## 蓋印依據
basis_kind-approved = 已判行之文件
basis_kind-draft = 不辦文稿之文件
basis_kind-form = 例行證明

## 密等
secrecy-none = 無
secrecy-ordinary = 密
secrecy-state = 機密以上

## 印信種類
seals-seal = 機關印信
seals-name = 首長職章
seals-sign = 首長簽字章
seals-joint = 騎縫章
seals-correct = 校對章
seals-steel = 鋼印

## 用印地點
take_out-here = 監印室
take_out-away = 攜出用印

## 關卡
station-head = 直屬主管
station-unit-head = 單位主管
station-top-head = 機關首長
station-seal = 監印人員
station-correct = 補正
station-file = 歸檔

## 結果
outcome-approve = 核可
outcome-consult = 會畢
outcome-decide = 決行
outcome-note = 已蓋印
outcome-correct = 已補正
outcome-file = 已歸檔
outcome-return = 退回
