# Texts of the pack
pack-name = Request through three levels
pack-short = Three levels
pack-words = levels approval deputy

## Fields
field-subject = Subject
field-from = From
field-days = Days
field-deputy = Deputy
field-reason = Reason
field-proof = Proof

## Outcomes
outcome-consent = Consents to stand in
outcome-approve = Approved
outcome-decide = Decided
outcome-note = Noted
outcome-file = Filed
outcome-return = Sent back

## Stations
