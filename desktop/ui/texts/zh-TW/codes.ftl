# 核心程式的代碼:發生什麼、表示什麼、可以做什麼。

## 表單與請假

code-when-empty = 請填寫請假的日期與時間。
code-when-echo = { $span }，{ $minutes }
code-when-echo-open = { $span }
code-money-echo = { $words }
code-moment-echo = { $date } { $time }
code-date-echo = { $date }
code-history-reminded = 提醒{ $desk }
code-history-closed = 結案
code-history-failed = 流程無法繼續，等人查看
code-history-differs = 這台電腦與機關的歷程有一段不同，機關會查看。您可以照常工作。
code-answer-required = 請填寫這一格。
code-answer-too-long = 太長了，最多 { $limit } 個字。
code-answer-too-short = 太短了，至少 { $limit } 個字。
code-answer-character = 有無法使用的控制字元，請重新輸入。
code-answer-pattern = 格式不對，請檢查後修改。
code-answer-document-number = 格式應為『○字第○號』，例如府人考字第1150001234號。
code-answer-rule = { $message }
code-answer-email = 這不是電子郵件地址。
code-answer-phone = 這不是電話號碼。
code-answer-too-small = 不能小於 { $limit }。
code-answer-too-large = 不能大於 { $limit }。
code-answer-decimals = 小數最多 { $digits } 位。
code-answer-step = 必須是 { $step } 的倍數。
code-answer-option = 「{ $value }」不在選項中，請重新選擇。
code-answer-option-twice = 「{ $value }」選了兩次。
code-answer-when = 結束的時間要在開始之後。
code-answer-past = 不能是過去的日期。
code-answer-computed = 這一格由表單計算，不能自己填。
code-answer-disabled = 這一格目前不能填。
code-answer-not-asked = 這一關不能改這個欄位。
code-answer-not-known = 那一天沒有這個人、單位或職務，請重新選擇。
code-answer-hidden = 這一格目前不需要填。
code-answer-too-many = 項目太多，最多 { $limit } 個。
code-answers-too-large = 填答的內容太大了，請刪減後再試。
code-answers-unreadable = 填答的內容無法讀取，請重新開啟這張單。
code-json-unreadable = 內容無法讀取。
code-field-unknown = 這張表單沒有這個欄位，請重新開啟這張單。
code-correct-not-asked = 這張單目前不需要補正。
code-fill-not-asked = 這一關目前沒有要填寫的欄位。
code-draft-version-gone = 這台電腦已沒有舊版的表單，無法改回。草稿照新版保留著。
code-draft-gone = 找不到這份草稿；可能已經送陳或刪除。
code-attachment-empty = 「{ $name }」是空的檔案。
code-attachment-gone = 這個附件已經移除了。
code-attachment-media = 「{ $name }」的檔案類型無法辨認。
code-attachment-name = 檔名要有 1 到 { $limit } 個字，請改名後再附加。
code-attachment-unreadable = 附件無法讀取，請再附加一次。
code-granted-brought = 自原機關移入
code-corrected-grant = 更正先前的給假
code-passphrase-simple = 通行語太簡單了，請用至少 { $min } 個不同的字元。
code-vault-closed = 案頭已鎖定，請先解鎖。
code-paper-not-here = 文件還沒有下載到這台電腦；連上機關後會自動下載。
code-paper-no-reader = 這台電腦沒有可以開啟 PDF 的程式，請洽資訊人員。
code-command-broke = 案頭沒有做完這件事，已保存的內容都還在。請再試一次；若仍然不行，請重新開啟案頭。
code-print-choice-unknown = 這張表單的列印格式沒有這個選項，請洽資訊人員。
code-enrolment-differs = 機關的登記資料與邀請不同，沒有完成設定。請洽資訊人員。
code-demo-only = 只有示範版可以這樣操作。
code-demo-person = 示範資料中沒有這位同仁。
code-demo-cable = 網路線的開關沒有作用，請重新啟動示範。
code-demo-file = 示範資料無法讀取，請重新啟動示範。
code-when-unread = 看不懂「{ $rest }」。可以寫 12/3 下午、明天、12/3-12/5。
code-when-no-such-date = 沒有「{ $text }」這一天。
code-when-no-such-time = 沒有「{ $text }」這個時間。
code-when-backwards = 結束的時間早於開始的時間。
code-when-too-far = 日期太遠了，請填 { $limit_days } 天以內的日期。
code-when-too-long = 這段文字太長了。
code-when-twice = 「{ $what }」寫了兩次。
code-answers-refused = 「{ $field }」的內容不符合這張表單的規定，請修改後再送陳。
code-answers-undisclosed = 這份申請沒有附上「{ $field }」的內容，機關無法辦理，因此沒有生效。請重新填寫後再送陳；若再發生，請告訴資訊人員。
code-answers-shape = 填答的內容不完整，請重新開啟這張單。
code-answer-unknown = 這張表單沒有這個欄位。
code-answer-kind = { $expected ->
    [number] 請填數字，例如 1200。
    [date] 請填一個日期，例如 12/3、明天。
    [time] 請填時間，例如 13:30。
    [dateTime] 請填日期與時間，例如 12/3 13:30。
   *[other] 這一格的內容形式不對，請重新填寫。
  }
code-leave-overlap = { $day_date }{ $from }–{ $to } 已經請了{ $kind }。請改時間，或先將原來的單撤案。
code-leave-limit = { $kind }全年以 { $limit_minutes }為限，您已請 { $taken_minutes }，這次 { $asked_minutes }超過了。
code-leave-beyond-quota = { $pot }只剩 { $left_minutes }，這次要請 { $asked_minutes }，不足 { $short_minutes }。請縮短時間或改用其他假別。
code-leave-account-not-open = 您 { $year }年的{ $pot }還沒有給假，請洽人事單位。
code-leave-kind-unknown = { $day_date }沒有「{ $kind }」這個假別。
code-leave-span-empty = 請假的時間是空的，請檢查開始與結束。
code-leave-span-too-long = 一張單最多請 { $limit } 天，這次是 { $days } 天。請分成幾張單。
code-leave-no-working-time = 這段時間沒有上班時間，不需請假。
code-leave-lot-name = 給假資料的名稱不正確，請洽人事單位。
code-leave-overtime = 加班時數不正確：{ $overtime_minutes }。
code-leave-rule-silent = 請假規則沒有規定這種情形，請洽人事單位。
code-leave-year = 沒有 { $year }年的給假規則，請洽人事單位。
code-calendar-year-unknown = 還沒有 { $year }年的辦公日曆，請等機關公布後再請。
code-calendar-day = 辦公日曆中有一天不正確：{ $day }。
code-calendar-too-long = 辦公日曆太大，無法讀取。
code-calendar-unreadable = 辦公日曆無法讀取。
code-band-missing = 機關還沒有設定上班時間，請洽人事單位。
code-band-times = 上班時間的設定不正確，請洽人事單位。
code-band-too-long = 上班時間的設定檔太大。
code-band-unreadable = 上班時間的設定檔無法讀取。
code-deputy-missing = 請選擇代理人。
code-deputy-self = 不能由自己代理，請選擇其他同仁。
code-deputy-unknown = 找不到這位代理人，請重新選擇。
code-deputy-not-listed = { $person }不在您的代理人名單中，請選擇其他同仁，或請人事單位調整名單。
code-deputy-away = 代理人{ $person }同時請假。
code-deputy-unit-in = 同單位同仁 · { $length ->
    [one] 當日
   *[more] 這段期間
  }在班
code-deputy-unit = 同單位同仁
code-deputy-listed-in = 第 { $place } 順位 · { $length ->
    [one] 當日
   *[more] 這段期間
  }在班
code-deputy-listed = 第 { $place } 順位
code-deputy-asked = { $dates }已申請請假，還沒核准。
code-deputy-on-leave = { $dates }請假，請選擇其他同仁。
code-look = { $text }
code-told-waits = 等待{ $name }處理已逾期，依規定陳報您知悉。
code-route-after-decision = 您決行後案件就不再往後送，排在您之後或同時的人不會收到，還沒有加入。請改排在您之前。
code-late-corrected = { $by_person }在 { $corrected_ms } 補正了這張單，您簽的是補正前的內容，簽章沒有生效。請看過新的內容再簽。
code-late-filled = { $by_person }在 { $filled_ms } 已填寫了同一個欄位，您的簽章沒有生效。請看過新的內容再填、再簽。
code-operation-seen-other = 您簽核時看到的紀錄和機關的不一樣，簽章沒有生效。請等同步完成，看過案件再簽；再次發生請通知資訊人員。
code-seal-wanted-for = { $person }已離開職務，當時的簽章還缺憑證卡的證明（{ $reason }）。歸檔前請您敘明原因並插卡補簽。
code-seal-wanted = 您當時的簽章還缺憑證卡的證明（{ $reason }），歸檔前請插卡補簽。
code-card-closed = 憑證卡尚未開啟。請插入卡片並輸入密碼，再簽一次。
code-team-away = 同時已有 { $count } 人請假：{ $people }。
code-pay-cut = 超過規定日數，{ $pay_cut_minutes }須按日扣除俸給。
code-proof-missing = 這張單需要證明文件，目前沒有附上。
code-proof-from-days = 請假 { $days } 日以上要附證明文件。
code-proof-may-be-asked = 機關可以要求證明文件。
code-proof-none = 不需要證明文件。
code-proof-not-allowed = 這個假別不得要求證明文件。
code-attachments-many = 附件最多 { $limit } 個。
code-attachment-not-there = 有一個附件已經不在這份表單裡。請重新整理附件，再送出一次。
code-attachment-too-large = 「{ $name }」太大了，每個附件最大 { $limit_bytes }。
code-words-too-long = 意見太長了，最多 { $limit } 個字。
code-reason-required = 請寫下原因。
code-row-balance = 請後{ $pot }剩 { $left_minutes } · 由{ $deputy_person }代理
code-row-deputy = 由{ $deputy_person }代理
code-draft-not-ready = 這張單還不能送陳，請看各欄的說明。
code-service-unknown = 這台電腦上還沒有這張表單；同步之後再試。
code-account-hidden = 您沒有查看這個假期帳的權限。
code-person-day = 看不懂「{ $text }」這個日期，顯示的還是原來那一天。請再選一次。
code-person-unknown = 找不到這位同仁。

## 案件與簽核:發生什麼、表示什麼、可以做什麼

code-case-unknown = 這台電腦上沒有這張單；您可能沒有權限，或還沒有同步。
code-case-exists = 這張單已經送過了，沒有重複送出。您不必再做任何事。
code-late-withdrawn =
    { $applicant_person }在 { $at_ms } 已經將{ $leave ->
        [yes] { " " }{ $from_date }的這張單
       *[no] 這張單
    }撤案。您的簽核沒有生效，您不必再做任何事。
code-late-returned =
    { $leave ->
        [yes] { $applicant_person } { $from_date }的這張單
       *[no] { $applicant_person }的這張單
    }，{ $by_person }在 { $at_ms } 已經退回。您的簽核沒有生效；補正後會再送到您這裡。
code-late-done =
    { $leave ->
        [yes] { $applicant_person } { $from_date }的這張單
       *[no] { $applicant_person }的這張單
    }，{ $by_person }在 { $at_ms } 已經簽核這一關。您的簽核沒有生效，您不必再做任何事。
code-late-paused = { $applicant_person }的這張單在 { $at_ms } 已經退回、抽回或在您之前加簽，現在還沒輪到您。您的簽核沒有生效；輪到您時會再送到您這裡。
code-late-transferred = { $applicant_person }的這張單，{ $by_person }在 { $at_ms } 已經轉給別人。您的簽核沒有生效，您不必再做任何事。
code-late-left = { $applicant_person }的這張單在 { $at_ms } 已經往下走，這一關不必再簽。您的簽核沒有生效，您不必再做任何事。
code-late-ended =
    { $leave ->
        [yes] { $applicant_person } { $from_date }的這張單
       *[no] { $applicant_person }的這張單
    }在 { $at_ms } 已經結案。您的簽核沒有生效，您不必再做任何事。
code-withdraw-too-late = 您的撤案沒有生效：{ $by_person }已在 { $signed_ms } 核准這張單。假已准，如果不休了，請洽人事單位銷假。
code-withdraw-twice = 這張單先前已經撤案，您不必再做任何事。
code-withdraw-ended = 這張單已經結案，不能再撤案。需要更改時，請洽人事單位。
code-withdraw-other = 只有申請人可以撤案。
code-submit-for-other = 只能替自己送陳這張單。
code-station-unknown = 這張單沒有這一關，請重新開啟後再試。
code-station-role = 這一關不能這樣處理，請重新開啟後再試。
code-station-closed = 這一關已經有人簽核了，您不必再做任何事。
code-act-unknown = 這張單目前不能這樣處理。
code-standing-none = 這一關不是由您簽核；職務或代理可能已經變更。您的簽核沒有生效。
code-standing-own-case = 不能簽核自己的單。這一關由同單位的其他承辦人、您的職務代理人或上一級主管處理。
code-standing-not-absent = { $person }今天在班，這張單由本人簽核。
code-standing-not-deputy = 您不是{ $person }的代理人，這張單由名單上的代理人簽核。
code-return-to-unknown = 要退回的那一關不在這張單的簽核流程上，沒有退回。請重新選擇要退給誰。
code-return-to-open = 那一關還沒有人簽核，沒有退回。請選一個已經簽核的關卡。
code-return-to-ahead = 那一關排在您之後，沒有退回。請選一個排在您之前、已經簽核的關卡。
code-return-to-waiting = 要退回的那一關，要等您簽核之後才會輪到，所以沒有退回。請先簽核，或退給排在前面的人。
code-take-back-unsigned = 這一關沒有可以抽回的簽章，沒有抽回。簽核流程沒有變動。
code-take-back-late = 您的抽回沒有生效：下一關的{ $by_person }在 { $at_ms } 已經簽收。需要更改時，請聯絡對方退回。
code-take-back-signed = 您的抽回沒有生效：之後的關卡已經有人簽核。需要更改時，請聯絡對方退回。
code-take-back-other = 只有簽核的人可以抽回自己的簽章，沒有抽回。
code-take-back-ended = 這一階段已經辦畢，不能再抽回。需要更改時，請洽承辦人。
code-decide-level = 依分層負責明細表，這張單由更高的層級決行，您的決行沒有生效。請改按核准，送給上一級。
code-signature-card = 這個服務要用憑證卡簽章，還沒有簽。請插卡再試；卡片不能用時，請寫明原因先簽，之後補簽。
code-route-too-long = 簽核流程最多 { $limit } 關，沒有加上去。請先減去不需要的關卡。
code-route-entry = 服務的簽核流程表在「{ $element }」有一列沒有寫明 { $key }，無法排出簽核流程。請洽系統管理人員。
code-route-none = 這張單的關卡是流程固定的，不能加簽、加會或委派。
code-route-not-allowed = 這個服務不開放這項處理，沒有生效。簽核流程沒有變動。
code-route-slot = 這個操作和先前的重複，沒有加上去。請再加一次。
code-route-called = 一次可以指定 1 到 { $limit } 位，沒有加上去。請分次指定。
code-route-place = 這裡不能這樣排：委派的人排在您之前，申請人只能往後加。沒有加上去，請另選位置。
code-route-behind = 那一關已經過了，不能再改。請加在您這一關或之後。
code-route-role = 加上來的人只能核、會或閱，沒有加上去。請另選。
code-route-nobody = 那個位置目前沒有人，沒有加上去。請另選一位或另一個單位。
code-take-off-unknown = 這一關不在簽核流程上，沒有減去。
code-take-off-other = 只有加簽的人可以把這一關減去，沒有減去。
code-take-off-late = 沒有減去：{ $by_person }在 { $at_ms } 已經簽收這一關。
code-take-off-signed = 沒有減去：這一關已經簽核。
code-transfer-same = 這一關本來就在那裡，沒有轉陳。請另選一位。
code-copy-none = 沒有傳閱給您的副本。
code-copy-many = 傳閱的對象要有 1 到 { $limit } 位，沒有送出。請調整名單。
code-case-not-yours = 您不在這張單的簽核流程上，不能處理。
code-signature-unknown = 這個簽章的內容還不在這台電腦上，現在看不到。請等同步完成，再看一次。
code-seal-none = 這個簽章不需要補簽，您不必再做任何事。
code-seal-other = 補簽要由本人辦理；本人無法補簽時，由其上級主管敘明原因補簽。沒有補簽。
code-urge-closed = 這一關已經簽核，不必稽催。
code-say-ended = 這個案件在 { $at_ms } 已經結束，不能再加意見。您的意見沒有送出。
code-file-unsealed = 還有簽章待補簽（{ $by_person }），補簽完成之後才能歸檔。
code-applicant-no-post = 人事資料中沒有您在這一天的職務，請洽人事單位。
code-operation-person-only = 這件事只能由同仁本人處理。
code-operation-agency-only = 這件事只能由機關處理。
code-operation-administrator-only = 只有系統管理人員可以處理流程。您的處理沒有生效，流程沒有變動；請洽系統管理單位。
code-operation-own-case = 這是您自己的案件，或正在等您辦理，流程要由其他系統管理人員處理。您的處理沒有生效，流程沒有變動。
code-value-unreadable = 「{ $name }」的值無法讀取，沒有送出。文字要加引號，例如 "done"。
code-value-missing = 沒有填寫任何值，沒有送出。請至少改一個值。
code-migration-too-large = 這份改版計畫太大，沒有案件改版。請分成幾份再試。
code-migration-element = 改版計畫寫到的「{ $element }」不在原來的流程裡，沒有案件改版。請改正計畫。
code-migration-target = 改版計畫要移到的「{ $to }」不在新的流程裡，沒有案件改版。請改正計畫。
code-migration-kind = 「{ $element }」與「{ $to }」不是同一種元件，不能接著辦，沒有案件改版。請在計畫中另選一站。
code-migration-place = 「{ $to }」不能從中間開始，沒有案件改版。請在計畫中另選一站。
code-migration-repeats = 「{ $element }」與「{ $to }」一個會重複辦理、一個不會，沒有案件改版。請在計畫中另選一站。
code-migration-flow = 改版計畫寫到的路線「{ $element }」或「{ $to }」不在流程裡，沒有案件改版。請改正計畫。
code-migration-undecided = 改版計畫沒有寫明停在「{ $element }」的案件要到哪裡，這些案件不能改版。請補上。
code-migration-handler = 改版之後，「{ $element }」做過的事不能再自動復原。請確認後再改版。
code-migration-service = 有一件不屬於這個服務，沒有案件改版。請把它移出名單再試。
code-pack-unknown = 機關沒有公布過這個服務的第 { $version } 版，沒有案件改版。請先公布，或改選別的版本。
code-file-number = 檔號 { $number } 與機關給的不同，已由系統重新歸檔。
code-file-empty = 沒有可以歸檔的文件。
code-history-submitted = 送陳
code-history-consented = 同意代理
code-history-approved = 核准
code-history-noted = 知悉
code-history-returned = 退回給{ $desk }{ $way ->
    [straight] ，補正後直送
   *[other] { "" }
  }
code-history-corrected = 補正後再送
code-history-filled-in = 填寫了本關的欄位
code-history-withdrawn = 撤案
code-history-filed = 歸檔
code-history-decided = 決行
code-history-refused = 不准
code-history-against = 不同意
code-history-consulted = 會畢
code-history-agreed = 同意
code-history-added = 加簽：{ $desks }
code-history-asked-unit = 加會：{ $desks }
code-history-delegated = 委派：{ $desks }
code-history-taken-off = 減簽：{ $desks }
code-history-taken-back = 抽回簽章
code-history-recalled = 抽回送陳
code-history-transferred = 轉陳：{ $desks }
code-history-copied = 傳閱給{ $people }
code-history-agreed-late = 表示同意（別人已先簽這一關，記為意見）
code-history-agreed-spared = 表示同意（這一關已不必簽，記為意見）
code-history-opposed-spared = 表示不同意（這一關已不必簽，記為意見）
code-history-opposed-late = 表示不同意（別人已先簽這一關，記為意見）
code-history-said = 表示意見
code-history-sealed = 補簽
code-history-urged = 稽催{ $desk }
code-history-escalated = 逾期，已陳報{ $desks }
code-history-stuck = 流程在「{ $name }」卡住，等系統管理人員處理
code-history-retried = 讓流程在「{ $name }」再試一次
code-history-moved = 把流程移到「{ $name }」
code-history-cancelled = 取消「{ $name }」這一站
code-history-begun = 讓流程從「{ $name }」開始
code-history-set = 設定流程的變數
code-history-went-over = 改依服務第 { $version } 版的流程續辦
code-case-stuck =
    流程卡住：{ $name }，{ $told ->
        [yes] 已通知系統管理人員
        [later] 送出後會通知系統管理人員
       *[nobody] 機關還沒有指定系統管理人員
    }；{ $to_do ->
        [station] 您這一關請照常處理。
        [tell] 請告訴資訊人員。
       *[nothing] 您不必做任何事。
    }
code-explain-hidden = 您不在這張單的簽核流程上，所以看不到原因。
code-explain-here =
    { $came ->
        [submitted] { $by_person }送陳後
        [consented] { $by_person }同意代理後
        [approved] { $by_person }核准後
        [decided] { $by_person }決行後
        [consulted] { $by_person }會畢後
        [voted] { $by_person }表決後
        [noted] { $by_person }知悉後
        [corrected] { $by_person }補正後
        [returned] { $by_person }退回後
        [taken-back] { $by_person }抽回後
        [transferred] { $by_person }轉陳後
        [asked] { $by_person }加簽或加會後
        [timer] 時間到了
        [mended] 經管理者調整後
        [failed] 流程中有一步沒有完成
       *[other] 依流程
    }{ $stood ->
        [yes] （代理{ $for_person }）
       *[no] { "" }
    }，{ $desk ->
        [applicant] 由{ $who_people }（申請人）
        [deputy] 由{ $who_people }（職務代理人）
        [head-1] 由{ $who_people }（直屬主管）
        [head-2] 由{ $who_people }（上一級主管）
        [head] 由{ $who_people }（往上第 { $level } 級主管）
        [office] 由{ $unit }
        [last-signer] 由{ $who_people }（最後簽核的人）
        [vacant] 由{ $unit }{ $title }（目前懸缺）
        [asked] 由{ $who_people }（{ $asked_person }所請）
       *[other] 由{ $who_people }
    }{ $task ->
        [consent] 表示同意
        [approve] 核定
        [consult] 會辦
        [decide] 決行
        [vote] 表決
        [note] 登記知悉
        [correct] 補正
        [file] 歸檔
       *[other] 處理
    }。
code-explain-here-leave =
    因為請{ $kind } { $leave_minutes }，依《{ $table }》第 { $rows } 列{ $noted ->
        [yes] （{ $note }）
       *[no] { "" }
    }，{ code-explain-here }
code-explain-here-rule =
    依《{ $table }》第 { $rows } 列{ $noted ->
        [yes] （{ $note }）
       *[no] { "" }
    }，{ code-explain-here }
code-explain-stuck = 流程在「{ $name }」停住了，由系統管理人員處理，您不必做任何事。
code-explain-skipped = 往上第 { $levels } 級沒有主管，所以略過。
code-explain-stands-in =
    { $absent_person }{ $dates }不在，可由{ $deputy_people }代理簽核（{ $rule ->
        [listed] 職務代理人名單，{ $since_date }起
       *[named] 請假單上指定的代理人
    }）。
code-explain-away = { $absent_person }{ $dates }不在，這一關目前沒有人可以代理。
code-explain-vacant =
    這個職務目前懸缺，可由{ $deputy_people }代理簽核（{ $rule ->
        [above] 上一級主管
       *[listed] 職務代理人名單，{ $since_date }起
    }）。
code-explain-vacant-alone = 這個職務目前懸缺，沒有代理人，上面也沒有主管，請洽人事單位。
code-explain-reminder = 到 { $due_ms } 還沒有處理，會自動提醒。
code-explain-reminded = 已自動提醒 { $count } 次，最近一次是 { $at_ms }。
code-explain-filed = 這張單已歸檔，檔號 { $number }，不再等任何人。
code-explain-withdrawn = { $by_person }在 { $at_ms } 將這張單撤案，不再等任何人。
code-explain-closed = 這張單在 { $at_ms } 結案，不再等任何人。
code-explain-refused = 這張單在 { $at_ms } 結束，沒有生效，不再等任何人。
code-explain-source =
    《{ $table }》第 { $rows } 列{ $noted ->
        [yes] （{ $note }）
       *[no] { "" }
    }：{ $inputs } → { $says }。服務第 { $version } 版。
code-explain-source-default = 《{ $table }》沒有符合的列，用預設值：{ $inputs } → { $says }。服務第 { $version } 版。
code-queue-submit = 送陳 { $dates }的{ $kind }
code-queue-approve = 核准{ $applicant_person } { $dates }的{ $kind }
code-queue-return = 退回{ $applicant_person } { $dates }的{ $kind }
code-queue-correct = 補正 { $dates }的{ $kind }
code-queue-withdraw = 撤案：{ $dates }的{ $kind }
code-queue-file = 歸檔{ $applicant_person } { $dates }的{ $kind }
code-queue-other = 其他操作：{ $applicant_person } { $dates }的{ $kind }
code-queue-mend = 處理流程異常：案號 { $number }
code-queue-mend-plain = 處理流程異常
code-queue-other-plain = 其他操作
code-queue-file-plain = 歸檔一張單
code-queue-withdraw-plain = 將一張單撤案
code-queue-correct-plain = 補正一張單
code-queue-return-plain = 退回一張單
code-queue-note-plain = 知悉一張單
code-queue-note = 知悉{ $applicant_person } { $dates }的{ $kind }
code-queue-consent-plain = 同意代理
code-queue-consent = 同意代理{ $applicant_person }：{ $dates }的{ $kind }
code-queue-approve-plain = 核准一張單
code-queue-submit-plain = 送陳一張單
code-queue-decide = 決行：{ $applicant_person } { $dates }的{ $kind }
code-queue-decide-plain = 決行一張單
code-queue-oppose = 不同意：{ $applicant_person } { $dates }的{ $kind }
code-queue-oppose-plain = 不同意一張單
code-queue-take-back = 抽回：{ $applicant_person } { $dates }的{ $kind }
code-queue-take-back-plain = 抽回一張單
code-queue-add-sign = 加簽：{ $applicant_person } { $dates }的{ $kind }
code-queue-add-sign-plain = 加簽一張單
code-queue-consult-unit = 加會：{ $applicant_person } { $dates }的{ $kind }
code-queue-consult-unit-plain = 加會一張單
code-queue-delegate = 委派：{ $applicant_person } { $dates }的{ $kind }
code-queue-delegate-plain = 委派一張單
code-queue-take-off = 減簽：{ $applicant_person } { $dates }的{ $kind }
code-queue-take-off-plain = 減簽一張單
code-queue-transfer = 轉陳：{ $applicant_person } { $dates }的{ $kind }
code-queue-transfer-plain = 轉陳一張單
code-queue-copy = 傳閱：{ $applicant_person } { $dates }的{ $kind }
code-queue-copy-plain = 傳閱一張單
code-queue-say = 意見：{ $applicant_person } { $dates }的{ $kind }
code-queue-say-plain = 意見一張單
code-queue-seal = 補簽：{ $applicant_person } { $dates }的{ $kind }
code-queue-seal-plain = 補簽一張單
code-queue-urge = 稽催：{ $applicant_person } { $dates }的{ $kind }
code-queue-urge-plain = 稽催一張單
code-queue-receive = 簽收：{ $applicant_person } { $dates }的{ $kind }
code-queue-receive-plain = 簽收一張單
code-operation-gone = 這個項目已經處理完畢，不在佇列中。
code-operation-left = 已經送出，不能再復原。需要時，簽核可以抽回，申請可以撤案。
code-operation-open = 還在等機關回覆，請稍候。

## 假期帳

code-leave-asked = { $dates }{ $kind }，簽核中
code-leave-asked-again = 補正 { $dates }的{ $kind }，重新計算
code-leave-decided = { $dates }{ $kind }，已核准
code-leave-pay-cut = { $dates }{ $kind }超過規定日數，按日扣俸
code-corrected = 補正，退還 { $dates }{ $kind }原來保留的時數
code-withdrawn = { $dates }的{ $kind }撤案，退還時數
code-returned = 退回 { $dates }的{ $kind }，退還保留的時數
code-granted-by-seniority = 服務滿 { $years } 年，給休假 { $days } 日
code-granted-by-months = 全年 { $days } 日，按在職 { $months } 個月計
code-granted-floor = 依規定至少 { $days } 日
code-granted-kept = 前年度（{ $year }年）保留，{ $until_date }前休畢
code-granted-none = 依年資尚無休假
code-granted-overtime = { $worked_date }加班 { $overtime_minutes }補休
code-granted-yearly = 每年 { $days } 日
code-account-case-state = 假期帳與這張單的狀態不符，機關會查看。
code-account-grant = 給假的數字不正確，請洽人事單位。
code-account-lot-exists = 這筆給假已經記過了。
code-account-lot-unknown = 假期帳裡沒有這筆給假，請洽人事單位。
code-account-overdrawn = 餘額只有 { $left_minutes }，不足 { $asked_minutes }。另一張單可能先用掉了；請修改後再送。
code-account-sum = 扣假的合計 { $charged_minutes }與請假 { $asked_minutes }不符，機關會查看。

## 解鎖與保管庫

code-vault-wrong-passphrase = 通行語不正確，還可以試 { $left } 次。
code-vault-locked = 試了太多次，請稍候再試。
code-vault-passphrase-short = 通行語太短，至少要 { $min } 個字元。
code-vault-recovery-code = 復原碼不正確。
code-vault-no-key-store = 這台電腦的系統金鑰庫無法使用，請改用通行語。
code-vault-no-slot = 這個保管庫沒有設定這種解鎖方式，請改用通行語。
code-vault-last-slot = 這是最後一種解鎖方式，不能移除。
code-vault-in-use = 案頭已經在另一個視窗開啟。請切換到那個視窗。
code-vault-not-found = 這台電腦上還沒有保管庫，請先完成首次設定。
code-vault-exists = 這台電腦上已經有保管庫，沒有覆蓋。
code-vault-not-enrolled = 這台電腦還沒有登記，請先完成首次設定。
code-vault-person = 這個保管庫屬於另一位同仁。
code-vault-newer = 保管庫是較新版本的案頭建立的，請更新案頭。
code-vault-damaged = 保管庫有損壞，原檔已另存。請向人事單位索取新的邀請，再解鎖一次，就能重新下載資料並繼續工作；還沒送出的單子請洽資訊人員。
code-vault-slots-damaged = 解鎖資料有損壞，這台電腦上的保管庫無法開啟。裡面的內容沒有變動；請不要刪除檔案，並洽資訊人員。
code-vault-unreadable = 保管庫裡有一筆資料無法讀取，其他資料不受影響。
code-vault-missing = 保管庫裡少了一筆資料，同步時會重新下載。
code-vault-crypto = 加密的資料無法處理，內容沒有變動。請洽資訊人員。
code-vault-database = 保管庫暫時無法讀寫，內容沒有變動。請再試一次。
code-vault-not-encrypting = 這台電腦無法加密保存資料，因此沒有寫入任何內容。請洽資訊人員。
code-disk-full = 磁碟已滿，這次沒有存入任何內容。請清出空間後再試，您輸入的內容還在畫面上。
code-disk-denied = 系統不允許寫入保管庫的資料夾。請洽資訊人員。
code-disk-failed = 磁碟讀寫失敗，這次沒有存入任何內容。請再試一次；若仍失敗請洽資訊人員。
code-blob-missing = 這個檔案還沒有下載到這台電腦；連上機關後會自動下載。
code-blob-damaged = 這個檔案有損壞，連上機關後會重新下載。
code-blob-changed = 檔案內容與登記的不同，沒有使用。
code-blob-too-large = 檔案太大了。
code-settings-value = 這個設定值不能使用。
code-random-missing = 系統無法產生安全的隨機數，因此沒有簽章。請洽資訊人員。
code-thread-missing = 案頭的背景程式沒有啟動，請重新開啟案頭。
code-certificate-ended = 這台電腦的憑證在 { $until_ms } 到期，不能再和機關同步。已簽的案件都還在這裡，沒有送出的還在「同步」裡；請通知資訊人員。
code-program-too-old = 這台電腦的案頭版本太舊，請更新後再試。
code-pack-changed = 表單已更新，請重新開啟這張單，確認後再送。
code-pack-missing = 這張單所用的表單版本不在這台電腦上；同步之後再試。
code-pack-unpublished = 機關還沒有公布這張表單。
code-host-unreachable = 案頭的核心程式沒有回應，您輸入的內容都已保存。請再試一次。
code-page-error = 畫面發生錯誤，資料沒有受影響。請再試一次。
code-command-request = 畫面與核心程式的版本不同，請重新開啟案頭。
code-command-answer = 畫面與核心程式的版本不同，請重新開啟案頭。
code-command-unknown = 畫面與核心程式的版本不同，請重新開啟案頭。
code-world-unreadable = 保管庫裡的資料無法讀取，請再試一次；若仍失敗請洽資訊人員。
code-event-unknown = 有一筆新資料這個版本看不懂，請更新案頭。
code-network-missing = 這台電腦沒有可用的網路。您可以照常工作，連上後會自動送出。
code-network-failed = 網路中斷，會自動再試。
code-agency-unreachable = 目前連不上機關。您可以照常工作，連上後會自動送出。
code-agency-garbled = 機關的回覆不完整，會自動再試。
code-certificate-of-another = 回應的伺服器不是您的機關，因此沒有送出任何資料。請洽資訊人員。
code-server-of-another = 回應的伺服器不是您的機關，因此沒有送出任何資料。請洽資訊人員。
code-unauthenticated = 機關不認得這台電腦的憑證，請洽資訊人員。

## 邀請與登記

code-invitation-none = 這不是邀請的內容，請貼上人事單位給您的整份文字。
code-invitation-line = 邀請的第 { $line } 行不完整，請對照紙本再貼一次。
code-invitation-character = 邀請第 { $line } 行的「{ $character }」可能是打錯了，請對照紙本。
code-invitation-part = 邀請少了一部分，請貼上整份文字。
code-invitation-version = 這份邀請與這台電腦的案頭版本不同。請更新案頭，或請人事單位再發一份邀請。
code-invitation-whole = 邀請的內容對不起來，可能有一個字打錯。請對照紙本。
code-enrol-code-unknown = 機關沒有這份邀請，請向人事單位確認。
code-enrol-code-used = 這份邀請已經用過了。如果不是您用的，請立刻告訴資訊人員。
code-enrol-code-expired = 這份邀請已過期，請向人事單位重新申請。
code-enrol-code-wrong = 邀請的密碼不正確，還可以試 { $left } 次。
code-enrol-device = 這台電腦的登記資料不正確，請重新開始設定。
code-enrol-person = 邀請上的人不在機關的名單中，請洽人事單位。
code-enrol-request = 登記的資料不完整，請重新開始設定。

## 搜尋與文件

code-query-too-long = 搜尋的文字太長了。
code-index-busy = 正在整理搜尋索引，請稍候。
code-index-damaged = 搜尋索引有損壞，正在重建。案件資料不受影響。
code-index-missing = 正在建立搜尋索引，請稍候。
code-index-old = 正在更新搜尋索引，請稍候。
code-index-disk = 搜尋索引無法寫入磁碟，搜尋暫時不完整。
code-index-engine = 搜尋暫時無法使用，請再試一次。
code-index-document-too-large = 有一份文件太大，沒有列入搜尋。
code-print-glyph-missing = 內建字型沒有其中一個字，因此沒有產生文件。請洽資訊人員補字。
code-print-sheet-unreadable = 這張表單的列印格式無法讀取，請洽資訊人員。
code-print-sheet-wrong = 這張表單的列印格式有錯，請洽資訊人員。
code-print-text-too-long = 有一格的文字太長，印不下。請縮短後再試。
code-print-qr-too-long = 條碼的內容太長，印不出來。請洽資訊人員縮短表單的條碼內容。
code-print-too-many-pages = 頁數太多，無法產生文件。
code-print-value-missing = 有一格還沒有內容，無法產生文件。
code-pdf-refused = 這份 PDF 無法存檔，請洽資訊人員。
code-pdf-unreadable = 這份 PDF 無法讀取。
code-pdf-encrypted = 這份 PDF 有密碼保護，請先解除。

## 簽章、憑證與資料格式

code-cbor-form = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-cbor-not-whole = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-cbor-order = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-cbor-shape = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-cbor-too-deep = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-cbor-too-large = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-cbor-too-many = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-entry-wrong = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-history-damaged = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-store-damaged = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-store-fault = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-event-chain = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-event-disclosure = 隨這筆紀錄附上的內容與紀錄對不上（{ $problem }），因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-event-sequence = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-event-shape = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-event-stream = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-event-version = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-chain = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-limit = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-shape = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-unreadable = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-too-large = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-actor = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-version = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-must-understand = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-verdict-shape = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-verdict-version = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-signature = 簽章與內容不符，因此沒有生效，也沒有改變任何資料。請立刻告訴資訊人員。
code-operation-disclosure = 隨簽章附上的內容與簽章對不上（{ $problem }），因此沒有生效，也沒有改變任何資料。請立刻告訴資訊人員。
code-operation-differs = 簽章與內容不符，因此沒有生效，也沒有改變任何資料。請立刻告訴資訊人員。
code-verdict-signature = 回覆不是機關簽的，因此沒有採用；您的單子仍在等待送出。請告訴資訊人員。
code-verdict-not-agency = 回覆不是機關簽的，因此沒有採用；您的單子仍在等待送出。請告訴資訊人員。
code-certificate-failed = 憑證無法確認，因此沒有繼續。請洽資訊人員。
code-certificate-missing = 憑證無法確認，因此沒有繼續。請洽資訊人員。
code-certificate-nameless = 憑證無法確認，因此沒有繼續。請洽資訊人員。
code-certificate-unreadable = 憑證無法確認，因此沒有繼續。請洽資訊人員。
code-certificate-usage = 憑證無法確認，因此沒有繼續。請洽資訊人員。
code-certificate-revoked = 這台電腦的憑證已經停用，請洽資訊人員重新登記。
code-certificate-time = 憑證已過期，或這台電腦的時鐘不正確。請先校正時間，再洽資訊人員。
code-outbox-order = 這個項目已經處理過，不必再做任何事。
code-outbox-twice = 這個項目已經處理過，不必再做任何事。
code-outbox-unknown = 這個項目已經處理過，不必再做任何事。
code-outbox-too-late = 這個項目已經處理過，不必再做任何事。
code-office-refused = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-stream-missing = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-org-unknown = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-org-dates = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-org-circle = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-org-grade = 職務的最低職等與最高職等不符，因此沒有生效。請洽人事單位。
code-desk-unknown = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-desk-office = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-desk-deputy = 機關的人員或單位資料有缺漏，因此沒有生效。請洽人事單位。
code-flow-service = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-decision = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-circle = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-incident = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-role = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-too-large = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-unreadable = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-file-missing = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-file-wrong = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-filing = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-number-word = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-other = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-older = 這張表單的設定有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-form-too-large = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-unreadable = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-shape = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-too-deep = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-too-many = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-expression = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-pattern = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-kind-unknown = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-files-at-station = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-key = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-options = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-columns = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-cli-usage = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-file-failed = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-file-unreadable = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-folder-busy = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-folder-taken = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-home-missing = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-host-failed = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-show-too-large = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-show-unknown = 程式無法啟動或讀取檔案，資料沒有變動。請洽資訊人員。
code-stream-broken = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-stream-unknown = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-wire-limit = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-wire-unreadable = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-acting-for = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-operation-too-many-events = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-name-unreadable = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-number-text = 機關收到的這筆資料不完整或對不上，因此沒有採用，原來的資料沒有變動。請洽資訊人員。
code-feel-clock = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-external = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-function-defined = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-name = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-open-range = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-syntax = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-too-deep = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-too-long = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-feel-too-much-work = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-dmn-circle = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-dmn-model = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-dmn-too-large = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-dmn-xml = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-dangling = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-duplicate-id = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-expression = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-language = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-no-condition = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-no-process = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-shape = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-start = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-timer = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-too-large = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-unreachable = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-unsupported = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-flow-xml = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-check-failed = 這個服務包的流程、規則或表單有錯，沒有發布。錯在 { $path }（{ $code }）。請修正後再發布。
code-pack-scenario-failed = 這個服務包的案例結果不符，沒有發布。見 { $path }。請修正後再發布。
code-pack-version-old = 這個服務包是第 { $version } 版，機關已在用第 { $current } 版。請換較新的版本再發布。
code-pack-signature-broken = 這個服務包檔的簽章不符（{ $reason }），內容可能被改過。請向提供者重新索取。
code-pack-signer-unknown = 簽署這個服務包檔的人不在信任的憑證之下（{ $reason }）。請向提供者索取憑證，確認後以 --root 指定。
code-pack-too-deep = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-pack-too-many-files = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-task-nobody = 這張表單的流程或規則有錯，您的單子沒有生效，內容都還在。請洽資訊人員。
code-form-part-unknown = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-option-twice = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-path-taken = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-section-unknown = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-table-unknown = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-form-circle = 這張表單的設計有錯，無法使用。請洽資訊人員。
code-store-full = 機關的伺服器磁碟已滿，您的單子仍在等待，之後會自動再送。
code-store-newer = 機關的伺服器版本不符，您的單子仍在等待。請告訴資訊人員。
code-pdf-action = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-end = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-font-not-embedded = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-font-not-readable = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-foreign-stream = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-header = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-no-identifier = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-no-language = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-no-metadata = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-no-output-intent = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-no-pages = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。
code-pdf-not-archivable = 這份 PDF 不符合存檔格式（PDF/A），因此沒有歸檔。請洽資訊人員。

### Signatures, cards, lists of revocation and time stamps

code-card-no-module = 這台電腦找不到卡片元件，不能讀卡。請洽資訊人員安裝後再試。
code-card-none = 讀卡機裡沒有卡片，或卡片插反了。請插好卡片後再試。
code-card-removed = 卡片在簽章時被取出。已經簽好的仍然有效，其餘都沒有簽；請插回卡片，再簽其餘的。
code-card-wrong-pin = 卡片密碼不對，沒有簽任何東西。{ $left ->
        [1] 只剩最後一次機會，再錯卡片就會鎖住；不確定時請先停下來。
        [2] 連續輸錯會鎖住卡片，請小心輸入。
       *[other] 請再輸入一次。
    }
code-card-pin-locked = 卡片密碼已經鎖住，沒有簽任何東西。請到發卡的機關解鎖；急件可以先用這台電腦簽，之後補簽。
code-card-pin-unset = 卡片還沒有設定密碼，或需要先變更密碼。請用發卡機關的程式設定後再試。
code-card-no-certificate = 卡片裡沒有簽章用的憑證，沒有簽任何東西。請確認插的是自己的憑證卡。
code-card-mismatch = 卡片裡的金鑰與憑證不符，沒有簽任何東西。請洽發卡的機關。
code-card-failed = 卡片沒有回應，沒有簽任何東西。請取出卡片再插一次；還是不行，請洽資訊人員。
code-card-shape = 卡片的簽章不完整，因此沒有生效，也沒有改變任何資料。請洽資訊人員。
code-card-binding = 機關沒有登記這張卡片是您的，因此沒有生效，也沒有改變任何資料。請洽資訊人員登記卡片。
code-card-of-another = 這張卡片登記的不是您，因此沒有生效，也沒有改變任何資料。請換自己的卡片再簽。
code-card-not-bound = 這張卡片的登記還沒開始或已經到期，因此沒有生效。請洽資訊人員重新登記。
code-card-issuer = 機關不採用發給這張卡片的憑證中心，因此沒有生效。請換卡片，或洽資訊人員。
code-card-expired = 卡片的憑證已過期，因此沒有生效。請先展期，或先用這台電腦簽，之後補簽。
code-card-usage = 這張卡片的憑證不能用來簽章，因此沒有生效。請換卡片，或洽資訊人員。
code-card-revoked = 卡片的憑證已被廢止。簽署在廢止之後的沒有生效；之前的要等系統管理人員確認。請洽資訊人員。
code-card-withdrawn = 這張卡片已經停用。簽署在停用之後的沒有生效；之前的要等系統管理人員確認。請洽資訊人員。
code-card-unknown = 機關查不到這張卡片的登記，正在等系統管理人員確認；資料都還在。請洽資訊人員。
code-card-signature = 卡片的簽章與內容不符，因此沒有生效，也沒有改變任何資料。請立刻告訴資訊人員。
code-operation-algorithm = 簽章與內容不符，因此沒有生效，也沒有改變任何資料。請立刻告訴資訊人員。
code-operation-clock = 這台電腦的時鐘差得太遠，這個動作沒有生效，資料都還在。請校正時間，再做一次。
code-certificate-weak = 憑證用的金鑰或簽章太弱，不能採用，沒有改變任何資料。請換新的憑證，或洽資訊人員。
code-certificate-key = 憑證用的金鑰種類不能採用，沒有改變任何資料。請洽資訊人員。
code-crl-missing = 還查不到憑證卡有沒有被廢止，這次補簽機關先收著；取得廢止清冊後會自動處理，您不用做任何事。
code-crl-stale = 憑證機構的廢止清冊太舊，這次補簽機關先收著；取得新的清冊後會自動處理，您不用做任何事。
code-crl-too-large = 這份憑證廢止清單太大，沒有採用；原來的清單還在。
code-crl-too-many = 這份憑證廢止清單太大，沒有採用；原來的清單還在。
code-crl-unreadable = 這個檔案不是憑證廢止清單，沒有採用；原來的清單還在。
code-crl-kind = 這份憑證廢止清單只說了一部分，沒有採用；原來的清單還在。請取得完整的清單。
code-crl-endless = 這份憑證廢止清單沒有寫到何時為止，沒有採用；原來的清單還在。
code-crl-issuer = 這份憑證廢止清單不是機關採用的憑證中心所發，沒有採用；原來的清單還在。
code-crl-weak = 這份憑證廢止清單的簽章太弱，沒有採用；原來的清單還在。
code-crl-signature = 這份憑證廢止清單的簽章不對，沒有採用；原來的清單還在。請立刻告訴資訊人員。
code-stamp-unreachable = 時戳服務沒有回應。案件照常進行，稍後會再要一次時戳。
code-stamp-too-large = 時戳不完整，沒有採用。案件照常進行，稍後會再要一次時戳。
code-stamp-unreadable = 時戳不完整，沒有採用。案件照常進行，稍後會再要一次時戳。
code-stamp-denied = 時戳服務拒絕了。案件照常進行；請資訊人員查看時戳服務的設定。
code-stamp-imprint = 時戳蓋的不是這份內容，不能採信。請立刻告訴資訊人員。
code-stamp-nonce = 時戳不是回答這次的詢問，不能採信。請立刻告訴資訊人員。
code-stamp-issuer = 時戳不是機關採用的服務所發，不能採信。請洽資訊人員。
code-stamp-expired = 時戳服務的憑證在當時已過期，不能採信。請洽資訊人員。
code-stamp-usage = 時戳服務的憑證不是時戳用的，不能採信。請洽資訊人員。
code-stamp-signature = 時戳的簽章不對，不能採信。請立刻告訴資訊人員。
code-held-unknown = 沒有這一筆等待確認的動作，或已經處理過。
code-deputation-asks = { $person }請您代理：{ $span }
code-deputation-acting = 代理的請求、同意與終止只能由本人辦理，不能代為辦理。
code-deputation-unknown = 找不到這筆代理，可能已經更新；請重新整理後再試。
code-deputation-exists = 這筆代理已經送出過，不必再送一次。
code-deputation-self = 不能由自己代理，請選擇其他同仁。
code-deputation-not-yours = 這筆代理不是您的，只有{ $person }本人、代理人或上級主管可以處理。
code-deputation-not-asked = 這筆代理請的不是您，不能由您回覆。
code-deputation-consented = 您已經同意這筆代理；不能再代理時，請改用「終止」。
code-deputation-declined = 這筆代理已由{ $by_person }婉拒，請改請其他同仁。
code-deputation-ended = { $person }的代理已由{ $by_person }於 { $at_ms } 終止，之後簽核的沒有生效。
code-deputation-over = { $person }的代理在 { $to_ms } 已經期滿，之後簽核的沒有生效。
code-deputation-not-yet = { $person }的代理從 { $from_ms } 才開始，現在還不能代為簽核。
code-deputation-not-consented = 您還沒有同意代理{ $person }，請先同意再簽核。
code-deputation-scope = 這個案件不在{ $person }請您代理的範圍，由本人簽核。
code-deputation-order = { $person }的案件現在由順位在前的{ $by_person }代理，您不必處理。
code-deputation-away = 您在這段時間請假，{ $person }的案件由下一順位或本人簽核。
code-deputation-beyond = 移轉的期間要在原來的代理期間內（{ $from_ms } 至 { $to_ms }）。
code-deputation-many = 還沒結束的代理最多 { $limit } 筆，請先終止不需要的。
code-deputation-period = 請填寫開始早於結束的期間，精確到分。
code-deputation-long = 一筆代理最長一年，請縮短期間。
code-deputation-past = 這段期間在 { $to_ms } 就已經過去，請選擇之後的時間。
code-deputation-services = 一筆代理最多指定 { $limit } 項服務。
code-deputation-service = 機關沒有提供指定的服務（{ $service }），請重新選擇範圍。
code-deputation-no-post = 人事資料中{ $person }在這段期間沒有職務，請選擇其他同仁。
code-deputation-rank = { $person }的職等低於機關規定的第 { $grade } 職等，請選擇其他同仁。
code-deputation-unit = 機關規定代理人要是同單位或名單上的同仁，{ $person }都不是；請選擇其他同仁。
code-deputation-deputy-away = { $person }在 { $from_ms } 至 { $to_ms } 不在，請改選其他同仁或調整期間；已同意代理的請先移轉。
code-deputation-chain = 代理最多移轉到第 { $limit } 人，請改請本人另選代理人。
code-deputation-loop = 這樣會讓代理繞回原點（{ $person }也由這裡的人代理），請選擇其他同仁或調整期間。
code-deputation-incomplete = 代理人、期間和代理原因都要填寫。
code-queue-deputy-ask = 請{ $person }代理
code-queue-deputy-hand-on = 移轉代理給{ $person }
code-queue-deputy-consent = 同意代理
code-queue-deputy-decline = 婉拒代理
code-queue-deputy-end = 終止代理
code-deputising-then = 申請人同期間代理{ $person }，還沒有移轉。
code-explain-deputised = { $absent_person }請{ $deputy_people }代理（{ $reason }，{ $dates }）。
## 人員名單

code-people-refused = 名單裡有 { $count } 處不對，因此沒有匯入，資料沒有變動。第一處在第 { $row } 列（{ $code }）。請修正名單後再匯入。
code-people-file-large = 名單檔案太大，沒有匯入。請分成幾個檔案。
code-people-line-long = 名單裡有一列太長，沒有匯入。請檢查引號是否成對。
code-people-rows = 名單的列數太多，沒有匯入。請分成幾個檔案。
code-people-field-long = 名單裡有一格太長，沒有匯入。請縮短後再試。
code-people-field-control = 名單裡有一格含有換行或控制字元，沒有匯入。請刪除後再試。
code-people-encoding = 名單不是 UTF-8 也不是 Big5，沒有匯入。請另存為 UTF-8 再試。
code-people-csv = 名單不是完整的 CSV，沒有匯入。請重新匯出。
code-people-row-fields = 名單裡有一列的欄數和標題不同，沒有匯入。請補齊或刪除多的欄。
code-people-column-twice = 名單裡同一個欄位出現兩次，沒有匯入。請留一個。
code-people-column-missing = 名單沒有人員代號這一欄，沒有匯入。請加上不是身分證號的代號。
code-people-ldif = 名單裡有一行不是 LDIF，沒有匯入。請重新匯出。
code-people-ldif-change = 這個 LDIF 是用來修改目錄的，不是名單，沒有匯入。請匯出內容再試。
code-people-ldif-address = 這個 LDIF 指向別的檔案，沒有匯入。請把內容寫在名單裡。
code-people-identity-number = 名單用身分證號當代號，沒有匯入，也沒有留下號碼。請改用員工編號。
code-people-id = 名單裡有一個代號不能用，沒有匯入。代號只能有英文字母、數字和連字號。
code-people-name = 名單裡有一個名稱太長，沒有匯入。名稱最多 100 字。
code-people-date = 名單裡有一個日期看不懂，沒有匯入。請寫成 115/03/02 或 2026-03-02。
code-people-number = 名單裡有一個月數看不懂，沒有匯入。請只寫數字。
code-people-grade = 名單裡有一個職等看不懂，沒有匯入。請寫成 9 或 6-9。
code-people-yes-no = 名單裡有一格應該是「是」或「否」，沒有匯入。
code-people-kind = 名單裡有一個任職類別看不懂，沒有匯入。請寫專任、代理、兼任、借調或支援。
code-people-missing = 名單裡新的人員、單位或職務缺少必要的欄位，沒有匯入。請補上。
code-people-reserved = 這個代號代表機關本身，不能給人用，名單沒有匯入。
code-people-duplicate = 名單裡同一個代號給了兩個人，或同一個職務重複了，沒有匯入。請修正。
code-people-two-regular = 名單裡同一個人同時有兩個專任職務，沒有匯入。請把其中一個改成兼任或代理。
code-people-conflict = 名單裡兩列對同一件事說得不一樣，沒有匯入。請統一。
code-people-unit-unknown = 名單裡有一個單位沒有人知道，沒有匯入。請補上單位名稱，或改用現有的單位。
code-people-unit-ambiguous = 名單裡有一個單位名稱不只一個單位在用，沒有匯入。請改用單位代碼。
code-people-unit-circle = 名單裡有單位互為上級，沒有匯入。請修正上級單位。
code-people-dates = 名單裡有一個結束日早於開始日，沒有匯入。請修正。
code-people-before-first-post = 名單裡有人到職早於初任，沒有匯入。請修正其中一個日期。
code-people-refused-by-office = 名單裡有一列和機關現有的資料不合（{ $refusal }），沒有匯入。請修正。
## 附件與檔案

code-attachments-room = 附件清單太長了，一件單子放不下 { $count } 個附件的名稱。請縮短檔名，或把檔案合併後再附加。
code-attachments-at-once = 同時最多處理 { $limit } 個檔案，請等前面的完成後再附加。
code-attachment-stopped = 已停止附加這個檔案，沒有留下任何內容。
code-attachment-changed = 「{ $name }」在讀取時有變動，沒有附加。請等檔案不再變動後再附加一次。
code-attachment-no-file = 「{ $name }」不是檔案，無法附加。請選擇檔案。
code-file-not-here = 「{ $name }」還沒有下載到這台電腦；請先下載再看。
code-blob-stopped = 已停止，沒有留下任何內容。
code-blob-quota = 您在機關存放的檔案已有 { $used_bytes }，上限是 { $limit_bytes }，所以這個檔案還沒有送出。檔案仍在這台電腦，請洽資訊人員提高上限。
code-blob-part = 檔案在傳送途中損壞，正在重新傳送這一部分。
code-preview-unknown = 這種檔案無法預覽。內容完整保存，可由承辦人用原來的程式開啟。
code-preview-damaged = 這個檔案無法讀取，可能已經損壞或不完整。請向提供的人確認。
code-preview-large = 這個檔案太大，無法預覽；能預覽的上限是 { $limit_bytes }。內容完整保存。
code-preview-unfolds = 這個檔案展開後超過 { $limit_bytes }，為了安全沒有預覽。請向提供的人確認。
code-preview-locked = 這個 PDF 有密碼，無法預覽。請向提供的人要沒有密碼的檔案。
code-preview-slow = 這個檔案處理太久，沒有預覽。內容完整保存。
code-preview-busy = 前面的檔案還在處理，請稍後再預覽。
code-save-no-folder = 這台電腦沒有可以存檔的資料夾，還沒有儲存。請通知資訊人員。
code-save-name-taken = 已經有太多同名的檔案「{ $name }」，還沒有儲存。請先整理下載資料夾。
code-export-field-unknown = 這個案件沒有「{ $field }」這個欄位，因此沒有輸出案卷檔。請確認欄位名稱後再試。
code-export-operation-unknown = 這個案件沒有要略去的那件操作，因此沒有輸出案卷檔。請確認後再試。
code-export-broken = 案卷檔寫好後自行查驗不符（{ $part }），因此沒有留下。請執行保管庫檢查，並告訴資訊人員。
code-export-unreadable = 這個案件的檔案讀不完整，因此沒有輸出案卷檔。請等同步完成後再試。
code-export-missing-verdict = 這台電腦上缺機關的確認 { $count } 件，案卷檔裡沒有，查驗時會說明。
code-export-missing-operation = 這台電腦上缺簽署的操作 { $count } 件，案卷檔裡沒有，查驗時會說明。
code-export-missing-stamp = 時戳還沒到這台電腦，案卷檔裡沒有；連線後會去取，之後可以再輸出一次。
code-export-missing-list = 憑證廢止清冊還沒到這台電腦，案卷檔裡沒有；連線後會去取，之後可以再輸出一次。
code-export-missing-pack = 這台電腦上缺表單的版本，案卷檔裡沒有；等同步完成後可以再輸出一次。
code-export-missing-file = 附件 { $count } 件還沒下載到這台電腦，案卷檔裡沒有；下載後可以再輸出一次。
code-export-missing-paper = 存檔文件還沒下載到這台電腦，案卷檔裡沒有；下載後可以再輸出一次。
## 加簽與加會的對象、批次、檢視與稍後

code-called-yourself = 不能選自己
code-called-applicant = 申請人不能簽核自己的案件
code-called-nobody = 目前沒有主管，請改選同仁
code-batch-many = 一批最多 { $limit } 件，還沒有簽任何一件。請減少選取後再試。
code-batch-large = { $name }這次 { $minutes }，這一批多半是 { $usual_minutes }
code-batch-costly = { $name }這件 { $amount }，這一批多半是 { $usual_amount }
code-batch-twice = { $name }在這一批有 { $count } 件
code-batch-same-day = { $unit } { $on_date }同時有 { $count } 人請假
code-batch-old = { $name }的案件從 { $since_ms } 等到現在
code-view-name = 檢視的名稱要有 1 到 { $limit } 個字，還沒有儲存。請修改名稱。
code-view-twice = 已經有一個檢視叫「{ $name }」，還沒有儲存。請換一個名稱。
code-view-many = 檢視最多 { $limit } 個，還沒有儲存。請先刪除不需要的檢視。
code-later-far = 最遠只能延到 { $limit_days } 天以後，還沒有移動。請選近一點的時間。
code-picture-unreadable = 這張表單的流程圖畫不出來；案件不受影響，關卡請看清單。請洽資訊人員（{ $problem }）。
code-queue-refuse = 不准：{ $applicant_person } { $dates }的{ $kind }
code-queue-refuse-plain = 不准一張單

## 流程設計

code-flow-file-changed = 您打開之後，檔案被別的程式改過，這次沒有儲存。再儲存一次，就會以這裡的流程取代。
code-flow-file-gone = 找不到流程的檔案，可能已經被移走或刪除。請把檔案放回去再試一次。
code-flow-not-drawn = 這個流程沒有圖，或圖讀不出來，無法在這裡編輯。檔案沒有改變。請用畫它的工具加上圖再打開。
