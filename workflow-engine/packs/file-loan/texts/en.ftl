# Texts of the pack: File loan
pack-name = File loan
pack-short = File loan
pack-words = file loan archive record

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Borrower
field-line = Line of approval

field-subject = Folder
    .hint = One folder, one slip
field-kind = Kind
field-secrecy = Secrecy
field-owner = Unit in charge
field-former = Former slip
field-owner_unit = Its name
field-reason = Purpose
field-form = Form
field-days = Days
    .hint = Up to 15 days; then an extension

field-items = Files
    .file_no = File no.
    .title = Title
    .pieces = Items
field-pieces = Items

field-pledge = I shall not alter, lend on, copy or lose it, and shall return it before I leave

field-lent_on = Lent on
field-due_on = Due back
field-lent = Items lent
field-archives_note = Note

field-back_on = Returned on
field-late = Days late
field-state = State
field-back_note = Note

## Line of approval
line-unit = By way of the head of unit
line-chief = Straight up: heads of units, or where there is none

## Kind
kind-new = Loan
kind-extend = Extension

## Secrecy
secrecy-none = None
secrecy-ordinary = Ordinary
secrecy-confidential = Confidential
secrecy-secret = Secret
secrecy-top = Top secret

## Unit in charge
owner-own = Own unit
owner-personnel = Personnel
owner-accounting = Accounting
owner-general = General affairs
owner-it = Information
owner-other = Another unit

## Form
form-original = Original
form-copy = Copy
form-view = Electronic view

## State
state-whole = Whole
state-lacking = Lacking or damaged

## Stations
station-head = Immediate superior
station-owner-personnel = Personnel
station-owner-accounting = Accounting
station-owner-general = General affairs
station-owner-it = Information unit
station-unit-head = Head of unit
station-top-head = Head of agency
station-archives = Archives lend
station-return = Return
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
