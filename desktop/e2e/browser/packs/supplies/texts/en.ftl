pack-name = Request for supplies
pack-short = Supplies
pack-words = supplies request goods

field-subject = Subject
field-deputy = Deputy
field-person = Receiver
field-unit = Unit charged
field-basis = Basis
field-needed = Needed on
field-total = Total
field-items = Items
    .item = Item
    .count = Count
    .price = Price
    .sum = Sum
field-opinion = Remark
field-signed = Signature
