# 服務包的文字
pack-name = 通報單
pack-short = 通報
pack-words = 通報 閱 知會

## 欄位
field-subject = 主旨
field-happened = 發生日期
field-place = 地點
field-explanation = 內容
field-attachments = 附件

## 結果
outcome-note = 知悉
outcome-return = 退回

## 關卡
