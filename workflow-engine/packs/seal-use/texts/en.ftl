# Texts of the pack: Use of the official seal
pack-name = Use of the official seal
pack-short = Seal use
pack-words = seal stamp official

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Applicant

field-subject = Document
field-basis_kind = Basis
field-basis_no = Document no.
    .hint = Such as: 府人考字第1150001234號
field-basis_on = Decided on
field-basis_text = Basis or use
field-to = Addressee
field-secrecy = Secrecy

field-seals = Seals
field-copies = Copies
field-places = Places on each
field-stamps = Impressions
field-wanted = Needed on
field-take_out = Where
field-papers = Documents to be sealed

field-stamped = Impressions made
field-stamped_on = Sealed on
field-log_no = Log no.
field-void_note = Spoiled, remarks

## Basis
basis_kind-approved = A decided document
basis_kind-draft = Without a draft
basis_kind-form = Routine certificate

## Secrecy
secrecy-none = None
secrecy-ordinary = Ordinary
secrecy-state = State secret

## Seals
seals-seal = Agency seal
seals-name = Head's seal
seals-sign = Head's signature stamp
seals-joint = Seam seal
seals-correct = Correction seal
seals-steel = Steel seal

## Where
take_out-here = At the seal keeper
take_out-away = Away

## Stations
station-head = Immediate superior
station-unit-head = Head of unit
station-top-head = Head of agency
station-seal = Seal keeper
station-correct = Correction
station-file = Filing

## Outcomes
outcome-approve = Approved
outcome-consult = Consulted
outcome-decide = Decided
outcome-note = Sealed
outcome-correct = Corrected
outcome-file = Filed
outcome-return = Sent back
