# Texts of the pack: Acceptance record
pack-name = Acceptance record
pack-short = Acceptance
pack-words = acceptance delivery contract inspection

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Recorded by

field-subject = Subject of the contract
field-contract_no = Contract no.
field-purchase_case = Purchase request no.
    .hint = Such as: 115-PR-00001
field-category = Kind
field-supplier = Supplier
field-supplier_id = Business no.
field-contract_amount = Contract amount
field-buyer = Buyer
field-due = Due on
field-delivered = Delivered on
field-late_days = Days late

field-stage = Stage
field-held_on = Accepted on
field-place = Place
field-held_late = Why later than 30 days
    .hint = Within 30 days of delivery
field-chair = Chair of the acceptance
field-keeper = Receiving keeper
field-witness = Witness
    .hint = Of accounting or ethics, where sent
field-attended = For the supplier
field-experts = Experts
field-how = Method

field-items = Items accepted
    .item = Item
    .measure = Unit of measure
    .contracted = Contracted
    .accepted = Accepted
    .price = Unit price
    .amount = Amount
    .remark = Specification, defects
field-total = Amount accepted

field-result = Result
field-defects = Defects
field-mend_by = To be mended by
field-discount = Discount
field-permille = Penalty per day (per mille)
    .hint = One per mille of the amount by day
field-penalty = Penalty
field-payable = Payable
field-proof = Photos, delivery notes, reports

field-property_no = Register no.
field-booked_on = Entered on

field-attended_by_accounting = Supervision
field-payment_note = Payment

## Kind
category-goods = Goods
category-services = Services
category-works = Works

## Stage
stage-first = Preliminary
stage-part = Partial
stage-final = Final
stage-again = Repeated

## Method
how-count = Counting
how-look = Inspection
how-test = Test
how-papers = Papers
how-lab = Laboratory

## Result
result-pass = As contracted
result-discount = Accepted at a discount
result-fail = Not accepted, to be mended

## Supervision
attended_by_accounting-there = In person
attended_by_accounting-papers = By papers
attended_by_accounting-none = None

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
