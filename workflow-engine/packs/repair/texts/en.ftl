# Texts of the pack: Repair request
pack-name = Repair request
pack-short = Repair
pack-words = repair broken maintenance leak

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Applicant
field-line = Line of approval

field-subject = What is broken
    .hint = Such as: a leak on the third floor
field-category = Kind
field-place = Place
    .hint = Building, floor, room
field-property_no = Property no.
    .hint = On its label, where it has one
field-urgency = Urgency
field-phone = Telephone
field-measures = Measures taken
field-fault = Description
field-when_free = When it can be repaired
field-photos = Photos
    .hint = Not needed in danger

field-surveyed_on = Surveyed on
field-method = Method
field-estimate = Estimated cost
    .hint = 0 where it costs nothing
field-vendor = Repaired by
field-survey_note = Finding

field-done_on = Done on
field-cost = Actual cost
field-warranty_until = Under warranty until
field-done_note = What was done

field-works = Result
field-closed_on = Confirmed on
field-closing_note = Remarks

## Line of approval
line-unit = By way of the head of unit
line-chief = Straight up: heads of units, or where there is none

## Kind
category-plumbing = Plumbing and power
category-building = Building
category-air = Air conditioning
category-lift = Lift
category-it = Computers
category-phone = Telephone, network
category-furniture = Furniture
category-other = Other

## Urgency
urgency-normal = Normal
urgency-soon = Urgent
urgency-danger = Danger

## Method
method-own = Own staff
method-warranty = Warranty
method-vendor = Vendor
method-replace = Replacement

## Result
works-yes = Repaired
works-partly = Partly, a new request follows

## Stations
station-head = Immediate superior
station-survey = Survey
station-accounting = Accounting
station-unit-head = Next superior
station-general = General affairs
station-head-told = Superior takes note
station-done = Completion
station-closing = Closed by applicant
station-correct = Correction
station-file = Filing

## Outcomes
outcome-approve = Approved
outcome-consult = Consulted
outcome-decide = Decided
outcome-note = Done
outcome-correct = Corrected
outcome-file = Filed
outcome-return = Sent back
