# Texts of the pack training
pack-name = Enrolment in a course
    .hint = Enrols in a course inside or outside the agency
pack-short = Training
pack-words = training course enrol learning hours

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-applied_on = Enrolled on
field-subject = Course
field-organiser = Organiser
field-course_no = Code of the course
field-field = Kind
field-learning = Learning hours
field-start_on = From
field-end_on = Until
field-days = Days
field-way = How
field-place = Place
field-fee = Fee
field-payer = Paid by
field-closes = Closes on
field-quota = Places of the unit
field-priority = Priority
    .hint = The order when several of a unit enrol
field-assigned = By
field-needs = What is needed
field-reason = Why
field-deputy = Deputy
field-leave = Case of the leave
    .hint = To be filled in when it is known
field-notice = Notice of the course
field-result = Result
field-rank = Rank
field-sent_on = Sent to the organiser on
field-year_hours = Learning hours of the year

## Options
field-policy = Policy
field-environment = Environment
field-democracy = Democratic governance
field-security = Security
field-work = Professional
field-language = Language
field-other = Other
way-class = In class
way-online = Online
way-mixed = Mixed
payer-agency = Agency
payer-self = Oneself
payer-none = Free
assigned-assigned = Assigned
assigned-own = Own wish
needs-vegetarian = Vegetarian meals
needs-lodging = Lodging
needs-access = Access
needs-parking = Parking
result-in = Admitted
result-waiting = Waiting list
result-out = Not admitted

## Stations
station-head = Immediate superior
station-unit-head = Next superior
station-accounting = Accounting office
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
look-long = Longer than five days
look-fee = Paid by the agency
