# Texts of the pack: Property move
pack-name = Property move
pack-short = Property move
pack-words = property move keeper transfer

## Fields

field-applicant_unit = Unit that gives
field-applicant_post = Title
field-applicant_name = Filled in by

field-subject = Reason
    .hint = Such as: another post, a move of offices
field-kind = Kind of move
field-moved_on = Moved on

field-keeper_from = Present keeper
field-unit_from = Present unit
field-place_from = Present place

field-keeper_to = New keeper
field-unit_to = New unit
field-place_to = New place
field-agreed = The new keeper has counted it and takes it over

field-items = Property
    .property_no = Property no.
    .item = Name
    .spec = Make and model
    .quantity = Quantity
    .value = Original value
    .acquired = Acquired on
    .place = New place
field-count_all = Pieces
field-total = Total value

field-checked_on = Counted on
field-labels = Labels
field-move_no = Move no.
field-general_note = Note

## Kind of move
kind-keeper = Another keeper
kind-place = Another place
kind-unit = To another unit

## Labels
labels-same = Correct
labels-new = Replaced

## Stations
station-head = Head of the giving unit
station-unit-head = Next superior
station-general = Property office
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
