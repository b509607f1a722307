# Texts of the pack: Access to archives
pack-name = Access to archives
pack-short = File access
pack-words = archive access public view copy

## Fields

field-applicant_unit = Unit
field-applicant_post = Title
field-applicant_name = Registered by

field-subject = Subject
    .hint = Such as: the survey files of 1996
field-received_on = Received on
field-channel = By
field-receipt_no = Receipt no.
field-complete = Requirements
field-mended_on = Mended on
field-due_on = Decide by

field-person_kind = Kind
field-nationality = Nationality
field-name = Name
field-born_on = Born on
field-id_no = Identity no.
field-tel = Telephone
field-email = E-mail
field-address = Address
field-body = Body
field-body_no = Registration no.
field-by_agent = By an agent
field-agent = Agent
field-agent_id = Agent's identity no.
field-relation = Relation
field-agent_tel = Agent's telephone
field-proxy = Power of attorney
field-identity = Signed application, copy of the identity document

field-items = Files asked for
    .file_no = File no.
    .title = Title or content
    .period = Period
    .how = Wanted
    .original = Original
    .original_why = Why the original
field-purpose = Purpose
field-purpose_text = Explanation
field-owner = Unit in charge
field-owner_unit = Its name

field-found = Found
field-pages = Pages
field-held = Secrecy
field-notes_found = Beware of
field-search_note = Note

field-proposal = Proposal
field-grounds = Grounds
field-proposal_text = Explanation

field-reply_no = Reply no.
field-reply_on = Replied on
field-reply_late = Why later than 30 days
field-use_on = Access on
field-use_place = Place
field-fee = Fee

## By
channel-counter = In person
channel-post = Post
channel-net = Electronic

## Requirements
complete-yes = Complete
complete-mended = Mended

## Kind
person_kind-natural = Natural person
person_kind-legal = Legal person

## Nationality
nationality-roc = Republic of China
nationality-other = Foreign

## Wanted
how-view = View
how-notes = Notes
how-copy = Copy

## Purpose
purpose-history = History
purpose-study = Research
purpose-evidence = Evidence
purpose-work = Work
purpose-rights = Rights
purpose-other = Other

## Unit in charge
owner-personnel = Personnel
owner-accounting = Accounting
owner-general = General affairs
owner-it = Information
owner-other = Another unit

## Found
found-all = All
found-some = Some
found-none = None

## Secrecy
held-none = None
held-secret = Secret

## Beware of
notes_found-personal = Others' personal data
notes_found-trade = Trade secrets
notes_found-open = Public already
notes_found-moved = Moved to the national archives
notes_found-destroyed = Destroyed

## Proposal
proposal-grant = All of it
proposal-part = Part of it
proposal-refuse = Refusal

## Grounds
grounds-g1 = State secrets
grounds-g2 = Crime records
grounds-g3 = Business secrets
grounds-g4 = Examinations
grounds-g5 = Personnel and pay
grounds-g6 = Duty of secrecy
grounds-g7 = Public interest, rights of others

## Stations
station-archives = Search of the archives
station-owner-personnel = Personnel proposes
station-owner-accounting = Accounting proposes
station-owner-general = General affairs proposes
station-owner-it = Information unit proposes
station-owner = Archives propose
station-head = Superior
station-unit-head = Head of unit
station-top-head = Head of agency
station-reply = Reply to the applicant
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
