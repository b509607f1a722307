# Texts of the pack
pack-name = Request
pack-short = Request
pack-words = request application purchase

## Fields
field-subject = Subject
field-wanted = Wanted on
field-amount = Amount
field-reason = Reason
field-attachments = Attachments

## Outcomes
outcome-decide = Decided
outcome-file = Filed
outcome-return = Sent back

## Stations
