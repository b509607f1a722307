# Texts of the pack abroad
pack-name = Travel abroad or to the mainland
    .hint = Leave to travel abroad, to the mainland, Hong Kong or Macau
pack-short = Abroad
pack-words = abroad travel mainland hong kong macau transit

## Fields
field-unit = Unit
field-post = Post
field-person = Name
field-subject = Destination
    .hint = Country, region and city
field-grade = Grade
    .hint = Taken from the personnel records; mend it where it is wrong
field-secret = In a post of national security
field-region = Region
field-purpose = Purpose
field-start_on = Leaves on
field-end_on = Back on
field-days = Days
field-applied_on = Requested on
field-notice = Days before leaving
    .hint = Calendar days from the day of the request
field-leave = Case of the leave
    .hint = None where all days are off
field-reason = Reason and itinerary
    .hint = Day by day, flights, who is met
field-stay = Where one stays
field-phone = Emergency contact
field-host = Host or bodies met
    .hint = Say none where there is none
field-transit = How
field-members = Standing
field-pledge = I have read the rules of travel, keep official secrets, and report within a week of coming back
field-papers = Invitation or itinerary
    .hint = Needed where it is official or for study
field-eligible = Standing
field-permit = Permit
field-permit_no = Number of the permit
field-permit_on = Permit of

## Options
secret-no = No
secret-yes = Yes
region-abroad = Abroad
region-hkmo = Hong Kong or Macau
region-mainland = Mainland, transit included
purpose-private = Private
purpose-official = Official
purpose-study = Study
purpose-kin = Family
transit-enter = Enters
transit-transit = Transit only
members-grade11 = Grade 11 or above
members-police3 = Senior police
members-security = National security
members-tech = Core technologies
members-elected = Elected or political
members-none = None of these
eligible-plain = Plain
eligible-grade11 = Grade 11 or above, no secrets
eligible-security = Art. 9 IV
permit-yes = Granted
permit-no = Refused

## Stations
station-head = Immediate superior
station-unit-head = Next superior
station-top-head = Head of agency
station-personnel = Personnel office
station-ethics = Ethics office
station-permit = Permit of the interior
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
look-mainland = To the mainland
look-secret = A person of national security
look-long = More than thirty days
