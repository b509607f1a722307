# Texts of the pack overtime-pay
pack-name = Roll of overtime pay
    .hint = A unit’s hours and amounts of a month, to be paid
pack-short = Overtime pay
pack-words = overtime pay roll hours claim

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = For
    .hint = Such as: overtime of the planning section, November
field-year = Year
field-month = Month
field-kind = Kind
field-approval = Approval of the project
    .hint = The letter by which the higher agency approved
field-project = Project
field-people = Who is paid
    .hint = May be pasted from a spreadsheet; an hour is (salary + allowances) / 240, rounded
    .who = Name
    .base = Monthly salary
    .professional = Professional allowance
    .supervisory = Supervisory allowance
    .work_hours = Hours on work days
    .off_hours = Hours on days off
    .on_call = Hours on call
    .rate = Pay an hour
    .hours = Hours
    .amount = Amount
field-total_people = People
field-total_hours = All hours
field-total = All amounts
field-certified = The unit states: ordered before, on the record, not also taken as leave
field-records = Orders and attendance
field-checked = Against attendance
field-hours_checked = Hours found right
field-budget = Budget line
field-paid = Amount to pay

## Options
kind-plain = Plain
kind-project = Project
checked-match = Matches
checked-mended = Matches as mended

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
look-project = Project overtime: see the approval
look-large = More than NT$100,000
