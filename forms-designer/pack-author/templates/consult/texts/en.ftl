# Texts of the pack
pack-name = Consultation
pack-short = Consultation
pack-words = consult co-sign

## Fields
field-subject = Subject
field-explanation = Explanation
field-proposal = Proposal
field-amount = Funds needed
field-attachments = Attachments

## Outcomes
outcome-consult = Consulted
outcome-decide = Decided
outcome-file = Filed
outcome-return = Sent back

## Stations
