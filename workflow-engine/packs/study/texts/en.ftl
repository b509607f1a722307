# Texts of the pack study
pack-name = Application to study
    .hint = Study full time, in part of office hours, or after work
pack-short = Study
pack-words = study degree master credits part time

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = School and department
field-degree = Towards
field-place = Where
field-mode = How
field-origin = By whom
field-start_on = From
field-end_on = Until
field-months = Months
field-hours = Official leave a week
    .hint = Eight hours at most
field-slots = Time of classes
field-status = Status when full time
field-relation = How it serves the work
    .hint = How it serves this post or a later one
field-deputy = Deputy
field-last_grade = Last appraisal
    .hint = Other where there is none yet
field-subsidy = Subsidy
field-tuition = Tuition a term
field-asked = Subsidy asked
field-duty = Months to serve after
    .hint = Twice the time when paid, once when unpaid, six months at least
field-pledge = I will come back and serve, or pay as the law says
field-papers = Admission or timetable
field-eligible = Eligibility
field-in_study = Now in study
field-places = Places
    .hint = A tenth of the staff; set by the agency
field-session = Meeting
    .hint = Such as: third of 2026
field-met_on = Held on
field-result = Resolution
field-votes_for = For
field-votes_against = Against

## Options
degree-bachelor = Bachelor
degree-master = Master
degree-doctor = Doctorate
degree-credits = Credits
degree-research = Research
place-home = At home
place-abroad = Abroad
mode-off = After work
mode-part = Part of office hours
mode-full = Full time
origin-self = Own request
origin-sent = Sent by the agency
status-paid = In post, paid
status-unpaid = On leave without pay
last_grade-a = A
last_grade-b = B
last_grade-other = Other
subsidy-no = None
subsidy-yes = Wanted
eligible-yes = Meets it
eligible-no = Does not
result-yes = For
result-no = Against
result-later = Again

## Stations
station-head = Immediate superior
station-unit-head = Next superior
station-top-head = Head of agency
station-personnel = Personnel office
station-committee = Review committee
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
look-full = Full-time study
look-subsidy = A subsidy is asked for
look-abroad = Study abroad
