# Texts of the pack: Scrapping of property
pack-name = Scrapping of property
pack-short = Scrapping
pack-words = scrap property service life disposal

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Keeper
field-line = Line of approval

field-subject = Reason
    .hint = Such as: past its service life and beyond repair
field-kind = Kind
field-place = Place
field-counted_on = Years counted on
    .hint = Years used are counted to this day
field-lost = Lost or damaged

field-items = Items
    .property_no = Property no.
    .item = Name
    .spec = Make and model
    .quantity = Quantity
    .price = Unit value
    .value = Value
    .acquired = Acquired on
    .life = Service life
    .used = Years used
    .early = Before its time
    .why = State
field-count_all = Pieces
field-total = Total value
field-highest = Highest unit value
field-early_any = Some before their time

field-disposal = Proposed disposal
field-wiped = Storage has been wiped, or there is none
field-photos = Photos, repair reports
    .hint = Before its time: a proof that it is beyond repair

field-inspected_on = Inspected on
field-finding = Finding
field-residual = Scrap value
field-general_note = Note

field-book = Book value
field-accounting_note = Note

field-outside_body = Approving body
field-outside_on = Approved on
field-outside_no = Document no.

## Line of approval
line-unit = By way of the head of unit
line-chief = Straight up: heads of units, or where there is none

## Kind
kind-property = Property
kind-article = Durable article

## Lost or damaged
lost-no = No, worn out
lost-yes = Yes

## Proposed disposal
disposal-sell = Sale
disposal-reuse = Reuse
disposal-transfer = Transfer
disposal-exchange = Exchange
disposal-destroy = Destruction

## Finding
finding-yes = Beyond use
finding-no = Still usable

## Stations
station-head = Keeper's superior
station-general = Property office
station-accounting = Accounting
station-unit-head = Head of unit
station-top-head = Head of agency
station-outside-approval = Outside approval
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
