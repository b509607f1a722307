# 資通安全事件通報單服務包的文字
pack-name = 資通安全事件通報單
pack-short = 資安事件
pack-words = 資安 事件 通報 入侵 惡意程式 外洩

## 欄位

field-applicant_unit = 通報單位
field-applicant_post = 職稱
field-applicant_name = 通報人
field-line = 陳核層級

field-subject = 事件摘要
field-known_at = 知悉時間
field-reported_at = 通報時間
field-late_why = 逾一小時通報之原因
    .hint = 應於知悉後一小時內通報
field-began_at = 發生時間（已知者）
field-found_by = 發現方式
field-type = 事件類型
field-description = 事件說明

field-systems = 受影響系統
field-owner = 系統負責人
field-addresses = 網路位址
    .hint = 受害及攻擊來源
field-devices = 受影響設備數
field-personal = 是否涉及個人資料
field-persons = 涉及筆數
field-confidentiality = 機密性衝擊
field-integrity = 完整性衝擊
field-availability = 可用性衝擊
field-level = 初判等級
field-help_needed = 需外部支援
field-measures = 已採取措施
    .hint = 例：隔離設備、保全紀錄、停用帳號
field-evidence = 紀錄及畫面
    .hint = 請勿附惡意程式本體

field-level_confirmed = 核定等級
field-told_at = 對外通報時間
field-told_no = 通報編號
field-it_note = 研判說明

field-controlled_at = 損害控制或復原完成時間
field-restore_by = 復原期限
field-cause = 根因分析
field-improve = 改善措施
field-report_by = 改善報告期限
    .hint = 完成損害控制或復原後一個月內
field-report_no = 改善報告文號

## 陳核層級
line-unit = 經單位主管陳核
line-chief = 直陳上級（申請人即單位主管，或無單位主管）

## 發現方式
found_by-staff = 人員發現
found_by-monitor = 監控告警
found_by-outside = 外部通知
found_by-audit = 稽核檢測

## 事件類型
type-intrusion = 非法入侵
type-web = 網頁攻擊
type-malware = 惡意程式
type-dos = 阻斷服務
type-device = 設備問題
type-leak = 資料外洩
type-phishing = 社交工程
type-other = 其他

## 是否涉及個人資料
personal-no = 否
personal-yes = 是
personal-unknown = 待查

## 機密性衝擊
confidentiality-0 = 無影響
confidentiality-1 = 1 輕微，非核心
confidentiality-2 = 2 嚴重，非核心；或輕微，核心
confidentiality-3 = 3 嚴重，核心；或涉及公務機密
confidentiality-4 = 4 國家機密或關鍵基礎設施

## 完整性衝擊
integrity-0 = 無影響
integrity-1 = 1 輕微，非核心
integrity-2 = 2 嚴重，非核心；或輕微，核心
integrity-3 = 3 嚴重，核心；或涉及公務機密
integrity-4 = 4 國家機密或關鍵基礎設施

## 可用性衝擊
availability-0 = 無影響
availability-1 = 1 輕微，非核心
availability-2 = 2 嚴重，非核心；或輕微，核心
availability-3 = 3 嚴重，核心；或涉及公務機密
availability-4 = 4 國家機密或關鍵基礎設施

## 核定等級
level_confirmed-1 = 第一級
level_confirmed-2 = 第二級
level_confirmed-3 = 第三級
level_confirmed-4 = 第四級

## 關卡
station-it = 資訊單位研判
station-head = 直屬主管知悉
station-unit-head = 單位主管
station-top-head = 機關首長
station-closing = 結案填報
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
