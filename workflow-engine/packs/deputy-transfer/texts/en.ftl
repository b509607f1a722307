# Texts of the pack deputy-transfer
pack-name = Transfer of deputising
    .hint = A deputy who must be away hands the work on
pack-short = Hand on deputising
pack-words = deputy transfer hand on acting

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-principal = Principal
field-original = Case of the absence
    .hint = The case of the principal’s leave or trip
field-cause = Why handed on
field-cause_text = Which
field-period = Period
    .hint = Within the period of the deputising
field-days = Days handed on
    .hint = Calendar days, both ends counted
field-deputy = New deputy
    .hint = Of your unit, or on your list of deputies
field-scope = What is handed on
field-part = Which matters
field-matters = Matters under way
    .hint = One line for each matter to go on with; none where there is none
    .number = Number
    .subject = Subject
    .due = Due
    .state = State
field-note = Remarks

## Options
cause-leave = Own leave
cause-trip = Own trip
cause-training = Training
cause-conflict = Recusal
cause-other = Other
scope-all = Everything
scope-part = Some matters

## Stations
station-consent = New deputy’s consent
station-head = Immediate superior
station-unit-head = Next superior
station-top-head = Head of agency
station-personnel = Personnel office
station-correct = Correction
station-file = Filing

## Outcomes
outcome-consent = Consented
outcome-approve = Approved
outcome-decide = Decided
outcome-consult = Consulted
outcome-note = Noted
outcome-correct = Corrected
outcome-file = Filed
outcome-return = Sent back
outcome-refused = Not granted

## What to look at
look-recusal = Handed on because of a recusal
look-long = More than five days
