# 財產移動單服務包的文字
pack-name = 財產移動單
pack-short = 財產移動
pack-words = 財產 移動 保管人 移撥 盤點

## 欄位

field-applicant_unit = 移出單位
field-applicant_post = 職稱
field-applicant_name = 填單人

field-subject = 移動原因
    .hint = 例：職務調動、辦公室搬遷
field-kind = 移動種類
field-moved_on = 移動日期

field-keeper_from = 原保管人
field-unit_from = 原保管單位
field-place_from = 原存置地點

field-keeper_to = 新保管人
field-unit_to = 新保管單位
field-place_to = 新存置地點
field-agreed = 新保管人已會同點交，願意接管

field-items = 財產
    .property_no = 財產編號
    .item = 財產名稱
    .spec = 廠牌型式
    .quantity = 數量
    .value = 原值
    .acquired = 取得日期
    .place = 移動後地點
field-count_all = 件數合計
field-total = 原值合計

field-checked_on = 盤點日期
field-labels = 標籤
field-move_no = 移動單編號
field-general_note = 財產管理說明

## 移動種類
kind-keeper = 變更保管人
kind-place = 變更存置地點
kind-unit = 單位間移撥

## 標籤
labels-same = 相符
labels-new = 已換新

## 關卡
station-head = 移出單位主管
station-unit-head = 上一級主管
station-general = 財產管理單位
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
