# Texts of the pack: Car request
pack-name = Car request
pack-short = Car
pack-words = car driver trip mileage

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Applicant

field-subject = Purpose
field-scope = Range
field-kind = Use
field-leave_at = Leaves at
field-back_at = Back at
field-from = From
field-to = To
field-via = By way of
field-people = People
field-names = Who
field-goods = Goods
field-phone = Telephone
field-self_drive = Driver
field-why_not_public = Why not public transport

field-car_no = Car
field-driver = Driver
field-car_note = Note

field-km_out = Km at start
field-km_in = Km at end
field-km = Km driven
field-back_on = Back at
field-fuel = Fuel
field-log_note = State of the car

## Range
scope-local = Within the county
scope-outside = Another county
scope-overnight = Overnight

## Use
kind-people = People
kind-goods = Goods
kind-both = Both

## Driver
self_drive-driver = A driver
self_drive-own = Own

## Stations
station-head = Superior
station-unit-head = Next superior
station-general = Dispatch
station-log = Log by the user
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
