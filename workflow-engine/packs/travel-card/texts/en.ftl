# Texts of the pack travel-card
pack-name = Travel card subsidy claim
    .hint = Claims the subsidy for annual leave taken with the travel card
pack-short = Travel card
pack-words = travel card subsidy annual leave tourism

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = For
    .hint = Such as: travel card subsidy of 2026
field-year = Year
field-quota = Annual leave of the year
field-taken = Days taken
field-total = Claimed in all
field-kind = What is claimed
field-spends = Spending with the card
    .hint = Valid payments on days of leave and the days off beside them
    .spent_on = Date
    .shop = Shop
    .use = Line of business
    .amount = Amount
field-cap = Subsidy in all
    .hint = NT$1,600 a day, ten days at most
field-cap_free = For free use
    .hint = All of it for free use with five days or fewer
field-cap_tourism = For tourism
field-before_free = Free use paid before
field-before_tourism = Tourism paid before
field-spent_free = Other spending
field-spent_tourism = Tourism spending
field-claim_tourism = Tourism, to be paid
    .hint = What exceeds this is set against free use
field-claim_free = Free use, to be paid
field-beyond_hours = Hours taken beyond
    .hint = Hours taken beyond the ten days, by the hour
field-claim_beyond = To be paid
    .hint = NT$600 a day, pro rata by the hour
field-proof = Statement of the card
    .hint = As downloaded from the card’s checking system
field-quota_checked = Leave granted
field-taken_checked = Leave taken
field-valid = Spending
field-budget = Budget line
field-paid = Amount to pay

## Options
kind-card = Travel card subsidy
kind-beyond = Leave beyond what must be taken
kind-both = Both
use-tourism = Tourism
use-free = Other (free use)
valid-match = Valid
valid-part = Partly valid

## Stations
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
look-beyond = Includes leave beyond what must be taken: see the days taken
