# 服務包的文字
pack-name = 申請單
pack-short = 申請
pack-words = 申請 簽 採購 需求

## 欄位
field-subject = 主旨
field-wanted = 需用日期
field-amount = 金額
field-reason = 說明
field-attachments = 附件

## 結果
outcome-decide = 決行
outcome-file = 已歸檔
outcome-return = 退回

## 關卡
