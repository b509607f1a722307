## The frame: rooms, search, sync, settings

app-name = Antou
rooms = Main menu
room-inbox = Inbox
room-mine = My cases
room-account = Leave
room-search = Search
room-people = Directory
room-stuck = Stuck flows
room-deputies = Deputies
room-sync = Sync
room-case = Case
room-draft = Form
new = New
new-form = New form
you = You
optional = {" "}(optional)
or = or
comma = ,{" "}
close = Close
cancel = Cancel
back = Back
next = Next
again = Try again
undo = Undo
show = Show
hide = Hide
never = Not yet
copied = Copied
unknown-code = Something here needs your attention, but this version of Antou has no words for it. Please tell your IT staff this code:
core-silent = The core of Antou does not answer. Everything you typed is saved; please close the window and open it again.
clock-fast = This computer's clock is { $count } minutes ahead of the agency's. Please correct it, or what you send may be held back.
clock-slow = This computer's clock is { $count } minutes behind the agency's. Please correct it, or what you send may be held back.

## Waiting and sync

waiting = Waiting
waiting-title = Signed; goes out by itself once the agency can be reached
pill-clean = Delivered { $time }
pill-clean-never = Connected
pill-syncing = Syncing{ $count ->
    [0] {""}
   *[other] {" "}· { $count }
  }
pill-offline = Offline · { $count } waiting
pill-offline-none = Offline
pill-attention = { $count ->
    [one] 1 matter needs you
   *[other] { $count } matters need you
  }
pill-hint-clean = This computer and the agency agree.
pill-hint-syncing = Exchanging data with the agency. You can go on working.
pill-hint-offline = The agency cannot be reached. Go on working; everything goes out in order once it can.
pill-hint-attention = Something needs a look from you; everything else goes out as usual.
sync-title = Sync and device
sync-now = Sync now
sync-last = Last sync
sync-details = Queue and device
sync-copy = Copy diagnostics
sync-needs = Needs you
sync-queue = Waiting to be sent
queue-label = Waiting to be sent
queue-unsealed = Can still be undone
queue-waiting = Waiting
queue-sending = Being sent
queue-held = Held by the agency for a person to look at
queue-refused = Did not take effect
queue-cancel = Do not send
queue-empty = Nothing is waiting
queue-empty-hint = Everything you signed has reached the agency. What you sign offline queues here in order.
this-computer = This computer
server = Agency server
fingerprint = Certificate fingerprint
device = Device
certificate-until = Certificate valid until
clock = Clock
clock-offset = Differs from the agency's by { $seconds } s
diagnostic = Diagnostics
diagnostic-hint = For your IT staff. It holds no names, reasons or other personal data.

## Settings

settings = Settings
settings-of = Settings: { $name }
set-theme = Appearance
theme-system = System
theme-light = Light
theme-dark = Dark
set-size = Text size
smaller = Smaller
larger = Larger
set-language = Language
set-calendar = Calendar
calendar-roc = ROC
calendar-gregorian = Gregorian
set-density = Density
density-comfortable = Comfortable
density-compact = Compact
set-undo = Undo for
seconds = { $count } s
lock = Lock

## The demo bar

demo = Demo
demo-label = Demo bar: change person and cable
demo-person = This computer belongs to
demo-plugged = Cable plugged in
demo-pulled = Cable pulled out

## Finding and making

find-placeholder = Search cases, files, people, or type a command
palette-title = Search and commands
palette-new-title = New
palette-new-ask = What do you need? For example: leave
palette-new = New
palette-recent = Used lately
palette-commands = Commands
palette-results = Results
palette-search-all = All results for “{ $text }”
palette-none = Nothing found for “{ $text }”. Try another word.
hits-case = Cases
hits-file = Files
hits-person = People
hits-command = Commands
search-placeholder = Reason, name, case number, file number…
search-clear = Clear
search-count = { $count ->
    [one] 1 result
   *[other] { $count } results
  }
search-none = Nothing found for “{ $text }”
search-none-hint = Only cases that you may see and that are on this computer can be found. Two characters are enough.
search-empty = Find cases, files and people
search-empty-hint = Type two characters of the reason, a name, a case number or a file number. Works offline.

## Help on keys

keys-title = Keyboard shortcuts
keys-note = Single letters do nothing while you type text, and work with an input method switched on.
key-new = New form
key-find = Search and commands
key-help = Keyboard shortcuts
key-panes = Next pane
key-history = Back and forward
key-back = One level back
key-move = Move
key-split = Change section
key-read = Read
key-open = Open the case
key-send = Send the remark
key-phrases = Insert a usual remark
key-kinds = Choose the kind of leave
key-attach = Attach a file
key-row-add = Add a row
key-row-remove = Remove this row
key-row-up = Move this row up
key-row-down = Move this row down
key-submit = Submit
key-preview = Print preview

## Undo

toast-left = undo within { $seconds } s
toast-sealed = Signed and sent; it can no longer be undone
did-approve = Decided: { $who }, { $what }
did-consent = Consented: { $who } { $what }
did-note = Noted: { $who } { $what }
did-return = Returned: { $who }, { $what }
did-withdraw = Withdrawn: { $what }
did-submit = Submitted: { $title }
mend-did-retry = Tried again: { $what }
mend-did-move = Moved: { $what }
mend-did-cancel = Step cancelled: { $what }
mend-did-begin = Another step begun: { $what }
mend-did-set = Variables set: { $what }
