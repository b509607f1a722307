# Texts of the pack certificate
pack-name = Request for a certificate of employment
    .hint = Asks for a certificate of employment, in Chinese or English
pack-short = Certificate
pack-words = certificate employment proof visa loan

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = Purpose
    .hint = Such as: a visa for Japan
field-purpose = Kind of purpose
field-to = Handed to
    .hint = Only where it shall be named
field-copies = Copies
field-language = Language
field-salary = With the pay
field-english_name = Name in the passport
field-english_title = Title in English
field-delivery = How it is handed over
field-address = Address
field-note = Remarks
field-cert_no = Number of the certificate
field-issued_on = Issued on
field-since = In office since
field-staff = Kind of staff
field-pay = Monthly pay
field-issued = Copies issued

## Options
purpose-visa = Visa
purpose-loan = Loan
purpose-school = School
purpose-study = Study
purpose-rent = Rent
purpose-other = Other
language-zh = Chinese
language-en = English
language-both = Both
salary-no = No
salary-yes = Yes
delivery-desk = In person
delivery-internal = Internal mail
delivery-post = By post
delivery-digital = As a file
staff-civil = Civil servant
staff-contract = Contracted
staff-hired = Hired
staff-worker = Worker

## Stations
station-personnel = Personnel office
station-general-affairs = Seal
station-correct = Correction
station-file = Filing

## Outcomes
outcome-consent = Consented
outcome-approve = Approved
outcome-decide = Decided
outcome-consult = Consulted
outcome-note = Noted
outcome-correct = Corrected
outcome-file = Filed
outcome-return = Sent back
outcome-refused = Not granted

## What to look at
look-pay = Names the pay
look-many = More than five copies
