# Texts of the pack: Security incident
pack-name = Security incident
pack-short = Incident
pack-words = security incident intrusion malware leak

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Reported by
field-line = Line of approval

field-subject = Incident
field-known_at = Known since
field-reported_at = Reported at
field-late_why = Why later than an hour
    .hint = An incident is reported within the hour
field-began_at = Began at
field-found_by = Found by
field-type = Type
field-description = Description

field-systems = Systems
field-owner = Responsible
field-addresses = Addresses
    .hint = Of the victim and the attacker
field-devices = Devices
field-personal = Personal data
field-persons = Records
field-confidentiality = Confidentiality
field-integrity = Integrity
field-availability = Availability
field-level = Level
field-help_needed = Help is needed
field-measures = Measures taken
    .hint = Such as: isolated, logs kept, accounts stopped
field-evidence = Logs and pictures
    .hint = No malware itself

field-level_confirmed = Confirmed level
field-told_at = Told the authority at
field-told_no = Report no.
field-it_note = Finding

field-controlled_at = Controlled at
field-restore_by = Controlled by
field-cause = Root cause
field-improve = Improvement
field-report_by = Report due
    .hint = Within a month of control
field-report_no = Report no.

## Line of approval
line-unit = By way of the head of unit
line-chief = Straight up: heads of units, or where there is none

## Found by
found_by-staff = Staff
found_by-monitor = Monitoring
found_by-outside = Outside
found_by-audit = Audit

## Type
type-intrusion = Intrusion
type-web = Web attack
type-malware = Malware
type-dos = Denial of service
type-device = Device failure
type-leak = Leak
type-phishing = Phishing
type-other = Other

## Personal data
personal-no = No
personal-yes = Yes
personal-unknown = Not known yet

## Confidentiality
confidentiality-0 = None
confidentiality-1 = 1 Slight, not core
confidentiality-2 = 2 Grave, not core; or slight, core
confidentiality-3 = 3 Grave, core; or official secrets
confidentiality-4 = 4 State secrets, critical infrastructure

## Integrity
integrity-0 = None
integrity-1 = 1 Slight, not core
integrity-2 = 2 Grave, not core; or slight, core
integrity-3 = 3 Grave, core; or official secrets
integrity-4 = 4 State secrets, critical infrastructure

## Availability
availability-0 = None
availability-1 = 1 Slight, not core
availability-2 = 2 Grave, not core; or slight, core
availability-3 = 3 Grave, core; or official secrets
availability-4 = 4 State secrets, critical infrastructure

## Confirmed level
level_confirmed-1 = 1
level_confirmed-2 = 2
level_confirmed-3 = 3
level_confirmed-4 = 4

## Stations
station-it = Information unit
station-head = Superior takes note
station-unit-head = Head of unit
station-top-head = Head of agency
station-closing = Closing
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
