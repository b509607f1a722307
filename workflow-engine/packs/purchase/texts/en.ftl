# Texts of the pack: Purchase request
pack-name = Purchase request
pack-short = Purchase
pack-words = purchase procurement buy goods services works quotation

## Fields

field-applicant_unit = Requesting unit
field-applicant_post = Title
field-applicant_name = Requested by
field-line = Line of approval

field-subject = Purpose
    .hint = Such as: monitoring of the record store
field-category = Kind
field-source = Source
field-framework_no = Framework contract no.
field-wanted = Needed by
field-place = Place of delivery
field-phone = Telephone
field-budget = Budget line
    .hint = Such as: administration, operations, supplies
field-capital = Nature
field-reason = Reason

field-items = Items
    .item = Item
    .spec = Specification
    .quantity = Quantity
    .measure = Unit of measure
    .price = Estimated unit price
    .amount = Amount
    .remark = Remark
field-total = Total

field-quotes = Quotations, catalogue or specification
    .hint = Above NT$10,000 a quotation; above the limit of small procurement three or more

field-method = Procurement method
field-supplier = Proposed supplier
field-agreed = Agreed amount
field-general_note = Note

field-budget_line = Confirmed budget line
field-budget_left = Balance before this
field-accounting_note = Note

## Line of approval
line-unit = By way of the head of unit
line-chief = Straight up: heads of units, or where there is none

## Kind
category-goods = Goods
category-services = Services
category-works = Works

## Source
source-framework = Framework contract
source-market = Market enquiry

## Nature
capital-current = Current
capital-capital = Capital

## Procurement method
method-framework = Framework contract
method-direct = Direct, small amount
method-quotes = Open call for quotations
method-tender = Open tender
method-limited = Limited tender

## Stations
station-head = Immediate superior
station-unit-head = Head of unit
station-general = General affairs
station-accounting = Accounting
station-top-head = Head of agency
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
