# Texts of the pack cancel-leave
pack-name = Return from leave or change of leave
    .hint = Comes back early, moves an approved leave or takes it back
pack-short = Leave change
pack-words = leave cancel change return early withdraw

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-original = Case of the leave
    .hint = The number at the top right of the leave, such as 115-HR-00012
field-original_kind = Kind of leave
field-days = Days granted
field-original_when = Period granted
field-change = Request
field-returned = Back at work on
field-new_when = New period
field-new_kind = New kind
    .hint = Leave it empty where it stays
field-hours = Hours really taken
field-hours_back = Hours to give back
    .hint = Hours granted less hours taken
field-deputy = Deputy
    .hint = They consent anew where the period changes
field-reason = Reason
field-proof = Proof
    .hint = The order when called back; a doctor’s note for sick leave
field-hours_returned = Hours given back
    .hint = As corrected in the leave account
field-updated_on = Account corrected on

## Options
original_kind-annual = Annual leave
original_kind-personal = Personal leave
original_kind-family_care = Family care leave
original_kind-wellness = Wellness leave
original_kind-sick = Sick leave
original_kind-comp = Compensatory leave
original_kind-official = Official leave
original_kind-trip = Official trip
original_kind-other = Other
change-return = Return early
change-move = Change period or kind
change-cancel = Take back whole
new_kind-annual = Annual leave
new_kind-personal = Personal leave
new_kind-family_care = Family care leave
new_kind-wellness = Wellness leave
new_kind-sick = Sick leave
new_kind-comp = Compensatory leave
new_kind-official = Official leave
new_kind-trip = Official trip
new_kind-other = Other

## Stations
station-consent = Deputy’s consent
station-deputy = Deputy is told
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
look-moved = Another period: the account has to hold anew
look-whole = Taken back whole: see that the person is at work
