# 派車單服務包的文字
pack-name = 派車單
pack-short = 派車
pack-words = 派車 公務車 用車 里程 駕駛

## 欄位

field-applicant_unit = 用車單位
field-applicant_post = 職稱
field-applicant_name = 申請人

field-subject = 用車事由
field-scope = 行程範圍
field-kind = 用途
field-leave_at = 出發時間
field-back_at = 預計返回時間
field-from = 起點
field-to = 迄點
field-via = 經過地點
field-people = 搭乘人數
field-names = 搭乘人員
field-goods = 載運物品
field-phone = 聯絡電話
field-self_drive = 駕駛方式
field-why_not_public = 不搭乘大眾運輸之原因

field-car_no = 車號
field-driver = 駕駛人
field-car_note = 派車說明

field-km_out = 出場里程
field-km_in = 回場里程
field-km = 行駛里程
field-back_on = 實際返回時間
field-fuel = 加油量
field-log_note = 車況及備註

## 行程範圍
scope-local = 轄區內
scope-outside = 跨縣市
scope-overnight = 隔夜

## 用途
kind-people = 載人
kind-goods = 載物
kind-both = 人及物

## 駕駛方式
self_drive-driver = 派駕駛
self_drive-own = 自行駕駛

## 關卡
station-head = 用車單位主管
station-unit-head = 上一級主管
station-general = 總務派車
station-log = 用車人填報里程
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
