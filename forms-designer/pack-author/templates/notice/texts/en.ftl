# Texts of the pack
pack-name = Notice
pack-short = Notice
pack-words = notice report

## Fields
field-subject = Subject
field-happened = Happened on
field-place = Place
field-explanation = Content
field-attachments = Attachments

## Outcomes
outcome-note = Noted
outcome-return = Sent back

## Stations
