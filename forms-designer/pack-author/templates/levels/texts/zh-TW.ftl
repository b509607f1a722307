# 服務包的文字
pack-name = 三級簽核申請單
pack-short = 三級簽核
pack-words = 三級 簽核 逐級 代理

## 欄位
field-subject = 主旨
field-from = 起日
field-days = 日數
field-deputy = 職務代理人
field-reason = 事由
field-proof = 證明文件

## 結果
outcome-consent = 同意代理
outcome-approve = 核可
outcome-decide = 決行
outcome-note = 知悉
outcome-file = 已歸檔
outcome-return = 退回

## 關卡
