pack-name = 簽呈
pack-short = 簽呈
pack-words = 簽呈 簽 公文

field-subject = 主旨
field-amount = 金額
field-deputy = 職務代理人
field-reason = 說明
