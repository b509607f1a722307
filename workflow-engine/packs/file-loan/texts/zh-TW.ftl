# 調案單服務包的文字
pack-name = 調案單
pack-short = 調案
pack-words = 調案 調卷 借調 檔案 展期 檔號

## 欄位

field-applicant_unit = 借調單位
field-applicant_post = 職稱
field-applicant_name = 借調人
field-line = 陳核層級

field-subject = 案名
    .hint = 一案一單
field-kind = 申請種類
field-secrecy = 檔案密等
field-owner = 主管業務單位
field-former = 原調案單案號
field-owner_unit = 主管業務單位名稱
field-reason = 調案用途
field-form = 提供方式
field-days = 借調天數
    .hint = 以十五日為限，屆期須繼續使用者申請展期

field-items = 檔案
    .file_no = 檔號
    .title = 案名或案由
    .pieces = 件數
field-pieces = 件數合計

field-pledge = 檔案不拆散、塗改、抽換、轉借、複印或遺失；離職或調職前歸還

field-lent_on = 調出日期
field-due_on = 應歸還日期
field-lent = 實借件數
field-archives_note = 檢調說明

field-back_on = 歸還日期
field-late = 逾期日數
field-state = 檢查結果
field-back_note = 歸還說明

## 陳核層級
line-unit = 經單位主管陳核
line-chief = 直陳上級（申請人即單位主管，或無單位主管）

## 申請種類
kind-new = 借調
kind-extend = 展期

## 檔案密等
secrecy-none = 普通
secrecy-ordinary = 密
secrecy-confidential = 機密
secrecy-secret = 極機密
secrecy-top = 絕對機密

## 主管業務單位
owner-own = 本單位
owner-personnel = 人事
owner-accounting = 主計
owner-general = 總務
owner-it = 資訊
owner-other = 其他單位

## 提供方式
form-original = 原件
form-copy = 複製品
form-view = 電子檔閱覽

## 檢查結果
state-whole = 完整
state-lacking = 缺件或毀損

## 關卡
station-head = 直屬主管
station-owner-personnel = 會人事單位
station-owner-accounting = 會主計單位
station-owner-general = 會總務單位
station-owner-it = 會資訊單位
station-unit-head = 單位主管
station-top-head = 機關首長
station-archives = 檔案管理單位調卷
station-return = 檔案歸還
station-correct = 補正
station-file = 歸檔

## 結果
outcome-approve = 核可
outcome-consult = 會畢
outcome-decide = 決行
outcome-note = 已辦理
outcome-correct = 已補正
outcome-file = 已歸檔
outcome-return = 退回
