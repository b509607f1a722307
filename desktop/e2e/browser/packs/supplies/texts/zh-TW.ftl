pack-name = 物品請領單
pack-short = 請領
pack-words = 物品 請領 領物 用品

field-subject = 主旨
field-deputy = 職務代理人
field-person = 領用人
field-unit = 負擔單位
field-basis = 依據
field-needed = 需用日期
field-total = 合計
field-items = 物品
    .item = 品名
    .count = 數量
    .price = 單價
    .sum = 小計
field-opinion = 備註
field-signed = 領用人簽章
