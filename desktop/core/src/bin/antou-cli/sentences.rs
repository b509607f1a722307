//! The table of sentences. A name in braces is a fact.

const HELP_TAIWAN: &str = "\
一行一步；元件可用代號或名稱，名稱有空白時加引號；值以 FEEL 書寫：名稱 = 值, 名稱 = 值
  start [值]                開始（無觸發之開始事件）
  start-at 事件 [值]        由計時或條件開始事件開始
  close 關卡 [值]           辦畢人工作業，如 close head outcome = \"done\"
  done 作業 [值]            系統作業或規則作業完成
  fail 作業 錯誤碼          系統作業失敗
  message 名稱 [值]         收到訊息
  signal 名稱 [值]          收到信號
  wait 多久                 時間經過：PT3H、3 days、3 working days、2 working hours、until 2026-03-05T10:00、timer（至下一計時）
  day-off 日期              當日停止上班，上班時間之計時隨之順延
  set 值                    更正變數
  retry 元件 [值]           異常排除後重試
  move 元件 to 元件、cancel 元件、begin 元件    管理者移動、取消、起始
  show、vars、why [元件]    現況、變數、走向及其條件
  back [幾步]               退回前幾步
  save 檔名、state 檔名、picture 檔名    存成案例（TOML）、狀態（JSON）、流程圖（SVG）
  quit 或 Ctrl-D            結束";

const HELP_ENGLISH: &str = "\
A line is a step. Elements go by id or name, a name with spaces in quotes; values are FEEL: name = value, name = value
  start [values]            starts at the none start event
  start-at EVENT [values]   starts at a timer or conditional start event
  close TASK [values]       closes a user task, as in close head outcome = \"done\"
  done SERVICE [values]     a service or rule task is done
  fail SERVICE CODE         a service fails
  message NAME [values]     a message comes
  signal NAME [values]      a signal comes
  wait LENGTH               time passes: PT3H, 3 days, 3 working days, 2 working hours, until 2026-03-05T10:00, timer (to the next one)
  day-off DATE              the agency is closed that day; timers in working time move
  set values                corrects variables
  retry ELEMENT [values]    tries again what stopped
  move ELEMENT to ELEMENT, cancel ELEMENT, begin ELEMENT    as an administrator
  show, vars, why [ELEMENT] where it stands, variables, ways and their conditions
  back [STEPS]              takes steps back
  save FILE, state FILE, picture FILE    as a scenario (TOML), a state (JSON), a diagram (SVG)
  quit or Ctrl-D            ends";

/// Code, zh-TW, English.
pub const TABLE: &[(&str, &str, &str)] = &[
    (
        "play-head",
        "── {name}　{now}（{day}）",
        "── {name}  {now} ({day})",
    ),
    ("day-Monday", "一", "Mon"),
    ("day-Tuesday", "二", "Tue"),
    ("day-Wednesday", "三", "Wed"),
    ("day-Thursday", "四", "Thu"),
    ("day-Friday", "五", "Fri"),
    ("day-Saturday", "六", "Sat"),
    ("day-Sunday", "日", "Sun"),
    (
        "play-hint",
        "輸入 help 看可用的指令，Ctrl-D 結束。",
        "Type help for the commands, Ctrl-D to end.",
    ),
    ("play-help", HELP_TAIWAN, HELP_ENGLISH),
    (
        "play-not-started",
        "  尚未開始：start",
        "  not started: start",
    ),
    (
        "play-start",
        "  ○ 開始於 {name}［{element}］",
        "  ○ starts at {name} [{element}]",
    ),
    ("play-ended", "  ◎ 已結束：{how}", "  ◎ ended: {how}"),
    ("ended-completed", "完成", "completed"),
    ("ended-terminated", "終止", "terminated"),
    ("ended-failed", "失敗（{error}）", "failed with {error}"),
    (
        "play-task",
        "  ● {name}［{element}］待人辦理：close {element}",
        "  ● {name} [{element}] waits for a person: close {element}",
    ),
    (
        "play-service",
        "  ● {name}［{element}］待系統作業 {service}：done {element} 或 fail {element} 錯誤碼",
        "  ● {name} [{element}] waits for the service {service}: done {element} or fail {element} CODE",
    ),
    (
        "play-rule",
        "  ● {name}［{element}］待決定「{decision}」：done {element} 變數 = 值",
        "  ● {name} [{element}] waits for the decision {decision}: done {element} variable = value",
    ),
    (
        "play-event",
        "  ● {name}［{element}］等候事件",
        "  ● {name} [{element}] waits for an event",
    ),
    (
        "play-join",
        "  ● {name}［{element}］等候其他路徑會合",
        "  ● {name} [{element}] waits for other paths",
    ),
    (
        "play-inside",
        "  ● {name}［{element}］進行中",
        "  ● {name} [{element}] is under way",
    ),
    (
        "play-incident",
        "  ▲ {name}［{element}］異常 {code}：{reason}。排除後 retry {element}",
        "  ▲ {name} [{element}] stopped, {code}: {reason}. When mended: retry {element}",
    ),
    (
        "play-timer",
        "    計時 {name}［{element}］{due}",
        "    timer {name} [{element}] {due}",
    ),
    (
        "play-message",
        "    訊息 {name}［{element}］：message {message}",
        "    message {name} [{element}]: message {message}",
    ),
    (
        "play-signal",
        "    信號 {name}［{element}］：signal {signal}",
        "    signal {name} [{element}]: signal {signal}",
    ),
    (
        "play-condition",
        "    條件 {name}［{element}］：{text}",
        "    condition {name} [{element}]: {text}",
    ),
    ("play-no-variables", "  沒有變數。", "  no variables"),
    ("play-written", "已寫入 {path}。", "written to {path}"),
    ("play-no-file", "請寫檔名。", "A file name is missing."),
    (
        "play-nothing-done",
        "還沒有可退回的步驟。",
        "There is no step to take back.",
    ),
    (
        "play-not-here",
        "「{element}」現在不在此處，或沒有這個元件；show 看現況。",
        "“{element}” is not here now, or there is no such element; show says what is.",
    ),
    (
        "play-feel",
        "「{text}」算不出來（文字要加引號）：{reason}",
        "“{text}” has no value (text stands in quotes): {reason}",
    ),
    (
        "play-time",
        "不能等到「{wait}」：須為將來而可計算之時間。",
        "One cannot wait “{wait}”: it must be a time to come.",
    ),
    ("play-no-timer", "沒有等候中的計時。", "No timer is set."),
    (
        "play-too-long",
        "超過上限 {limit}，流程可能空轉。",
        "More than {limit}: the flow may turn in a circle.",
    ),
    (
        "play-flow",
        "流程不能執行，{problem} {element}：{reason}",
        "The flow cannot be run, {problem} {element}: {reason}",
    ),
    (
        "picture-unreadable",
        "流程圖讀不懂，{problem}：{reason}",
        "The diagram cannot be read, {problem}: {reason}",
    ),
    (
        "play-process",
        "請以 --process 指定流程：{processes}",
        "Name the process with --process: {processes}",
    ),
    (
        "play-rules",
        "決策表讀不懂，{problem}：{reason}",
        "The decisions cannot be read, {problem}: {reason}",
    ),
    ("told-time", "  ◷ {time}", "  ◷ {time}"),
    (
        "told-decided",
        "  ＝ {decision} → {value}",
        "  = {decision} → {value}",
    ),
    (
        "told-undecided",
        "  ？ {decision} 無結果：{reason}",
        "  ? {decision} has no value: {reason}",
    ),
    ("told-started", "  ▷ {name} 開始", "  ▷ {name} starts"),
    ("told-set", "  ✎ {variables}", "  ✎ {variables}"),
    (
        "told-came",
        "  → {name}［{element}］",
        "  → {name} [{element}]",
    ),
    (
        "told-begun",
        "  → {name}［{element}］",
        "  → {name} [{element}]",
    ),
    (
        "told-by-condition",
        "  → {name}［{element}］，因 {from} 之 {condition} 成立",
        "  → {name} [{element}], for {condition} is true at {from}",
    ),
    (
        "told-by-default",
        "  → {name}［{element}］，因 {from} 之其他條件均不成立",
        "  → {name} [{element}], for no other condition is true at {from}",
    ),
    (
        "told-instance",
        "  → {name}［{element}#{index}］",
        "  → {name} [{element}#{index}]",
    ),
    (
        "told-cancelled",
        "  ✕ {name}［{element}］取消",
        "  ✕ {name} [{element}] cancelled",
    ),
    (
        "told-task",
        "  ＋ {name} 待辦",
        "  + {name} waits for a person",
    ),
    ("told-closed", "  ✓ {name} 辦畢", "  ✓ {name} closed"),
    (
        "told-service",
        "  ＋ {name} 待系統作業",
        "  + {name} waits for the service",
    ),
    ("told-done", "  ✓ {name} 完成", "  ✓ {name} done"),
    (
        "told-failed",
        "  ✕ {name} 失敗（{error}）",
        "  ✕ {name} failed with {error}",
    ),
    (
        "told-timer",
        "  ◷ {name} 計時至 {due}",
        "  ◷ {name} is due {due}",
    ),
    (
        "told-moved",
        "  ◷ {name} 計時改至 {due}",
        "  ◷ {name} is now due {due}",
    ),
    ("told-fired", "  ◷ {name} 時間到", "  ◷ {name} is due"),
    (
        "told-message",
        "  ✉ {name} 收到訊息",
        "  ✉ {name} got its message",
    ),
    (
        "told-signal",
        "  △ {name} 收到信號",
        "  △ {name} got its signal",
    ),
    (
        "told-condition",
        "  ▤ {name} 條件成立",
        "  ▤ {name} is true",
    ),
    (
        "told-sends",
        "  ✉ {name} 送出訊息 {message}",
        "  ✉ {name} sends {message}",
    ),
    (
        "told-signals",
        "  △ {name} 發出信號 {signal}",
        "  △ {name} throws {signal}",
    ),
    (
        "told-escalates",
        "  ⇑ {name} 呈報 {code}",
        "  ⇑ {name} escalates {code}",
    ),
    (
        "told-escalation",
        "  ⇑ {name} 接獲呈報 {code}",
        "  ⇑ {name} catches {code}",
    ),
    (
        "told-compensated",
        "  ↶ {name} 已復原",
        "  ↶ {name} compensated",
    ),
    (
        "told-called",
        "  ⤷ {name} 呼叫 {process}",
        "  ⤷ {name} calls {process}",
    ),
    (
        "told-incident",
        "  ▲ {name} 異常 {code}：{reason}",
        "  ▲ {name} stopped, {code}: {reason}",
    ),
    ("told-retried", "  ↻ {name} 重試", "  ↻ {name} tried again"),
    (
        "told-transaction",
        "  ↶ 交易取消",
        "  ↶ the transaction is cancelled",
    ),
    (
        "told-mended",
        "  ✎ 管理者更動 {name}",
        "  ✎ an administrator changed {name}",
    ),
    (
        "told-ended",
        "  ◎ 流程結束：{how}",
        "  ◎ the flow ended: {how}",
    ),
    (
        "why-head",
        "  {name}［{element}］之後：",
        "  after {name} [{element}]:",
    ),
    ("why-end", "    沒有去向", "    nothing follows"),
    ("why-always", "    → {to}（{flow}）", "    → {to} ({flow})"),
    (
        "why-default",
        "    → {to}（{flow}）其他條件均不成立時",
        "    → {to} ({flow}) when no other is true",
    ),
    (
        "why-true",
        "    → {to}（{flow}）{condition} 成立",
        "    → {to} ({flow}) {condition} is true",
    ),
    (
        "why-false",
        "    → {to}（{flow}）{condition} 不成立",
        "    → {to} ({flow}) {condition} is not true",
    ),
    (
        "why-null",
        "    → {to}（{flow}）{condition} 無值",
        "    → {to} ({flow}) {condition} has no value",
    ),
    (
        "command-verb",
        "看不懂「{line}」；help 列出指令。",
        "“{line}” is no command; help lists them.",
    ),
    (
        "command-target",
        "「{line}」少了對象。",
        "“{line}” lacks what it is about.",
    ),
    (
        "command-values",
        "「{line}」的值要寫成：名稱 = FEEL, 名稱 = FEEL。",
        "The values of “{line}” are written: name = FEEL, name = FEEL.",
    ),
    (
        "command-wait",
        "「{line}」的時間要寫成 PT3H、3 days、3 working days、until 日期時間或 timer。",
        "The time of “{line}” is written PT3H, 3 days, 3 working days, until MOMENT or timer.",
    ),
    (
        "command-day",
        "「{line}」的日期要寫成 2026-03-02。",
        "The day of “{line}” is written 2026-03-02.",
    ),
    (
        "command-more",
        "「{line}」寫得太多。",
        "“{line}” says too much.",
    ),
    ("command-too-long", "這一行太長。", "The line is too long."),
    ("scenario-passed", "通過", "passed"),
    ("scenario-failed", "不符", "FAILED"),
    (
        "scenario-missed",
        "第 {step} 步（第 {line} 行）{what}：應為「{expected}」，實為「{actual}」",
        "step {step} (line {line}) {what}: expected “{expected}”, but it is “{actual}”",
    ),
    (
        "scenario-unplayable",
        "不能執行：{reason}",
        "cannot be played: {reason}",
    ),
    (
        "scenario-unreadable",
        "案例讀不懂：{reason}",
        "the scenario cannot be read: {reason}",
    ),
    (
        "scenario-sum",
        "{all} 個案例，{passed} 個通過，{ms} 毫秒",
        "{all} scenarios, {passed} passed, {ms} ms",
    ),
    (
        "scenario-none",
        "{path} 沒有案例。",
        "{path} has no scenarios.",
    ),
    (
        "scenario-too-large",
        "檔案超過 {limit} 位元組。",
        "the file has more than {limit} bytes",
    ),
    (
        "scenario-too-long",
        "第 {line} 行：步驟超過 {limit}。",
        "line {line}: more than {limit} steps",
    ),
    (
        "scenario-too-deep",
        "第 {line} 行：值之層次超過 {limit}。",
        "line {line}: values nest deeper than {limit}",
    ),
    (
        "scenario-toml",
        "第 {line} 行第 {column} 字：{reason}",
        "line {line}, column {column}: {reason}",
    ),
    (
        "scenario-missing",
        "第 {line} 行：缺少 {key}。",
        "line {line}: {key} is missing",
    ),
    (
        "scenario-unknown",
        "第 {line} 行：不認得 {key}。",
        "line {line}: nothing is known of {key}",
    ),
    (
        "scenario-type",
        "第 {line} 行：{key} 應為 {expected}。",
        "line {line}: {key} must be {expected}",
    ),
    (
        "scenario-kind",
        "第 {line} 行：沒有「{kind}」這種案例。",
        "line {line}: there is no kind “{kind}”",
    ),
    (
        "scenario-command",
        "第 {line} 行：「{command}」不是指令（{reason}）。",
        "line {line}: “{command}” is no command ({reason})",
    ),
    (
        "state-too-large",
        "狀態檔超過 {limit} 位元組。",
        "The state has more than {limit} bytes.",
    ),
    (
        "state-unreadable",
        "狀態檔讀不懂：{reason}",
        "The state cannot be read: {reason}",
    ),
    ("weight-error", "錯誤", "error"),
    ("weight-warning", "警告", "warning"),
    ("weight-notice", "提示", "notice"),
    (
        "check-sum",
        "{findings} 項，其中 {errors} 項錯誤",
        "{findings} findings, {errors} of them errors",
    ),
    (
        "file-unreadable",
        "讀寫不了 {path}：{detail}",
        "{path} cannot be read or written: {detail}",
    ),
    (
        "show-too-large",
        "檔案超過 {limit} 位元組。",
        "The file has more than {limit} bytes.",
    ),
    (
        "pack-file-missing",
        "服務包缺少 {path}。",
        "The pack lacks {path}.",
    ),
    ("pack-unreadable", "這不是服務包。", "This is no pack."),
    (
        "pack-too-large",
        "服務包超過 {limit} 位元組。",
        "The pack has more than {limit} bytes.",
    ),
    (
        "pack-too-deep",
        "資料夾太深：{path}",
        "The folders are too deep: {path}",
    ),
    (
        "pack-too-many-files",
        "檔案超過 {limit} 個。",
        "There are more than {limit} files.",
    ),
    (
        "cli-option",
        "選項 {option} 不對。",
        "The option {option} is wrong.",
    ),
    ("cli-usage", USAGE, USAGE),
];

const USAGE: &str = "\
antou-cli flow check PATH
antou-cli flow play PATH [--process ID] [--dmn FILE] [--from 2026-03-02T09:00] [--lang en]
antou-cli flow render PATH [--after \"start; close a\" | --after SCENARIO.toml | --at STATE] [--out FILE]
antou-cli scenarios PATH
antou-cli verify FILE [--root FILE] [--stamp-root FILE] [--lang en] [--json] [--try-changes 200]
antou-cli case-file HOME CASE OUT [--redact FIELD] [--redact-names] [--with-files | --without-files] [--leave-out OPERATION]";
