# 代理移轉單的文字
pack-name = 代理移轉單
    .hint = 代理人本身須離開時，將所代理之職務移轉他人
pack-short = 代理移轉
pack-words = 代理 移轉 轉代理 職務代理 再代理

## 欄位
field-unit = 單位
field-post = 職稱
field-person = 姓名
field-principal = 被代理人
field-original = 原代理案號
    .hint = 被代理人之請假或公差案號
field-cause = 移轉原因
field-cause_text = 原因說明
field-period = 移轉期間
    .hint = 須在原代理期間之內
field-days = 移轉日數
    .hint = 含首尾之日曆日
field-deputy = 新代理人
    .hint = 與您同單位，或列於您的代理名冊
field-scope = 移轉範圍
field-part = 移轉之業務
field-matters = 交辦中案件
    .hint = 移轉期間須續辦者逐案列出；沒有者免填
    .number = 案號或文號
    .subject = 案由
    .due = 期限
    .state = 辦理情形
field-note = 備註

## 選項
cause-leave = 本人請假
cause-trip = 本人公差、公出
cause-training = 本人受訓
cause-conflict = 利益迴避
cause-other = 其他
scope-all = 全部業務
scope-part = 部分業務

## 關卡
station-consent = 新代理人同意
station-head = 直屬主管
station-unit-head = 上一級主管
station-top-head = 機關首長
station-personnel = 人事登記
station-correct = 補正
station-file = 歸檔

## 結果
outcome-consent = 同意
outcome-approve = 核可
outcome-decide = 核定
outcome-consult = 會畢
outcome-note = 知悉
outcome-correct = 已補正
outcome-file = 已歸檔
outcome-return = 退回
outcome-refused = 未准

## 要看的事
look-recusal = 因利益迴避而移轉
look-long = 移轉逾五日
