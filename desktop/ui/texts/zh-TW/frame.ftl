## 視窗的框架:導覽、搜尋、同步、設定

app-name = 案頭
rooms = 主選單
room-inbox = 收件匣
room-mine = 我的案件
room-account = 假期
room-search = 搜尋
room-people = 通訊錄
room-stuck = 流程異常
room-deputies = 代理人
room-sync = 同步
room-case = 案件
room-draft = 表單
new = 新增
new-form = 新增一張單
you = 您
optional = （可不填）
or = 或
comma = ，
close = 關閉
cancel = 取消
back = 返回
next = 下一步
again = 再試一次
undo = 復原
show = 顯示
hide = 隱藏
never = 尚未同步
copied = 已複製
unknown-code = 這裡有一件事需要留意，但這個版本的案頭還沒有它的說明。請告訴資訊人員這個代碼：
core-silent = 案頭的核心程式沒有回應。您輸入的內容都已保存；請關閉視窗再開啟一次。
clock-fast = 這台電腦的時鐘比機關快 { $count } 分鐘。請校正時間，否則送出的單子可能被暫緩。
clock-slow = 這台電腦的時鐘比機關慢 { $count } 分鐘。請校正時間，否則送出的單子可能被暫緩。

## 待送出與同步

waiting = 待送出
waiting-title = 已簽章，連上機關後自動送出
pill-clean = 已送達 { $time }
pill-clean-never = 已連線
pill-syncing = 同步中{ $count ->
    [0] {""}
   *[other] {" "}· { $count } 件
  }
pill-offline = 離線 · { $count } 件待送出
pill-offline-none = 離線
pill-attention = { $count } 件需要您處理
pill-hint-clean = 這台電腦與機關的資料一致。
pill-hint-syncing = 正在與機關交換資料，您可以繼續工作。
pill-hint-offline = 目前連不上機關。您可以照常工作，連上後會依序自動送出。
pill-hint-attention = 有事情需要您看一下；其他的都照常送出。
sync-title = 同步與裝置
sync-now = 立即同步
sync-last = 上次同步
sync-details = 佇列與裝置
sync-copy = 複製診斷資訊
sync-needs = 需要您處理
sync-queue = 等待送出
queue-label = 等待送出的項目
queue-unsealed = 還可以復原
queue-waiting = 待送出
queue-sending = 送出中
queue-held = 機關暫緩，等人查看
queue-refused = 沒有生效
queue-cancel = 取消送出
queue-empty = 沒有等待送出的項目
queue-empty-hint = 您簽過的單子都已送達機關。離線時簽的單子會依序排在這裡。
this-computer = 這台電腦
server = 機關伺服器
fingerprint = 憑證指紋
device = 裝置代號
certificate-until = 憑證有效至
clock = 時鐘
clock-offset = 與機關相差 { $seconds } 秒
diagnostic = 診斷資訊
diagnostic-hint = 可複製給資訊人員。內容不含姓名、事由或任何個人資料。

## 設定

settings = 設定
settings-of = 設定：{ $name }
set-theme = 外觀
theme-system = 跟隨系統
theme-light = 淺色
theme-dark = 深色
set-size = 字體大小
smaller = 縮小
larger = 放大
set-language = 語言
set-calendar = 曆法
calendar-roc = 民國
calendar-gregorian = 西元
set-density = 疏密
density-comfortable = 舒適
density-compact = 緊密
set-undo = 復原時間
seconds = { $count } 秒
lock = 鎖定

## 示範列

demo = 示範
demo-label = 示範列：切換同仁與網路線
demo-person = 這台電腦的主人
demo-plugged = 網路線已接上
demo-pulled = 網路線已拔掉

## 尋找與新增

find-placeholder = 搜尋案件、檔案、同仁，或輸入指令
palette-title = 搜尋與指令
palette-new-title = 新增
palette-new-ask = 要辦什麼？例如：請假
palette-new = 新增
palette-recent = 最近用過
palette-commands = 指令
palette-results = 結果
palette-search-all = 搜尋「{ $text }」的全部結果
palette-none = 找不到「{ $text }」。換個詞試試。
hits-case = 案件
hits-file = 檔案
hits-person = 同仁
hits-command = 指令
search-placeholder = 事由、姓名、案號、檔號……
search-clear = 清除
search-count = 找到 { $count } 筆
search-none = 找不到「{ $text }」
search-none-hint = 這裡只找得到您有權查看、並且已在這台電腦上的案件。兩個字就可以搜尋。
search-empty = 找案件、檔案與同仁
search-empty-hint = 輸入事由中的兩個字、姓名、案號或檔號。離線時也能搜尋。

## 按鍵說明

keys-title = 快速鍵
keys-note = 單一字母的快速鍵在輸入文字時不會作用，開著中文輸入法也能使用。
key-new = 新增一張單
key-find = 搜尋與指令
key-help = 快速鍵
key-panes = 切換窗格
key-history = 上一頁、下一頁
key-back = 返回上一層
key-move = 移動
key-split = 切換分類
key-read = 閱讀
key-open = 開啟案件
key-send = 送出意見
key-phrases = 帶入常用意見
key-kinds = 選擇假別
key-attach = 附加檔案
key-row-add = 新增一列
key-row-remove = 移除這一列
key-row-up = 這一列上移
key-row-down = 這一列下移
key-submit = 送陳
key-preview = 預覽列印

## 復原

toast-left = { $seconds } 秒內可復原
toast-sealed = 已簽章送出，不再能復原
did-approve = 已核准：{ $who } { $what }
did-consent = 已同意代理：{ $who } { $what }
did-note = 已知悉：{ $who } { $what }
did-return = 已退回：{ $who } { $what }
did-withdraw = 已撤案：{ $what }
did-submit = 已送陳：{ $title }
mend-did-retry = 已再試一次：{ $what }
mend-did-move = 已移動：{ $what }
mend-did-cancel = 已取消這一站：{ $what }
mend-did-begin = 已開始另一站：{ $what }
mend-did-set = 已設定變數：{ $what }
