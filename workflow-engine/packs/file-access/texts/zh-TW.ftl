# 檔案應用申請書服務包的文字
pack-name = 檔案應用申請書
pack-short = 檔案應用
pack-words = 檔案應用 閱覽 抄錄 複製 民眾 檔案法

## 欄位

field-applicant_unit = 登記單位
field-applicant_post = 職稱
field-applicant_name = 登記人

field-subject = 申請案由
    .hint = 例：申請應用民國八十五年地籍重測檔案
field-received_on = 收件日期
field-channel = 收件方式
field-receipt_no = 收文號
field-complete = 申請要件
field-mended_on = 補正日期
field-due_on = 准駁期限

field-person_kind = 身分
field-nationality = 國籍
field-name = 姓名
field-born_on = 出生日期
field-id_no = 身分證明文件字號
field-tel = 聯絡電話
field-email = 電子郵件
field-address = 住（居）所或事務所地址
field-body = 法人或團體名稱
field-body_no = 登記證字號
field-by_agent = 由代理人申請
field-agent = 代理人姓名
field-agent_id = 代理人證件字號
field-relation = 與申請人之關係
field-agent_tel = 代理人電話
field-proxy = 委任書
field-identity = 申請書及身分證明文件影本

field-items = 檔案
    .file_no = 檔號
    .title = 檔案名稱或內容要旨
    .period = 年代
    .how = 申請項目
    .original = 須使用原件
    .original_why = 使用原件之事由
field-purpose = 申請目的
field-purpose_text = 目的說明
field-owner = 原主管業務單位
field-owner_unit = 單位名稱

field-found = 檢索結果
field-pages = 檔案頁數
field-held = 密等
field-notes_found = 應注意事項
field-search_note = 檢索說明

field-proposal = 擬予
field-grounds = 限制應用之依據
field-proposal_text = 擬辦說明

field-reply_no = 復函文號
field-reply_on = 復函日期
field-reply_late = 逾三十日之原因
field-use_on = 應用日期
field-use_place = 應用處所
field-fee = 費用

## 收件方式
channel-counter = 親持
channel-post = 郵寄
channel-net = 電子

## 申請要件
complete-yes = 齊備
complete-mended = 已補正

## 身分
person_kind-natural = 自然人
person_kind-legal = 法人或團體

## 國籍
nationality-roc = 中華民國
nationality-other = 外國

## 申請項目
how-view = 閱覽
how-notes = 抄錄
how-copy = 複製

## 申請目的
purpose-history = 歷史考證
purpose-study = 學術研究
purpose-evidence = 事證稽憑
purpose-work = 業務參考
purpose-rights = 權益保障
purpose-other = 其他

## 原主管業務單位
owner-personnel = 人事
owner-accounting = 主計
owner-general = 總務
owner-it = 資訊
owner-other = 其他單位

## 檢索結果
found-all = 全部查得
found-some = 部分查得
found-none = 查無

## 密等
held-none = 無
held-secret = 有

## 應注意事項
notes_found-personal = 含第三人個人資料
notes_found-trade = 含營業秘密
notes_found-open = 已屬政府資訊公開
notes_found-moved = 已移轉檔案管理局
notes_found-destroyed = 已銷毀

## 擬予
proposal-grant = 全部提供
proposal-part = 部分提供
proposal-refuse = 駁回

## 限制應用之依據
grounds-g1 = 國家機密
grounds-g2 = 犯罪資料
grounds-g3 = 工商秘密
grounds-g4 = 學識技能檢定及資格審查
grounds-g5 = 人事及薪資
grounds-g6 = 契約負保密義務
grounds-g7 = 其他為維護公共利益或第三人正當權益

## 關卡
station-archives = 檔案檢索
station-owner-personnel = 人事單位擬辦
station-owner-accounting = 主計單位擬辦
station-owner-general = 總務單位擬辦
station-owner-it = 資訊單位擬辦
station-owner = 檔案管理單位代擬
station-head = 登記單位主管
station-unit-head = 單位主管
station-top-head = 機關首長
station-reply = 函復申請人
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
