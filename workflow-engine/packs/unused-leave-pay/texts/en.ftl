# Texts of the pack unused-leave-pay
pack-name = Pay for annual leave not taken
    .hint = Pay for leave that work prevented, beyond what must be taken
pack-short = Unused leave pay
pack-words = unused annual leave pay overtime

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = For
    .hint = Such as: leave of 2026 not taken
field-year = Year
field-quota = Annual leave
field-must_take = Must be taken
field-total = Amount claimed
    .hint = From the days and the pay below
field-used = Days taken
field-kept = Days kept
    .hint = To be taken by the end of the third year
field-unused = Days not taken
field-payable = Days that can be paid
    .hint = Days that had to be taken are never paid
field-reason = Why work prevented it
field-base = Monthly salary
field-professional = Professional allowance
field-supervisory = Supervisory allowance
field-rate = Pay an hour
    .hint = The three by 240, rounded
field-hours = Hours
field-orders = Record of leave refused or called back
    .hint = Such as an order or a duty roster
field-payable_checked = Days found right
field-account_on = Leave account settled on
field-budget = Budget line
field-paid = Amount to pay

## Stations
station-head = Immediate superior
station-unit-head = Next superior
station-top-head = Head of agency
station-personnel = Personnel office
station-accounting = Accounting office
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
look-much = More than NT$50,000
look-none-taken = What had to be taken was not; that part is not paid
