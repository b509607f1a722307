# 服務包的文字
pack-name = 會辦單
pack-short = 會辦
pack-words = 會辦 會簽 會核

## 欄位
field-subject = 主旨
field-explanation = 說明
field-proposal = 擬辦
field-amount = 所需經費
field-attachments = 附件

## 結果
outcome-consult = 會畢
outcome-decide = 決行
outcome-file = 已歸檔
outcome-return = 退回

## 關卡
