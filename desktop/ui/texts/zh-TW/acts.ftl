## 收件匣的選取、稍後與批次

split-later = 稍後
key-pick = 選取
key-pick-range = 選取一段
key-pick-all = 選取這個分類的全部
key-take-out = 這件先不核
picked = 已選取 { $count } 件
picked-one = 已選取
unpick = 取消選取
later = 稍後
later-back = 現在處理
later-title = { $count ->
    [1] 稍後再看
   *[other] { $count } 件稍後再看
  }
later-hour = 一小時後
later-afternoon = 今天下午
later-tomorrow = 明天上午
later-monday = 下週一
until = { $time } 再看
did-later = { $count ->
    [1] 已移到「稍後」，{ $time } 再回來
   *[other] { $count } 件已移到「稍後」，{ $time } 再回來
  }
did-later-back = { $count ->
    [1] 已移回收件匣
   *[other] { $count } 件已移回收件匣
  }
batch-title-bare = 批次簽核
batch-title = 批次{ $word } { $count } 件
batch-sign = 簽核
batch-others = 其他
batch-count = { $count } 件
batch-odd = 請先看一下
batch-rows = 這一批的案件
batch-take-out = { $count ->
    [1] 這件先不核
   *[other] 這 { $count } 件先不核
  }
batch-take-out-short = 先不核
batch-put-in-short = 放回
batch-put-in = 放回這一批
batch-left-out = 另有 { $count } 件不在這一批：已經有人處理，或服務不開放批次簽核。
batch-note = 各自簽章，簽完可以一起復原。
batch-do = { $word } { $count } 件
batch-stop = 停止
batch-progress = 已簽 { $count } 件，共 { $total } 件
batch-nothing = 「例行」裡沒有可以批次簽核的案件。
did-batch = 已{ $word } { $count } 件
did-batch-some = 已{ $word } { $count } 件，其餘 { $left } 件還在收件匣
did-batch-none = 已停止，沒有簽任何一件。
batch-note-card = 各自簽章，立即送出；之後不能復原。

## 憑證卡

card-title = 憑證卡
card-row = 設定…
card-row-open = { $name }，已開啟
card-row-none = 讀不到卡片
card-label = 簽章方式
card-way-card = 用憑證卡
card-way-later = 先簽後補
card-looking = 正在看讀卡機…
card-pin = { $name }的憑證卡密碼
card-pin-hint = 密碼只用來開啟卡片，不會保存；卡片開啟後五分鐘內不必再輸入。
card-pin-missing = 請輸入憑證卡密碼。
card-open = { $name }的憑證卡已開啟，可以直接簽章。
card-open-note = 已開啟，可以直接簽章；五分鐘沒有簽章就自動關閉。
card-open-until = 已開啟，可以直接簽章；沒有再簽章的話，{ $time } 自動關閉。
card-keys-hint = 按下簽章之後，請在讀卡機上輸入密碼。
card-closed-note = 卡片在讀卡機裡，簽章時再輸入密碼。
card-close = 立即關閉
card-again = 再看一次
card-settings = 設定卡片元件
card-later-do = { $act }（先簽後補）
card-reason = 未用憑證卡的原因
card-reason-missing = 請寫出原因，歷程會留下紀錄。
card-later-hint = 先以這台電腦簽章，案件繼續往下走；等您插卡補簽之後才能歸檔。
card-seal-hint = 用憑證卡補簽這一關，補簽之後案件才能歸檔。
card-module = 卡片元件的位置
card-module-wrong = 這個位置沒有可以用的卡片元件。請檢查路徑，或改為自動尋找。
card-module-auto = 自動尋找
card-module-hint = 讀憑證卡要先安裝卡片元件（例如 HiCOS 卡片管理工具），裝好後通常會自動找到；找不到時，請洽資訊人員。
card-usual = 常見的位置
card-module-use = 使用這個位置
card-module-find = 改為自動尋找
phrase-no-card = 忘了帶憑證卡
phrase-no-reader = 讀卡機故障
phrase-renewing = 憑證卡換發中

## 可以做的事

act-approve = 核准
act-decide = 決行
act-refuse = 不准
act-oppose = 不同意
act-add-sign = 加簽
act-consult = 加會
act-delegate = 委派
act-transfer = 轉陳
act-take-off = 減簽
act-take-back = 抽回
act-copy = 傳閱
act-say = 意見
act-urge = 稽催
act-seal = 補簽
act-acknowledge = 知道了
act-along = 加會／轉陳
along-consult = 請其他單位或同仁會辦
along-add-sign = 請其他人一起核
along-transfer = 這一關改由他人簽核
along-delegate = 請部屬先擬，再由您核
along-say = 只說話，不簽核
along-copy = 請人閱覽，不必簽核
along-print = 開啟存檔文件
along-withdraw = 撤回申請，這個案件就此結束
sheet-at = { $act }：{ $who }
after-signing = 簽下之後
ahead-label = 接下來的關卡
ahead-none = 沒有其他關卡
ends-here = 這張單就此結束：{ $mark }。

return-to = 退給誰
return-hint-signer = 對方會看到這段話，並重新簽核。
way-label = 補正後
way-again = 重走
way-straight = 直送
way-hint-again = 之後的每一關依序重新簽核，再到您這裡。
way-hint-straight = 直接送回您這裡；中間的關卡不必再簽。
siblings-label = 並行的關卡
siblings-cancel = 停止
siblings-wait = 暫停
siblings-keep = 照常
siblings-hint-cancel = 與您同時簽核的關卡停止，補正後重新簽核。
siblings-hint-wait = 與您同時簽核的關卡暫停；已經簽的仍然有效。
siblings-hint-keep = 與您同時簽核的關卡照常進行。
act-label-refuse = 不准的理由
act-hint-refuse = 申請人會看到這段話；不准之後這張單就結束。
act-label-oppose = 不同意的理由
act-hint-oppose = 理由會隨您的票一起列在案件上。
act-label-transfer = 轉陳的原因
act-hint-transfer = 對方與申請人都會看到；您這一關由對方簽核。
act-label-copy = 附言
act-hint-copy = 收到的人只是閱覽，不必簽核；誰在何時看過會列在案件上。
act-label-take-back = 抽回的原因
act-hint-take-back = 抽回之後回到您這一關，由您重新簽核；歷程會留下紀錄。
act-label-take-off = 減簽的原因
act-hint-take-off = 這一關不必再簽，原本看得到案件的人仍會看到紀錄。
call-label = 說明
call-hint = 對方會看到這段話。
call-place = 順序
call-before = 先給對方
call-after = 您簽完後
call-beside = 同時
call-hint-before = 對方辦完會回到您這一關，您再簽核。
call-hint-after = 您簽核之後才送給對方；您這一關仍要簽。
call-hint-beside = 對方與您同時簽核，都簽完才往下一關。
call-together = 這幾位同時處理
call-must-say = 必須寫意見
desk-one = 轉給誰
desk-some = 對象
desk-placeholder = 輸入姓名、職稱或單位
desk-other = 改選其他人
desk-list = 可以選的同仁與單位
desk-chosen-label = 已選的對象
desk-chosen = 已加入{ $name }
desk-removed = 已移除{ $name }
desk-moved = { $name }移到第 { $place } 位
desk-remove = 移除{ $name }
desk-order = 依序處理；Alt＋↑↓ 調整順序，Delete 移除。
desk-away = 目前不在
desk-none = 找不到符合的同仁或單位。
desk-missing = 請至少選一位。
phrase-rule = 與規定不符。
phrase-manpower = 當日人力不足。
phrase-consult = 請惠示意見。
phrase-in-charge = 業務屬貴管，請核處。
phrase-handle = 請先研擬處理意見。
phrase-refer = 請參考。
phrase-again = 內容需再確認。

did-decide = 已決行：{ $who } { $what }
did-refuse = 不准：{ $who } { $what }
did-oppose = 不同意：{ $who } { $what }
did-consult = 已加會：{ $who } { $what }
did-consulted = 已會畢：{ $who } { $what }
did-vote = 已同意：{ $who } { $what }
did-add-sign = 已加簽：{ $who } { $what }
did-delegate = 已委派：{ $who } { $what }
did-transfer = 已轉陳：{ $who } { $what }
did-take-off = 已減簽：{ $who } { $what }
did-take-back = 已抽回您的簽章：{ $who } { $what }
did-copy = 已傳閱：{ $who } { $what }
did-say = 已送出意見：{ $who } { $what }
did-urge = 已稽催：{ $who } { $what }
did-seal = 已補簽：{ $who } { $what }

## 案件頁

opinions = 意見
copies = 傳閱
copy-sent = { $name } { $time } 傳閱
copy-read = { $time } 已閱
copy-note = { $name }傳閱給您，看過即可，不必簽核。
copy-seen = 已閱
copy-unread = 尚未閱覽
versions = 補正前後
version-number = 第 { $number } 次送陳
version-changes = 改了 { $count } 處
version-same = 內容沒有改變。
version-before = 原來：
version-after = 改為：
flow-title = 流程圖
zoom-in = 放大
zoom-out = 縮小
stations-label = 關卡清單
stations-count = 關卡 { $count } 關
route-before = 前 { $count } 關
route-after = 後 { $count } 關
beside = 同時
stood-in = 代理{ $name }
stood-in-because = 代理{ $name }：{ $reason }
unsealed-because = 未用憑證卡：{ $reason }
asked-consult = { $name }加會
asked-add-sign = { $name }加簽
asked-delegate = { $name }委派
seen-by = { $name } { $time } 簽收
not-seen = 尚未簽收
told-to = 逾期，已陳報{ $name }
sign-consented = 同意
sign-approved = 核
sign-consulted = 會
sign-noted = 閱
sign-corrected = 補正
sign-filed = 歸檔
sign-head-decided = 親決
sign-decided-for = 代為決行
sign-assisted = 襄助
sign-refused = 不准
sign-against = 不同意
sign-returned = 退回
sign-deputy = 代
sign-vacant = 代理出缺
sign-added = 加簽
sign-asked-unit = 加會
sign-delegated = 委派
sign-unsealed = 待補簽
sign-sealed = 補簽
sign-taken-back = 已抽回

## 我的案件

mine-tabs = 檢視
mine-find = 篩選事由、案號、等待的人
mine-marks = 狀態
mine-services = 服務
mine-order = 排序
order-updated = 最近更新
order-submitted = 送陳時間
order-begins = 開始日期
mine-count = { $count } 件
mine-reset = 清除篩選
view-keep = 存成檢視
view-name-label = 檢視的名稱
view-name-hint = 例如：今年的休假。以後按數字鍵就能叫出來。
view-save = 儲存
view-remove = 刪除檢視「{ $name }」
view-removed = 已刪除檢視「{ $name }」
view-saved = 已存成檢視「{ $name }」
key-view = 切換檢視
key-filter = 篩選
