pack-name = 簽呈
pack-short = 簽呈
pack-words = 簽呈 簽 公文

field-subject = 主旨
field-amount = 金額
field-reason = 說明
