# Texts of the leave pack
pack-name = Leave request
pack-short = Leave
pack-words = leave annual personal sick family care wellness compensatory absence

## Fields
field-when = When
    .hint = Such as: dec 3 afternoon, tomorrow, next wed to fri, dec 3 for 1.5 days
field-kind = Kind of leave
field-deputy = Deputy
field-reason = Reason
    .hint = Up to 200 characters
field-place = Place
    .hint = The region, when you travel abroad
field-proof = Proof
    .hint = Sick leave of two days or more needs a doctor's note; it may be handed in later

## Kinds of leave
kind-annual = Annual leave
    .hint = By seniority, in hours
kind-personal = Personal leave
    .hint = Seven days a year; pay is cut beyond them
kind-family_care = Family care leave
    .hint = Seven days a year, counted as personal leave; may not be refused
kind-wellness = Wellness leave
    .hint = Three days a year, counted as personal leave; no proof
kind-sick = Sick leave
    .hint = 28 days a year, then personal leave; a doctor's note from two days on
kind-comp = Compensatory leave
    .hint = An hour for an hour of overtime, within two years

## Pots of the account
pot-annual = Annual leave
pot-personal = Personal leave
pot-sick = Sick leave
pot-comp = Compensatory leave

## Stations
station-consent = Deputy's consent
station-head = Immediate superior
station-unit-head = Next superior
station-top-head = Head of agency
station-personnel = Personnel office
station-correct = Correction
station-file = Filing

## Outcomes
outcome-consent = Consents to stand in
outcome-approve = Approved
outcome-note = Noted
outcome-correct = Corrected
outcome-file = Filed
outcome-return = Sent back

## Why a row stands in the account
granted-by-seniority = { $days } days for { $years } years of service
granted-by-months = { $months } months in the first year, of { $days } days a year
granted-yearly = { $days } days a year
granted-floor = The least of { $days } days
granted-none = No annual leave in this year yet
granted-kept = Kept from { $year }, to be used by { $until_date }
granted-overtime = Overtime on { $worked_date }
granted-brought = Brought from the former agency
corrected-grant = A correction of an earlier grant
leave-asked = Asked for, held until it is decided
leave-asked-again = Held anew after a correction
leave-pay-cut = Beyond the quota, pay is cut by the day
leave-decided = Approved and used
corrected = Held anew after a correction
withdrawn = Withdrawn, given back

## Proof
proof-from-days = A proof is needed from { $days } days on
proof-may-be-asked = The agency may ask for a proof
proof-not-allowed = No proof, and none may be asked for
proof-none = No proof needed

## What to look at
look-long-leave = More than five days in a row
