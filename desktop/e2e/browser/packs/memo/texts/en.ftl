pack-name = Memo
pack-short = Memo
pack-words = memo approval

field-subject = Subject
field-amount = Amount
field-deputy = Deputy
field-reason = Explanation
