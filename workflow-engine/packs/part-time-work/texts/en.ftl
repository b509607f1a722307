# Texts of the pack part-time-work
pack-name = Request for part-time work
    .hint = Asks for consent to other work, or reports it, by art. 15
pack-short = Part-time work
pack-words = part time work teaching second job consent

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = Body
field-job = Post there
field-basis = Basis
field-founded = How it was founded
    .hint = Such as: the act, and who registered it
field-law = Letter of the body
field-work = What is done
field-start_on = From
field-end_on = Until
field-hours = Hours a week
field-during = In office hours
field-paid = Paid
field-pay = Pay
field-pay_per = Per
field-others = Other posts held
    .hint = Body, post and time; none where there is none
field-declares = None of these applies
field-last_grade = Last appraisal
field-pledge = I will ask anew or stop when anything changes
field-papers = Letter of appointment
field-checked = Rule
field-count = Posts held
field-interest = Conflict of interest
field-interest_text = Explained

## Options
basis-office = Public post or trade by law
basis-teaching = Teaching or research
basis-nonprofit = Non-profit post
basis-public = Public good, reported
during-no = No
during-yes = Yes, on leave
paid-no = No
paid-yes = Yes
pay_per-hour = Hour
pay_per-month = Month
pay_per-time = Time
pay_per-year = Year
declares-secret = Official secrets
declares-neutral = Neutrality
declares-resources = Public resources
declares-law = Against law
declares-conflict = Conflict of interest
last_grade-a = A
last_grade-b = B
last_grade-c = C or below
last_grade-none = None yet
checked-consent = Consent needed
checked-report = To be reported
checked-not = Not allowed
interest-no = None
interest-yes = There is

## Stations
station-head = Immediate superior
station-unit-head = Next superior
station-top-head = Head of agency
station-personnel = Personnel office
station-ethics = Ethics office
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
look-paid = Paid work
look-during = In office hours
