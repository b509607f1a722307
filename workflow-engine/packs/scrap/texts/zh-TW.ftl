# 財物報廢單服務包的文字
pack-name = 財物報廢單
pack-short = 報廢
pack-words = 報廢 財產 物品 使用年限 殘值

## 欄位

field-applicant_unit = 保管單位
field-applicant_post = 職稱
field-applicant_name = 保管人
field-line = 陳核層級

field-subject = 報廢事由
    .hint = 例：逾使用年限且不堪修復
field-kind = 財物種類
field-place = 存放地點
field-counted_on = 年限計算基準日
    .hint = 已用年數算至這一天
field-lost = 是否遺失或毀損

field-items = 財物
    .property_no = 財產編號
    .item = 財物名稱
    .spec = 廠牌型式
    .quantity = 數量
    .price = 單價（原值）
    .value = 總價
    .acquired = 取得日期
    .life = 使用年限
    .used = 已用年數
    .early = 未達年限
    .why = 損壞情形
field-count_all = 件數合計
field-total = 原值合計
field-highest = 單價最高
field-early_any = 含未達使用年限者

field-disposal = 擬處理方式
field-wiped = 儲存媒體資料已清除，或無儲存媒體
field-photos = 財物照片、檢修證明
    .hint = 未達使用年限者須附不堪修復之證明

field-inspected_on = 會勘日期
field-finding = 會勘結果
field-residual = 殘值估價
field-general_note = 財產管理說明

field-book = 帳面餘額
field-accounting_note = 主計說明

field-outside_body = 核定機關
field-outside_on = 核定日期
field-outside_no = 核定文號

## 陳核層級
line-unit = 經單位主管陳核
line-chief = 直陳上級（申請人即單位主管，或無單位主管）

## 財物種類
kind-property = 財產
kind-article = 非消耗性物品

## 是否遺失或毀損
lost-no = 否，自然損耗
lost-yes = 是

## 擬處理方式
disposal-sell = 變賣
disposal-reuse = 再利用
disposal-transfer = 轉撥
disposal-exchange = 交換
disposal-destroy = 銷毀或廢棄

## 會勘結果
finding-yes = 確不堪使用
finding-no = 尚可使用

## 關卡
station-head = 保管單位主管
station-general = 財產管理單位
station-accounting = 主計單位
station-unit-head = 單位主管
station-top-head = 機關首長
station-outside-approval = 登記外部核定
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
