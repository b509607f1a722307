# 服務包、流程、規則與表單的檢查，以及執行中停住的原因：錯在哪裡、會怎樣、怎麼改。

finding-nearest = 是不是「{ $nearest }」？

## 資料的種類

type-number = 數字
type-string = 文字
type-boolean = 是或否
type-date = 日期
type-time = 時間
type-date-and-time = 日期與時間
type-days-and-time-duration = 期間（日、時）
type-years-and-months-duration = 期間（年、月）
type-list = 清單
type-context = 一組資料
type-range = 範圍
type-function = 函數
type-null = 空的值
type-any = 任何資料

## FEEL 算式

finding-feel-name-unknown = 這裡沒有「{ $name }」這個名稱，算式讀不到值，流程走到這裡會停住。請改成表單欄位或流程中已有的名稱。
finding-feel-function-unknown = 沒有「{ $function }」這個函數，算式不會有結果。請查函數的名稱。
finding-feel-no-entry = { $of_type }裡沒有「{ $name }」這一項，讀出來是空的。請改成確實有的項目。
finding-feel-operands = { $left_type }和{ $right_type }不能這樣計算，結果永遠是空的。請改用同一種資料，或先轉換。
finding-feel-operand = { $of_type }沒有負值，結果是空的。請把前面的負號拿掉，或改用數字、期間。
finding-feel-never = { $left_type }和{ $right_type }無法比較，這個條件永遠不會成立。請比較同一種資料；要問有沒有填，請寫「= null」。
finding-feel-not-boolean = 這裡要的是「是」或「否」，寫的卻是{ $of_type }，條件不會成立。請改成一個比較，例如「天數 > 3」。
finding-feel-argument = 這個函數不能用{ $of_type }計算，結果是空的。請改用它要的資料。
finding-feel-arguments = 函數給的項目數不對，結果是空的。請依函數的說明補齊或刪去。
finding-feel-parameter-unknown = 函數沒有「{ $name }」這個參數，結果是空的。請改正參數的名稱。
finding-feel-not-a-function = 這裡要用的是函數，寫的卻是{ $of_type }，不會有結果。請改正名稱，或拿掉後面的括號。
finding-feel-no-value = 「{ $text }」不是「{ $function }」能讀的內容，結果是空的。日期請寫西元年，例如 2026-01-31。
finding-feel-filter = 方括號裡要寫條件或第幾個，寫的卻是{ $of_type }，篩選不會有結果。請改成條件，例如「[金額 > 100]」。
finding-feel-domain = 這裡無法一個一個處理，算式不會有結果。請改用清單，或從一個整數到另一個整數。
finding-feel-entry-twice = 「{ $name }」寫了兩次，整組內容會變成空的。請留下一個。
finding-feel-index = 清單裡沒有第 { $index } 個，讀出來是空的。請先確認清單的長度。
finding-feel-division-by-zero = 除數是零，算不出結果。請先判斷除數不是零再計算。
finding-feel-number-range = 數字太大或太小，算不出結果。請檢查算式與填寫的數字。
finding-feel-calls = 函數一層一層呼叫超過 { $limit } 次，已經停下，沒有結果。請檢查函數是不是一直呼叫自己。
finding-feel-steps = 算式要做的步驟超過 { $limit } 步，已經停下，沒有結果。請簡化算式或縮短清單。
finding-feel-size = 算出來的文字太長（上限 { $limit } 位元組），已經停下，沒有結果。請縮短文字。
finding-feel-type = 算出來的是{ $of_type }，和宣告的型別不符，所以當作空的。請改正算式或宣告。
finding-feel-syntax = 算式寫得不對或不完整，無法讀取。請從標示的地方開始改正。
finding-feel-too-long = 算式太長，無法讀取。請拆成幾個較短的算式，或改用決策表。
finding-feel-too-deep = 算式的括號或層次太多，無法讀取。請拆成幾個較短的算式。
finding-feel-clock = 算式讀了現在的時間，這裡不允許，因為日後重算結果會不同。請把時間做成變數再使用。
finding-feel-external = 這裡用了外部程式，基於安全一律不執行。請改用決策表或算式。
finding-feel-name = 變數的名稱是空的或太長。請改用較短的名稱。
finding-number-text = 「{ $text }」不是數字。請只寫阿拉伯數字與小數點。

## 決策表

finding-dmn-type = 這裡宣告的是{ $wanted_type }，寫的卻是{ $of_type }，結果永遠是空的。請改正算式，或改正宣告的型別。
finding-dmn-gap = 有些情形沒有任何一列適用：{ $values }。遇到時沒有結果，案件會停住。請補一列，或設定預設值。
finding-dmn-overlap = 第 { $rules } 列同時適用於：{ $values }，這張表只允許一列適用。請修改條件，讓每種情形只有一列。
finding-dmn-rule-unreachable = 第 { $rules } 列永遠不會用到，前面的列已經全部涵蓋。請刪除或改正它的條件。
finding-dmn-not-checked = 這張表的條件要到執行時才知道，無法事先檢查有沒有遺漏。請自行用例子試過。
finding-dmn-circle = 決策「{ $id }」繞了一圈又需要自己，無法計算。請拿掉其中一個需求。
finding-dmn-too-large = 規則檔太大，無法讀取（上限 { $limit } 位元組）。請拆成幾個檔案。
finding-dmn-xml = 規則檔無法讀取，或有一部分不完整。請用編輯工具從標示的地方改正，再重新存檔。
finding-dmn-no-decision = 規則裡沒有「{ $name }」這個決策，所以沒有結果。請改正名稱，或補上這個決策。
finding-dmn-no-logic = 這個決策還沒有寫內容，所以沒有結果。請補上決策表或算式。
finding-dmn-no-rule = 沒有任何一列適用，所以沒有結果。請補一列，或設定預設值。
finding-dmn-not-unique = 第 { $rules } 列同時適用，這張表只允許一列，所以沒有結果。請修改條件。
finding-dmn-not-the-same = 同時適用的幾列結果不同，所以沒有結果。請修改條件，或讓結果一致。
finding-dmn-aggregation = 這一欄的結果不是數字，無法加總或比較大小。請只填數字。
finding-dmn-input-not-allowed = 輸入「{ $input }」不在這張表允許的值裡面，所以沒有結果。請檢查填寫的內容，或擴充允許的值。
finding-dmn-output-not-allowed = 結果「{ $output }」不在這張表允許的值裡面，所以沒有結果。請改正這一格。

## 流程檔

finding-flow-too-large = 流程檔太大，無法讀取（上限 { $limit } 位元組）。請拆成幾個流程。
finding-flow-xml = 流程檔無法讀取，或有一部分不完整。請用流程設計工具重新存檔。
finding-flow-no-process = 檔案裡沒有可以執行的流程。請把要執行的那一個流程設為「可執行」，而且只設一個。
finding-flow-unsupported = 這裡用的元件（{ $kind_of_element }）或設定，這個系統不執行。請改用其他畫法。
finding-flow-duplicate-id = 有兩個元件用同一個代號，系統分不出是哪一個。請改掉其中一個的代號。
finding-flow-dangling = 這裡指到「{ $missing }」，但流程裡沒有它。請重新連接，或刪除這條線。
finding-flow-no-condition = 這條線沒有條件，也不是預設路線，走到閘道時不知道該不該走。請寫上條件，或設為預設。
finding-flow-unreachable = 沒有任何路線會走到這裡，這一關永遠不會用到。請接上路線，或刪除。
finding-flow-start = 流程或子流程沒有開始，或有兩個同樣的開始。請留一個明確的開始。
finding-flow-shape = 這個元件的接法不對：多接或少接了路線。請改正連線。
finding-flow-expression = 算式無法讀取，流程不能發布。請改正算式。
finding-flow-language = 算式用「{ $language }」寫成，這裡只執行 FEEL。請改寫成 FEEL。
finding-flow-timer = 計時器的時間無法讀取，或算不出來。請寫成 ISO 8601，例如 P1D（一天），或改用上班日。
finding-xml-too-large = 檔案太大，無法讀取。請拆成幾個檔案。
finding-xml-too-deep = 檔案的層次太多，無法讀取。請減少子流程的層數。
finding-xml-too-many-elements = 檔案的元件太多，無法讀取。請拆成幾個流程。
finding-xml-too-many-attributes = 有一個元件的屬性太多，無法讀取。請用流程設計工具重新存檔。
finding-xml-dtd = 檔案裡有 DTD 宣告，基於安全不予讀取。請刪除 DOCTYPE 那一段再存檔。
finding-xml-encoding = 檔案的編碼無法讀取。請另存成 UTF-8。
finding-xml-bytes = 檔案的內容和它宣告的編碼不符，可能已經損壞。請另存成 UTF-8，或取回原檔。
finding-xml-syntax = 檔案的格式不完整，無法讀取，可能沒有存完。請用流程設計工具重新存檔。

## 能不能走完

finding-flow-deadlock = 案件走到這裡會一直等下去：它等的另一路永遠不會來。請檢查前面的分流和這裡的會合是不是同一種。
finding-flow-unsynchronised = 同一張單會走到這裡兩次，可能辦兩遍。請在前面加上會合。
finding-flow-endless = 從這裡開始永遠走不到結束。請補上通往結束的路線。
finding-flow-not-proved = 流程太複雜，無法證明每張單都能走完。請拆成子流程，或用例子試過。

## 執行中停住

finding-flow-ad-hoc = 臨時子流程要做哪些事算不出來，案件停在這裡。請改正那個算式，再由管理者重試。
finding-flow-call = 這裡要呼叫的流程不在這個服務包裡，案件會停在這裡。請把內容改成子流程。
finding-flow-call-circle = 流程繞了一圈又呼叫自己，已經停下。請拿掉其中一個呼叫。
finding-flow-cardinality = 要辦幾份算不出整數，案件停在這裡。請改正次數的算式。
finding-flow-collection = 要逐一辦理的內容不是清單，案件停在這裡。請改用清單的欄位或算式。
finding-flow-condition = 條件算不出「是」或「否」，不知道該走哪一條，案件停在這裡。通常是用到的欄位沒有填；請先判斷「= null」。
finding-flow-depth = 子流程或呼叫的層次太多，案件停在這裡。請減少層數。
finding-flow-instances = 要辦的份數太多，案件停在這裡。請減少份數，或分成幾張單。
finding-flow-join = 這裡等的另一路不會來了，案件停在這裡。請由管理者移動這張單，並改正流程。
finding-flow-mapping = 傳給另一個流程的值算不出來，案件停在這裡。請改正對應的算式。
finding-flow-no-way = 沒有一條路線的條件成立，也沒有預設路線，案件停在這裡。請設定預設路線。
finding-flow-output = 每一份要交回的結果算不出來，案件停在這裡。請改正輸出的算式。
finding-flow-plan = 流程的內容和這張單走到的地方對不起來，案件停在這裡。請由管理者把這張單移到新的流程。
finding-flow-script = 計算步驟沒有結果，案件停在這裡。通常是用到的欄位沒有填；請改正算式。
finding-flow-service = 流程要用的服務不存在，或沒有做完，案件不能往下走。請改正服務的名稱，或由管理者重試。
finding-flow-steps = 流程一次走了太多步，可能繞圈，已經停下。請檢查有沒有不經過任何人的迴圈。
finding-flow-timers = 同時在等的計時器太多，案件停在這裡。請減少計時器。
finding-flow-tokens = 同時進行的路線太多，案件停在這裡。請減少分流。
finding-run-started = 這張單已經開始了，沒有再開始一次。
finding-run-not-started = 這張單還沒有開始，不能這樣處理。請先送陳。
finding-run-ended = 這張單已經結束，不能再處理。
finding-run-no-start = 流程沒有可以這樣開始的地方。請檢查開始事件。
finding-run-other-process = 這張單屬於另一個流程，沒有處理。請重新開啟後再試。
finding-run-no-task = 這一關已經不在等人，沒有處理。可能已由別人辦完；請重新開啟。
finding-run-no-service = 這一步已經不在等服務的結果，沒有處理。請重新開啟後再試。
finding-run-nobody-waits = 流程目前沒有在等這個訊息，沒有處理。
finding-run-no-token = 這張單目前不在那裡，沒有移動。請重新開啟後再選。
finding-run-no-place = 這張單不能移到那裡，沒有移動。請選流程中可以開始的一關。
finding-run-undecided = 這一步要先有決策的結果，沒有處理。請重試。
finding-run-no-flow = 從這裡沒有那條路線，沒有移動。請重新選擇。
finding-run-no-incident = 這裡沒有停住的問題，不需要處理。

## 服務包的檢查

finding-flow-name-sometimes = 「{ $name }」只在部分路線上有值，走其他路線到這裡時是空的，可能會停住。請在每條路線都設定它，或先判斷「= null」。
finding-flow-name-unless = 「{ $name }」是可以不填的欄位，沒填時這裡是空的。請設為必填，或先判斷「= null」。
finding-flow-name-elsewhere = 「{ $name }」是在別的地方才設定的，走到這裡時還沒有值。請把設定它的步驟移到前面。
finding-flow-type = 這裡要的是{ $wanted_type }，算式給的卻是{ $of_type }，案件會停在這裡。請改正算式。
finding-flow-rule-unknown = 規則裡沒有「{ $decision }」這個決策，案件會停在這裡。請改正名稱，或補上這個決策。
finding-flow-rule-input = 決策「{ $decision }」需要「{ $name }」，但流程裡沒有這個變數，決策會當作空的。請在前面設定它，或從決策拿掉。
finding-flow-rule-input-type = 決策「{ $decision }」的「{ $name }」要的是{ $wanted_type }，流程給的是{ $of_type }，決策會當作空的。請改成同一種資料。
finding-flow-rule-result = 決策「{ $decision }」的結果沒有地方放，案件會停在這裡。請指定存放結果的變數（antou:result）。
finding-flow-field = 表單沒有問「{ $field }」，這一步做不下去。請在表單加上這個欄位，型別要相符。
finding-flow-role = 這一關沒有指定身分，或身分不存在，不知道要請人做什麼。請選同意、核定、知悉、補正或歸檔。
finding-desk-unknown = 這一關沒有寫明由誰辦，或寫法不對，單子不知道送給誰。請選申請人、代理人、第幾級主管、辦理單位或最後簽核的人。
finding-desk-office = 機關還沒有指定由哪個單位辦理「{ $office }」，單子到這裡送不出去。請人事單位先指定。
finding-desk-nobody = { $unit }的單子送到這一關時沒有人可以辦，會一直等。請補人，或設定職務代理人。
finding-pack-no-agency = 沒有機關的人員資料，所以沒有檢查每一關找不找得到人；在伺服器上加入服務包時會檢查。

## 表單

finding-form-type = 這個設定要的是{ $wanted_type }，算式給的卻是{ $of_type }，不會有作用。請改正算式。
finding-form-too-large = 表單檔太大，無法讀取（上限 { $limit } 位元組）。請刪減內容。
finding-form-unreadable = 表單檔無法讀取。請用表單設計工具重新存檔。
finding-form-shape = 這個檔案不是表單，或內容不完整。請用表單設計工具重新存檔。
finding-form-too-deep = 表單的群組層次太多（上限 { $limit } 層）。請減少層數。
finding-form-too-many = 表單的欄位太多（上限 { $limit } 個）。請拆成幾張表單。
finding-form-expression = 「{ $property }」的算式無法讀取，填寫時不會有作用。請改正算式。
finding-form-pattern = 文字的格式（{ $pattern }）無法使用，任何填寫都不會通過。請改正或刪除。
finding-form-kind-unknown = 這裡用的欄位種類這個系統沒有，填寫時不會出現。請改用其他欄位。
finding-form-kind-plain = 這種內容基於安全只顯示文字。請確認同仁看得懂。
finding-form-part-unknown = 這個欄位的用途（{ $part }）這個系統沒有，會當作一般欄位。請改正或刪除。
finding-form-key = 欄位的代號「{ $key }」不能使用，填的內容無法保存。請改用文字、數字組成的代號。
finding-form-path-taken = 有兩個欄位用同一個代號「{ $key }」，填的內容會互相覆蓋。請改掉其中一個。
finding-form-options = 這個欄位沒有選項，同仁無法選擇。請補上選項。
finding-form-option-twice = 選項「{ $value }」出現兩次，分不出選的是哪一個。請刪除一個。
finding-form-columns = 欄寬（{ $columns }）不對，一列共 16 格。請改成 1 到 16。
finding-form-name-twice = 「{ $name }」在同一個地方寫了兩次，只有後面的有效。請留下一個。
finding-schema-type = 這個設定應為 { $expected }，現在是 { $found }。請改正，否則其他表單工具打不開。
finding-schema-missing = 少了設定「{ $property }」。請補上，否則其他表單工具打不開。
finding-schema-not-allowed = { $kind } 沒有「{ $property }」這個設定，其他表單工具會刪掉或不收。請確認是否需要。
finding-schema-kind = 表單工具沒有「{ $kind }」這種欄位。請改用其他欄位。
finding-schema-choice = 這個設定只能是：{ $allowed }。請改選其中一個。
finding-schema-spelling = 這個設定的寫法不對，應為 { $expected }。請改正。
finding-schema-too-small = 這個數字太小，至少要 { $limit }。請改正。
finding-schema-too-large = 這個數字太大，最多 { $limit }。請改正。
finding-schema-columns = 表格的欄位寫了兩種（columns 與 columnsExpression）或都沒寫。請留一種。
finding-schema-default = 選項來自資料的欄位不能有預設值。請刪除預設值，或改用固定選項。
finding-schema-pattern-missing = 寫了格式不符時的說明，卻沒有格式。請補上格式，或刪除說明。

## BPMN 的規定

finding-id-twice = 有兩個元件用了同一個代號，系統分不出是哪一個。請在流程設計工具中改正。
finding-id-missing = 有一個元件沒有代號，別的元件無法指到它。請在流程設計工具中改正。
finding-reference-missing = 這裡指到的元件不存在。請在流程設計工具中改正。
finding-reference-kind = 這裡指到的元件種類不對。請在流程設計工具中改正。
finding-sequence-flow-source = 流程線要從事件、活動或閘道出發。請在流程設計工具中改正。
finding-sequence-flow-target = 流程線要接到事件、活動或閘道。請在流程設計工具中改正。
finding-event-definition-not-reusable = 被引用的事件定義要放在檔案的最外層。請在流程設計工具中改正。
finding-import-incomplete = 匯入的檔案沒有寫全種類、命名空間與位置。請在流程設計工具中改正。
finding-diagram-reference = 圖上畫的元件在流程裡不存在。意思清楚，仍可使用；下次修改時請一併補正。
finding-documentation-format = 說明文字的格式名稱不正確。請在流程設計工具中改正。
finding-annotation-format = 註解文字的格式名稱不正確。請在流程設計工具中改正。
finding-flow-to-artifact = 流程線不能接到註解或資料。請在流程設計工具中改正。
finding-flow-from-artifact = 流程線不能從註解或資料出發。請在流程設計工具中改正。
finding-flow-to-event-sub-process = 事件子流程由事件啟動，不能有流程線接進來。請在流程設計工具中改正。
finding-flow-from-event-sub-process = 事件子流程由事件啟動，不能有流程線接出去。請在流程設計工具中改正。
finding-flow-crosses-boundary = 流程線不能穿過子流程的邊界。請在流程設計工具中改正。
finding-flow-lists = 元件記載的進出路線與實際的流程線不一致。請在流程設計工具中改正。
finding-condition-not-allowed = 從事件、平行閘道或事件閘道出發的路線不能有條件。請在流程設計工具中改正。
finding-condition-alone = 活動有一條帶條件的路線，就要另有一條可走的路線。請在流程設計工具中改正。
finding-default-not-outgoing = 預設路線必須是從這個元件出發的路線。請在流程設計工具中改正。
finding-default-condition = 預設路線不需要條件。意思清楚，仍可使用；下次修改時請一併補正。
finding-flow-not-immediate = 可執行的流程裡，路線不能標示為「不立即」。意思清楚，仍可使用；下次修改時請一併補正。
finding-no-incoming-flow = 流程有開始事件，所以每個元件都要有路線接進來。請在流程設計工具中改正。
finding-no-outgoing-flow = 流程有結束事件，所以每個元件都要有路線接出去。請在流程設計工具中改正。
finding-end-without-start = 流程有結束事件，卻沒有開始事件。請在流程設計工具中改正。
finding-start-without-end = 流程有開始事件，卻沒有結束事件。請在流程設計工具中改正。
finding-gateway-converging = 會合的閘道要有幾條路線進來、一條出去。請在流程設計工具中改正。
finding-gateway-diverging = 分流的閘道要有一條路線進來、幾條出去。請在流程設計工具中改正。
finding-gateway-mixed = 既會合又分流的閘道要有幾條進來、幾條出去。請在流程設計工具中改正。
finding-gateway-unconnected = 這個閘道沒有接上任何路線。請在流程設計工具中改正。
finding-gateway-one-way = 閘道只有一條進、一條出，沒有作用。意思清楚，仍可使用；下次修改時請一併補正。
finding-event-gateway-choice = 事件閘道後面至少要有兩條路線。請在流程設計工具中改正。
finding-event-gateway-condition = 事件閘道後面的路線不能有條件。請在流程設計工具中改正。
finding-event-gateway-target = 事件閘道後面只能接收件工作，或等訊息、信號、時間、條件的事件。請在流程設計工具中改正。
finding-event-gateway-mix = 事件閘道後面不能同時接收件工作與訊息事件。請在流程設計工具中改正。
finding-event-gateway-boundary = 事件閘道後面的收件工作不能附加邊界事件。請在流程設計工具中改正。
finding-event-gateway-other-flow = 事件閘道後面的元件不能另有路線接進來。請在流程設計工具中改正。
finding-event-gateway-instantiates = 啟動流程的事件閘道不能有路線接進來。請在流程設計工具中改正。
finding-start-event-incoming = 開始事件不能有路線接進來。請在流程設計工具中改正。
finding-start-event-outgoing = 開始事件沒有路線接出去。請在流程設計工具中改正。
finding-start-event-trigger = 流程只能由人、訊息、時間、條件或信號啟動。請在流程設計工具中改正。
finding-sub-process-start-trigger = 子流程的開始事件不能設定啟動條件。請在流程設計工具中改正。
finding-event-sub-process-starts = 事件子流程要有一個、而且只有一個開始事件。請在流程設計工具中改正。
finding-event-sub-process-no-trigger = 事件子流程的開始事件沒有設定由什麼啟動。請在流程設計工具中改正。
finding-event-sub-process-trigger = 事件子流程不能由這種事件啟動。請在流程設計工具中改正。
finding-end-event-outgoing = 結束事件不能有路線接出去。請在流程設計工具中改正。
finding-end-event-incoming = 沒有路線走到這個結束事件。請在流程設計工具中改正。
finding-end-event-result = 結束事件不能產生這種結果。請在流程設計工具中改正。
finding-cancel-end-event = 「取消」的結束事件只能放在交易子流程裡。請在流程設計工具中改正。
finding-boundary-event-trigger = 邊界事件不能等這種事件，或這種事件必須中斷活動。請在流程設計工具中改正。
finding-boundary-event-host = 邊界事件要和它附著的活動放在同一層。請在流程設計工具中改正。
finding-boundary-event-incoming = 邊界事件不能有路線接進來。請在流程設計工具中改正。
finding-boundary-event-outgoing = 邊界事件沒有路線接出去。請在流程設計工具中改正。
finding-compensation-event-outgoing = 補償的邊界事件不能有路線接出去，要用關聯線接到補償活動。請在流程設計工具中改正。
finding-cancel-boundary-event = 「取消」的邊界事件只能附在交易子流程上。請在流程設計工具中改正。
finding-intermediate-event-incoming = 中間事件沒有路線接進來。請在流程設計工具中改正。
finding-intermediate-event-outgoing = 中間事件沒有路線接出去。請在流程設計工具中改正。
finding-catch-event-trigger = 流程中間只能等訊息、時間、條件、連結或信號。請在流程設計工具中改正。
finding-catch-cancel = 「取消」只能在邊界上等。請在流程設計工具中改正。
finding-catch-compensation = 「補償」只能在邊界上等。請在流程設計工具中改正。
finding-throw-event-result = 流程中間不能發出這種事件。請在流程設計工具中改正。
finding-link-source-outgoing = 發出連結的事件不能有路線接出去。請在流程設計工具中改正。
finding-link-target-incoming = 接收連結的事件不能有路線接進來。請在流程設計工具中改正。
finding-link-without-source = 這個連結沒有來的一端。請在流程設計工具中改正。
finding-link-without-target = 這個連結沒有去的一端。請在流程設計工具中改正。
finding-link-several-targets = 一個連結只能有一個去的一端。請在流程設計工具中改正。
finding-link-crosses-boundary = 連結的兩端要在同一層流程裡。請在流程設計工具中改正。
finding-link-source-unnamed = 接收連結的事件沒有記載來的一端。意思清楚，仍可使用；下次修改時請一併補正。
finding-link-target-unnamed = 發出連結的事件沒有記載去的一端。意思清楚，仍可使用；下次修改時請一併補正。
finding-escalation-code = 發出的升級通報沒有代碼，無法辨認。請在流程設計工具中改正。
finding-error-code = 發出的錯誤沒有代碼，無法辨認。請在流程設計工具中改正。
finding-message-event-message = 訊息事件沒有指定是哪個訊息。意思清楚，仍可使用；下次修改時請一併補正。
finding-message-event-operation = 訊息事件沒有指定對應的作業。意思清楚，仍可使用；下次修改時請一併補正。
finding-signal-event-signal = 信號事件沒有指定是哪個信號。請在流程設計工具中改正。
finding-timer-twice = 計時器只能設定日期、期間、週期其中一種。請在流程設計工具中改正。
finding-timer-nothing = 計時器沒有設定時間。請在流程設計工具中改正。
finding-conditional-event-condition = 條件事件沒有可以執行的條件。請在流程設計工具中改正。
finding-compensation-handler-missing = 補償的邊界事件沒有接到一個補償活動。請在流程設計工具中改正。
finding-compensation-handler-unmarked = 接到補償事件的活動沒有標示為補償用。請在流程設計工具中改正。
finding-compensation-handler-flow = 補償活動不能有路線接進來或接出去。請在流程設計工具中改正。
finding-public-executable = 公開說明用的流程不能標示為可執行。請在流程設計工具中改正。
finding-choreography-in-process = 流程裡不能放編排活動。請在流程設計工具中改正。
finding-choreography-in-sub-process = 子流程裡不能放編排活動。請在流程設計工具中改正。
finding-start-quantity = 開始所需的份數要是一以上的整數。請在流程設計工具中改正。
finding-completion-quantity = 完成後的份數要是一以上的整數。請在流程設計工具中改正。
finding-resource-twice = 一個角色只能指定資源或用算式指派，不能兩者都寫。請在流程設計工具中改正。
finding-resource-binding = 沒有指定資源的角色不能填參數。請在流程設計工具中改正。
finding-script-format = 計算步驟沒有寫明用什麼語言。意思清楚，仍可使用；下次修改時請一併補正。
finding-receive-task-instantiates = 啟動流程的收件工作不能有路線接進來。請在流程設計工具中改正。
finding-loop-twice = 一個活動只能設定一種重複方式。請在流程設計工具中改正。
finding-ad-hoc-content = 臨時子流程裡不能放開始、結束事件或編排活動。請在流程設計工具中改正。
finding-ad-hoc-empty = 臨時子流程裡至少要有一個活動。請在流程設計工具中改正。
finding-instances-unknown = 要辦幾份沒有設定：請填份數或清單。意思清楚，仍可使用；下次修改時請一併補正。
finding-completion-not-boolean = 提前完成的條件要算出「是」或「否」。請在流程設計工具中改正。
finding-behavior-one-event = 設定第一份完成時發出事件，卻沒有指定是哪個事件。請在流程設計工具中改正。
finding-behavior-none-event = 設定每一份完成時發出事件，卻沒有指定是哪個事件。請在流程設計工具中改正。
finding-behavior-complex = 設定了自訂的完成方式，卻沒有寫內容。請在流程設計工具中改正。
finding-service-task-sets = 有作業的服務工作要有一組輸入，輸出最多一組。請在流程設計工具中改正。
finding-service-task-data = 有作業的服務工作要有一項輸入，作業有回覆時要有一項輸出。意思清楚，仍可使用；下次修改時請一併補正。
finding-service-task-input = 服務工作的輸入與作業訊息的內容不同。請在流程設計工具中改正。
finding-service-task-output = 服務工作的輸出與作業回覆的內容不同。意思清楚，仍可使用；下次修改時請一併補正。
finding-send-task-sets = 發送工作最多只能有一組輸入。請在流程設計工具中改正。
finding-send-task-data = 發送工作最多只能有一項輸入。意思清楚，仍可使用；下次修改時請一併補正。
finding-send-task-item = 發送工作的輸入與訊息的內容不同。請在流程設計工具中改正。
finding-receive-task-sets = 收件工作最多只能有一組輸出。請在流程設計工具中改正。
finding-receive-task-data = 收件工作最多只能有一項輸出。請在流程設計工具中改正。
finding-receive-task-item = 收件工作的輸出與訊息的內容不同。請在流程設計工具中改正。
finding-call-activity-data = 呼叫其他流程時，傳入與取回的資料和對方的不同。意思清楚，仍可使用；下次修改時請一併補正。
finding-interface-unbound = 提供介面的元件沒有把輸入、輸出對應到每項作業。請在流程設計工具中改正。
finding-binding-input = 對應的輸入與作業訊息的內容不同。請在流程設計工具中改正。
finding-binding-output = 對應的輸出與作業回覆的內容不同。請在流程設計工具中改正。
finding-data-object-collection = 資料是不是清單，與它的內容定義不一致。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-input-collection = 輸入是不是清單，與它的內容定義不一致。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-output-collection = 輸出是不是清單，與它的內容定義不一致。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-state-name = 資料的狀態沒有名稱。請在流程設計工具中改正。
finding-data-object-reference-name = 帶狀態的資料，名稱要在後面用方括號寫出狀態。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-object-reference = 資料的引用沒有指到任何資料。請在流程設計工具中改正。
finding-sub-process-data = 子流程不能另外定義自己的輸入與輸出。請在流程設計工具中改正。
finding-data-input-target = 資料線不能接到流程的輸入。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-output-source = 資料線不能從流程的輸出出發。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-input-set = 這項輸入不屬於任何一組輸入。請在流程設計工具中改正。
finding-data-output-set = 這項輸出不屬於任何一組輸出。請在流程設計工具中改正。
finding-optional-input = 可省略的輸入不在同一組輸入裡。請在流程設計工具中改正。
finding-while-executing-input = 執行中才取用的輸入不在同一組輸入裡。請在流程設計工具中改正。
finding-optional-output = 可省略的輸出不在同一組輸出裡。請在流程設計工具中改正。
finding-while-executing-output = 執行中就交出的輸出不在同一組輸出裡。請在流程設計工具中改正。
finding-set-pairing = 一組輸入與一組輸出要互相指定，或都不指定。請在流程設計工具中改正。
finding-data-association-item = 資料線兩端的內容不同，又沒有寫明怎麼轉換。意思清楚，仍可使用；下次修改時請一併補正。
finding-data-association-sources = 資料線有幾個來源，又沒有寫明怎麼轉換。請在流程設計工具中改正。
finding-event-data-count = 有幾個定義的事件，資料的項目數與定義不符。請在流程設計工具中改正。
finding-event-data-item = 事件的資料與它帶的內容不同。請在流程設計工具中改正。
finding-loop-data = 重複辦理的清單要是這個工作自己的輸入或輸出。請在流程設計工具中改正。
finding-loop-output-item = 每一份的輸出與所放入的清單內容不同。請在流程設計工具中改正。
finding-loop-input-item = 每一份的輸入與所取自的清單內容不同。請在流程設計工具中改正。
finding-expression-not-formal = 可執行的流程裡，這個算式沒有標示為可以執行。意思清楚，仍可使用；下次修改時請一併補正。
finding-expression-empty = 這個算式是空的。請在流程設計工具中改正。
finding-expression-language = 算式的語言名稱不正確。請在流程設計工具中改正。
finding-definitions-language = 檔案的算式或型別語言名稱不正確。請在流程設計工具中改正。
finding-message-flow-to-artifact = 訊息線不能接到註解或資料。請在流程設計工具中改正。
finding-message-flow-from-artifact = 訊息線不能從註解或資料出發。請在流程設計工具中改正。
finding-choreography-reference = 只有協作圖可以引用編排。請在流程設計工具中改正。
finding-participant-multiplicity = 參與者的人數上限要是一以上，而且不小於下限。請在流程設計工具中改正。
finding-message-flow-in-pool = 訊息線要連接兩個不同的泳池。請在流程設計工具中改正。
finding-global-conversation-content = 全域對話裡不能放對話節點、註解或關聯線。請在流程設計工具中改正。
finding-choreography-closed = 引用封閉的編排時，只能有編排裡的訊息線。請在流程設計工具中改正。
finding-message-flow-from-start = 訊息線不能從開始事件出發。請在流程設計工具中改正。
finding-message-flow-to-start = 只有由訊息啟動的開始事件可以接訊息線。請在流程設計工具中改正。
finding-message-flow-to-end = 訊息線不能接到結束事件。請在流程設計工具中改正。
finding-message-flow-from-end = 只有發出訊息的結束事件可以接訊息線出去。請在流程設計工具中改正。
finding-message-flow-intermediate = 訊息線只能接到等訊息的事件，或從發訊息的事件出發。請在流程設計工具中改正。
finding-conversation-link = 對話連線要連接一個參與者與一個對話節點。請在流程設計工具中改正。
