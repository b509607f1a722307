# Texts of the pack
pack-name = Leave request
pack-short = Leave
pack-words = leave absence sick holiday

## Fields
field-kind = Kind of leave
field-from = From
field-until = Until
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
