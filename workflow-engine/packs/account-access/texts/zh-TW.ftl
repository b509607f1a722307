# 帳號及權限申請單服務包的文字
pack-name = 帳號及權限申請單
pack-short = 帳號權限
pack-words = 帳號 權限 系統 公務機密 遠端 網路

## 欄位

field-applicant_unit = 申請單位
field-applicant_post = 職稱
field-applicant_name = 申請人
field-line = 陳核層級

field-subject = 申請事由
field-kind = 申請種類
field-action = 異動
field-from = 生效日期

field-user_kind = 身分
field-user = 使用人
field-user_name = 委外人員姓名
field-company = 廠商
field-contract_no = 契約編號
field-until = 使用期限
    .hint = 最長一年；委外人員以契約期間為限
field-phone = 聯絡電話

field-systems = 系統
    .system = 系統
    .system_name = 系統名稱
    .role = 角色
    .scope = 資料範圍

field-secrecy = 密等
field-material = 資料名稱或案號
field-need = 知悉之必要
field-cleared = 已完成適任性查核或保密簽署

field-device = 設備及管理編號
field-address = 來源位址
field-remote_why = 遠端連線之必要

field-pledge = 不轉借帳號、不洩漏密碼及業務資料，離職或調職即停用
field-papers = 保密切結書、契約影本
    .hint = 委外人員須附

field-account_name = 帳號
field-opened_on = 辦理日期
field-review_on = 下次審查日期
field-done_note = 辦理說明

## 陳核層級
line-unit = 經單位主管陳核
line-chief = 直陳上級（申請人即單位主管，或無單位主管）

## 申請種類
kind-account = 網路帳號
kind-system = 系統權限
kind-remote = 遠端連線
kind-confidential = 公務機密存取

## 異動
action-new = 新增
action-change = 變更
action-stop = 停用

## 身分
user_kind-staff = 本機關人員
user_kind-contract = 委外或派遣人員

## 系統
system-mail = 電子郵件
system-domain = 網域帳號
system-document = 公文系統
system-personnel = 人事差勤系統
system-accounting = 會計系統
system-property = 財產物品系統
system-network = 網路與防火牆
system-other = 其他業務系統

## 角色
role-user = 一般使用者
role-operator = 業務承辦
role-approver = 核決
role-admin = 系統管理者

## 密等
secrecy-ordinary = 密
secrecy-confidential = 機密
secrecy-secret = 極機密
secrecy-top = 絕對機密

## 關卡
station-head = 直屬主管
station-owner-personnel = 人事系統權責單位
station-owner-accounting = 會計系統權責單位
station-owner-property = 財產系統權責單位
station-owner-document = 公文系統權責單位
station-owner-secrets = 機密保管單位
station-unit-head = 單位主管
station-top-head = 機關首長
station-it = 資訊單位開通
station-secrets = 機密保管單位登記
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
