# Texts of the pack: Accounts and rights
pack-name = Accounts and rights
pack-short = Access
pack-words = account access right system vpn secret

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Applicant
field-line = Line of approval

field-subject = Reason
field-kind = Kind
field-action = Change
field-from = From

field-user_kind = Kind of user
field-user = User
field-user_name = Contractor
field-company = Company
field-contract_no = Contract no.
field-until = Until
    .hint = Up to a year; of contractors, of the contract
field-phone = Telephone

field-systems = Systems and rights
    .system = System
    .system_name = Name
    .role = Role
    .scope = Data

field-secrecy = Secrecy
field-material = Material
field-need = Need to know
field-cleared = Cleared, or sworn to secrecy

field-device = Device
field-address = From where
field-remote_why = Why from a distance

field-pledge = I shall not lend the account nor give data away, and it ends with my post
field-papers = Non-disclosure agreement, contract
    .hint = Of contractors

field-account_name = Account
field-opened_on = Done on
field-review_on = Review on
field-done_note = Note

## Line of approval
line-unit = By way of the head of unit
line-chief = Straight up: heads of units, or where there is none

## Kind
kind-account = Account
kind-system = Rights in a system
kind-remote = Remote access
kind-confidential = Official secrets

## Change
action-new = New
action-change = Change
action-stop = Stop

## Kind of user
user_kind-staff = Staff
user_kind-contract = Contractor

## System
system-mail = E-mail
system-domain = Domain account
system-document = Document system
system-personnel = Personnel and attendance
system-accounting = Accounting
system-property = Property
system-network = Network, firewall
system-other = Another system

## Role
role-user = User
role-operator = Operator
role-approver = Approver
role-admin = Administrator

## Secrecy
secrecy-ordinary = Ordinary
secrecy-confidential = Confidential
secrecy-secret = Secret
secrecy-top = Top secret

## Stations
station-head = Immediate superior
station-owner-personnel = Personnel system
station-owner-accounting = Accounting system
station-owner-property = Property system
station-owner-document = Document system
station-owner-secrets = Keeper of secrets
station-unit-head = Head of unit
station-top-head = Head of agency
station-it = Information unit
station-secrets = Register of secrets
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
