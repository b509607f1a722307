# 服務包的文字
pack-name = 請假單
pack-short = 請假
pack-words = 請假 休假 事假 病假 公假

## 欄位
field-kind = 假別
field-from = 起日
field-until = 迄日
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
