## Inbox

splits = Sections of the inbox
split-all = All
split-routine = Routine
split-look = To look at
split-overdue = Overdue
split-deputy = Standing in
split-attention = Needs you
inbox-zero = Nothing waits for you today
inbox-zero-hint = When somebody waits for your decision, it appears here.
split-zero = Nothing in “{ $split }”
done-today = { $count ->
    [one] 1 matter done today
   *[other] { $count } matters done today
  }
reader = Content
back-to-list = Back to the list
acknowledge = Got it
see-case = See the form
held-note = The agency has held this for a person to look at; you need not do anything.

for-whom = for { $name }
somebody = a colleague

## Case

submitted-word = submitted
number-is = No. { $number }
answers-label = What was asked for
period = When
balance = Balance
not-given = not given
attachments = Attachments
not-here = not downloaded yet
answer-yes = Yes
answer-no = No
paper = Archived document
paper-open = Open document
paper-opened = Opened in the viewer
paper-blank = Print a blank { $name }
nothing-to-print = There is nothing to print on this page.
paper-size = PDF/A · { $pages ->
    [one] 1 page
   *[other] { $pages } pages
  } · { $size }
filed-as = Filed as { $number }
signatures-good = { $count ->
    [one] 1 signature, valid
   *[other] { $count } signatures, all valid
  }
signatures-pending = { $count } signatures hold, { $pending } waiting to be sent
signatures-unread = { $count } signatures hold, { $open } still to be checked
signatures-bad = { $count } of { $total } signatures cannot be confirmed; please do not approve yet
signature-valid = Signature valid
signature-invalid = Signature not valid
signature-pending = Waiting to be sent; not yet confirmed by the agency
history = History
history-count = { $count ->
    [one] 1 line of history
   *[other] { $count } lines of history
  }
mark-running = On its way
mark-stuck = Flow is stuck
mark-returned = Returned
mark-withdrawn = Withdrawn
mark-approved = Approved
mark-filed = Filed
mark-closed = Closed
mark-refused = Refused

act-approve-opinion = Sign with a remark
act-return = Return
act-withdraw = Withdraw
act-correct = Correct
act-fill = Fill in
act-print = Print
approve-approve = Approve
approve-consult = Consulted
approve-decide = Decide
approve-vote = Agree
approve-consent = Agree to stand in
approve-note = Noted
approve-submit = Submit
approve-correct = Submit
approve-file = File
opinion-label = Remark
opinion-hint = The remark is signed with your decision and shown in the history.
act-label-return = Reason for returning it
act-hint-return = The applicant reads this and corrects the form accordingly.
act-label-withdraw = Reason for withdrawing
act-hint-withdraw = A withdrawal is a new signature that everyone who decided will see; the hours that were held come back to you.
composer-missing = Please write the reason, so that the applicant knows what to correct.
phrase-proof = Please attach the proof.
phrase-deputy = Please name another deputy.
phrase-dates = The dates are not right, please correct them.
phrase-reason = Please say more about the reason.
phrase-changed = Plans changed, the leave is not needed.
phrase-wrong = Filled in wrongly, a new form follows.

## Route

route-label = Route
stands-in-for = {" "}(for { $name })
role-submit = submits
role-consent = deputy agrees
role-approve = approves
role-consult = is consulted
role-decide = decides
role-vote = votes
role-note = takes note
role-correct = corrects
role-file = files
desk-submit = Applicant
desk-consent = Deputy
desk-approve = Head
desk-consult = Consulted
desk-decide = Decides
desk-vote = Votes
desk-note = Personnel
desk-correct = Applicant
desk-file = Archives
station-done = done
station-now = here now
station-ahead = to come
station-returned = returned
station-refused = refused
station-skipped = skipped

## Why it is here

why-title = Why it is here
why-next = Next: { $route }.
why-returned = If returned: { $route }.
why-sources = By which rules
why-station = { $role ->
    [consent] consent of { $who }
    [approve] approval by { $who }
    [consult] consultation of { $who }
    [decide] decision by { $who }
    [vote] vote of { $who }
    [note] note taken by { $who }
    [correct] back to { $who } for correction
    [file] filing
   *[submit] submission by { $who }
  }

## My cases

mine-all = All
mine-empty = No cases yet
mine-empty-hint = Everything you submit is listed here, with the station it has reached.
mine-none-here = No case fits.
signed-empty = The cases that you signed will be here
drafts = Drafts
draft-word = Draft
draft-correcting = Being corrected
col-what = What
col-who = Asked for by
col-did = I signed
col-amount = Amount
col-state = State
col-waiting-on = Waits for
col-number = Number
col-updated = Updated
col-when = When
col-why = Why
col-pot = Kind
col-change = Change
col-balance = Balance

## Stuck flows

stuck-reason = Why
stuck-detail = Technical reason
stuck-go = Mend this flow
stuck-empty = No flow is stuck
stuck-empty-hint = Flows that cannot go on are listed here; you remove the cause and try again. Applicants and signers need not do anything.
stuck-note = Forms whose flow cannot go on. Remove the cause first, then try again; every signature already given still holds.
stuck-at = Stuck at “{ $name }”
stuck-more = {" "}({ $count } places)
stuck-tried = Tried { $count ->
    [one] once
   *[other] { $count } times
  }
stuck-since = since { $time }
stuck-version = { $service }, version { $version }
stuck-mended = The flow of this form goes on again, or you need not see to it any more. There is nothing that you must do.
stuck-none-here = Nothing is stuck here now. If what you just did has not left yet, it is sent when the agency is reached.
col-service = Service
col-unit = Applicant's unit
col-station = Stuck at
col-since = Stuck since
col-tried = Tried
step-unnamed = Step without a name ({ $id })
places-label = Where it is now
place-stuck = stuck
place-person = waits for a person
place-waiting = waits for another step or a time
place-around = holds steps that run
values-label = Values that the flow reads
values-none = No condition or rule of this flow reads a value.
mend-do-retry = Try again
mend-do-move = Move to…
mend-do-cancel = Cancel this step
mend-do-begin = Begin at…
mend-do-set = Set variables
mend-ask-retry = Try “{ $name }” again
mend-ask-move = Move “{ $name }” to another step
mend-ask-cancel = Cancel “{ $name }”?
mend-ask-begin = Begin at another step
mend-ask-set = Set variables
mend-hint-retry = Please remove the cause first. If it is still there, the flow gets stuck once more and nothing else happens.
mend-hint-move = This step is not done any more; the flow goes on at the step that you choose. Every signature already given still holds.
mend-hint-cancel = This step is not done, and nobody will do it later. If nothing else runs, the flow ends here and the form does not take effect; if a join waits for it, the flow gets stuck there instead. Once it is sent it cannot be undone.
mend-hint-begin = The step that you choose begins beside the rest; what is stuck stays as it is.
mend-hint-set = Conditions and rules use the new values from now on. Every signature already given still holds.
mend-to-move = Move to which step
mend-to-begin = Begin at which step
mend-to-missing = Please choose a step.
mend-steps = Stations and tasks
mend-other-steps = Branches, joins and ends
mend-scope = Where they hold
mend-scope-flow = The whole flow
mend-values = Correct variables as well
mend-value-hint = Quote texts, as in "done"; write numbers as they are, and dates as date("2026-12-03"). What you do not change is not sent.
mend-value-missing = Please change at least one value.
mend-other-name = Name of another variable
mend-other-value = Its value
mend-reason = Reason
mend-reason-hint = Everyone who can see this form reads it; it stands in the history too.
mend-reason-missing = Please give a reason.
mend-phrase-office = The unit that does this work is assigned now.
mend-phrase-rule = The set-up of the service is corrected.
mend-phrase-asked = Agreed with the applicant and the unit.
office-personnel = personnel
office-archives = archives
office-general-affairs = general affairs
office-system = system administration

## Form

saved-at = saved by itself
not-saved = not saved yet
submit = Submit
preview = Print preview
delete-draft = Delete draft
draft-deleted = Draft deleted
correction-of = Correct: { $title }
fill-of = Fill in here: { $title }
fill-note = You can change the fields of this station; the others are there to read. What you fill in goes along with your signature.
fill-must = Before you sign, fill in the fields of this station.
fill-may = This station has fields that can be filled in.
fill-done = The fields of this station are filled in; they go along with your signature.
fill-clear = Clear what was filled in
version-moved = This form went over from version { $from } to version { $to }
version-kept = What you filled in is all there, in the fields of the other version.
version-renamed = { $before } is now “{ $after }”
version-lost = This version does not ask for these any more; what you filled in is kept:
version-lost-one = { $label }: { $value }
version-new = New: { $labels }
version-seen = Got it
version-return = Back to version { $from }
returned-by = Returned by { $name },{" "}
problems-title = { $count ->
    [one] There is a problem
   *[other] There are { $count } problems
  }
problem-of = { $field }:{" "}
problem-of-row = { $list }, row { $number }, { $field }:{" "}
error-title = Error:{" "}
error-word = Error:{" "}
recent-for = Lately used for { $field }
choose = Choose
help-of = Help: { $field }
kept = This is only shown here.
money-sign = NT$
sign-with-card = Signed with a certificate card when sent
printed-as-barcode = Printed as a barcode
pick-done = “{ $name }” chosen
pick-clear = Clear { $field }
pick-found = { $count ->
    [one] 1 found
   *[other] { $count } found
  }
pick-more = There are more; type on.
pick-person-placeholder = Name, unit or title
pick-unit-placeholder = Name of the unit
pick-post-placeholder = Title, unit or name
pick-room-placeholder = Name of the room
pick-stock-placeholder = Name of the article
pick-person-none = “{ $text }” was not found. Type a name, a unit or a title.
pick-unit-none = “{ $text }” was not found. Type a part of the unit's name.
pick-post-none = “{ $text }” was not found. Type a title, a unit or who holds it.
pick-room-none = “{ $text }” was not found. Type a part of the room's name.
pick-stock-none = “{ $text }” was not found. Type a part of the article's name.
pick-person-empty = There is nobody to choose on that day.
pick-unit-empty = There is no unit to choose on that day.
pick-post-empty = There is no post to choose on that day.
pick-room-empty = There is no room to choose now.
pick-stock-empty = There is no article to choose now.
tags-of = Chosen: { $field }
tag-remove = Remove { $name }
tag-add = Add
tag-all = All are chosen
document-number-placeholder = For example 府人考字第1150001234號
when-placeholder = For example 12/3 afternoon, tomorrow, 12/3-12/5
date-placeholder = For example 12/3, tomorrow
time-placeholder = For example 13:30
moment-placeholder = For example 12/3 13:30
row-add = Add a row
row-number = { $list }, row { $number }
row-remove = Remove row { $number } of { $list }
row-moved = Now row { $number }
rows-pasted = { $count ->
    [one] Pasted; 1 row now
   *[other] Pasted; { $count } rows now
  }
cell-name = { $field }, row { $number }
col-row = Row
rows-none = Nothing here yet
when-calendar = Choose on a calendar
when-pick-start = Choose a day; choose another for a period.
when-pick-end = Choose the last day; for one day you are done.
month-before = Month before
month-after = Month after
month-title = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
drop-here = Drop, paste or choose files
detach = Remove { $name }
check-label = Check before submitting
check-empty = Once you say when, this shows what it costs, what is left, who signs and who else is away.
check-route-empty = Once what must be filled in is there, this shows who signs.
after-submit = after this
pay-cut = Beyond the days allowed: pay is deducted for { $amount }.
who-signs = Who will sign
team-label = Your unit, these two weeks
team-who = Colleague
team-away = Away
tentative = Tentative
deputy-mark = dep.
part-morning = morning
part-afternoon = afternoon
part-hours = some hours
part-full = all day
offline-note = You can submit offline: it goes out by itself once the agency can be reached, and until then you can cancel it.
online-note = After submitting you can undo for the seconds you set; after that you can withdraw.

## Leave

account-title = My leave
account-of = Leave of { $name }
account-on = As of
balance-of = { $pot }: balance
pot-left = left
pot-of-year = { $year }
pot-year = { $granted } in all, { $used } used
pot-held = , { $held } being decided
pot-must = , { $left } must still be taken
pot-must-left = { $left } must still be taken
pot-until = , to be used by { $date }
pot-until-label = Last day to use
ledger = Statement
ledger-lenses = Filter by kind
ledger-empty = No entries yet
ledger-empty-hint = Days granted, taken and given back are written here, each with its reason.
kind-annual = Annual leave
kind-personal = Personal leave
kind-family-care = Family care leave
kind-wellness = Wellness leave
kind-sick = Sick leave
kind-menstrual = Menstrual leave
kind-comp = Compensatory leave
kind-compensatory = Compensatory leave
pot-annual = Annual leave
pot-personal = Personal leave
pot-family-care = Family care leave
pot-wellness = Wellness leave
pot-sick = Sick leave
pot-comp = Compensatory leave
pot-compensatory = Compensatory leave

# Deputies
deputies-asked = Waiting for your answer
deputies-mine = Who stands in for me
deputies-theirs = For whom I stand in
deputies-unit = Others in my unit
deputies-new = Ask a deputy
deputies-empty = Nobody stands in for you now
deputies-empty-hint = Ask a colleague before you are away; once they agree, they decide for you in that time.
deputation-services = Only { $services }
deputation-all = All services
deputation-reserved = approval stays with the principal
deputation-handed = takes over from { $name }
deputation-order = No. { $order }
deputation-closed = { $name } · { $when }
deputation-mark-asked = Not answered
deputation-mark-ahead = Agreed
deputation-mark-in-force = Standing in
deputation-mark-over = Over
deputation-mark-ended = Ended
deputation-mark-declined = Declined
deputy-do-consent = Agree
deputy-do-decline = Decline
deputy-do-hand-on = Hand on
deputy-do-end = End
deputy-did-consent = You agreed to stand in for { $name }
deputy-did-decline = You declined to stand in for { $name }
deputy-did-end = The deputation for { $name } is ended
deputy-did-ask = { $name } was asked to stand in
deputy-ask-decline = Decline to stand in for { $name }?
deputy-ask-end = End it that { $deputy } stands in for { $name }?
deputy-hint-decline = They see your answer and can ask somebody else.
deputy-hint-end = It ends at once; what was decided before still holds.
deputy-consent-note = Reason: { $reason }. Once you agree, matters of that time appear under “Standing in”.
deputy-hand-title = Hand on the deputation for { $name }
deputy-principal = For whom
deputy-me = Myself
deputy-person = Deputy
deputy-when = Period
deputy-reason = Reason
deputy-reason-hint = It is noted beside the deputy’s signature.
deputy-phrase-leave = Leave
deputy-phrase-trip = Out on duty
deputy-phrase-duty = Business trip
deputy-phrase-course = Training
deputy-scope = Scope and order
deputy-services = Only these services
deputy-reserve = Approval stays with the principal
deputy-order = Order
deputy-order-hint = Of several deputies at one time, the first who is at work stands in.
deputy-send = Send the request
deputy-why = Reason
## Attachments

taking-in = Files being attached
taking-one = Attaching “{ $name }”
stop-taking = Stop attaching “{ $name }”
file-twin = { $name } (no. { $number } of this name)
file-coming = downloading
file-fetch = Download
file-save = Save a copy
file-save-of = Save a copy of “{ $name }”
saved-to = Saved in { $folder }: { $name }
preview-of = Preview of “{ $name }”
preview-content = Content of the file
preview-page = Page { $page } of { $pages }
preview-place = { $place } of { $total }
preview-next = Next file
preview-before = Previous file
preview-page-next = Next page
preview-page-before = Previous page
preview-cut = Only the beginning is shown.
preview-nothing = There is no text in this file.
transfers = Files on their way
transfer-nameless = A filed paper or a form
transfer-in = Attaching
transfer-up = To the agency
transfer-down = From the agency
transfer-paused = Paused
transfer-pause = Pause
transfer-resume = Resume
transfer-stop = Stop
transfer-of = Progress of “{ $name }”
transfer-pause-of = Pause “{ $name }”
transfer-resume-of = Resume “{ $name }”
## Directory

people-placeholder = Type a name, title, unit or number
people-units = Units
people-all = Whole agency
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
people-none = Nobody found
people-none-hint = Try part of a name, a title, a unit or a number. Colleagues who left are not in the directory.
person-acting = acting
person-away = Away now:
person-away-then = Away on this day:
person-away-deputy = Deputy:
person-away-unknown = You cannot see the absences of this unit, so it is not known whether they are in.
person-away-unknown-then = You cannot see the absences of this unit, so it is not known whether they were in on this day.
person-posts = Posts
person-no-post = Holds no post at present.
person-no-post-then = Holds no post on this day.
person-heads = Head
person-past = Left
person-coming = To come
person-gone = The post was abolished or another took its place
person-until = {" "}to{" "}
person-now = now
person-around = Head and deputies
person-head = Direct head
person-head-vacant = { $unit } { $title } is vacant; the deputies act.
person-no-head = No head above
person-deputies = Deputies
look-day = Day to look at
look-today = As of today
look-on = As of { $date }
look-other-day = Posts and head on { $date }
look-back = Back to today
person-no-deputies = No deputies listed
grade-is = { $rank } grade { $grade }
grade-to = { $lowest } to { $highest }
holding-regular = Regular
holding-acting = Acting
holding-concurrent = Concurrent
holding-seconded = Seconded
rank-elementary = elementary
rank-junior = junior
rank-senior = senior
