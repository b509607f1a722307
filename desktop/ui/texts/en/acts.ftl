## Picking, putting off and batches in the inbox

split-later = Later
key-pick = Select
key-pick-range = Select a range
key-pick-all = Select all of this section
key-take-out = Leave this one out
picked = { $count ->
    [one] 1 selected
   *[other] { $count } selected
  }
picked-one = Selected
unpick = Clear selection
later = Later
later-back = Bring back now
later-title = { $count ->
    [one] Look at it later
   *[other] Look at { $count } matters later
  }
later-hour = In an hour
later-afternoon = This afternoon
later-tomorrow = Tomorrow morning
later-monday = Next Monday
until = back { $time }
did-later = { $count ->
    [one] Put off until { $time }
   *[other] { $count } matters put off until { $time }
  }
did-later-back = { $count ->
    [one] Back in the inbox
   *[other] { $count } matters are back in the inbox
  }
batch-title-bare = Decide together
batch-title = { $word }: { $count ->
    [one] 1 matter together
   *[other] { $count } matters together
  }
batch-sign = Sign
batch-others = Other
batch-count = { $count }
batch-odd = Look at these first
batch-rows = Matters of this batch
batch-take-out = { $count ->
    [one] Leave it out
   *[other] Leave these { $count } out
  }
batch-take-out-short = Leave out
batch-put-in-short = Put back
batch-put-in = Put back in
batch-left-out = { $count ->
    [one] 1 more is not in this batch
   *[other] { $count } more are not in this batch
  }: decided by somebody meanwhile, or its service allows no batches.
batch-note = Each is signed by itself; all can be undone together.
batch-do = { $word } ({ $count })
batch-stop = Stop
batch-progress = { $count } of { $total } signed
batch-nothing = Nothing in “Routine” can be decided together.
did-batch = { $word }: { $count } done
did-batch-some = { $word }: { $count } done, { $left } still in the inbox
did-batch-none = Stopped; nothing was signed.
batch-note-card = Each is signed by itself and sent at once; they cannot be undone.

## Card

card-title = Card
card-row = Set…
card-row-open = { $name }, open
card-row-none = No card found
card-label = Sign
card-way-card = By card
card-way-later = Now, seal later
card-looking = Looking at the reader…
card-pin = PIN of { $name }'s card
card-pin-hint = The PIN only opens the card and is not kept. It is not asked for again for five minutes.
card-pin-missing = Type the PIN of your card.
card-open = { $name }'s card is open and ready to sign.
card-open-note = Open and ready to sign; it closes by itself after five minutes without a signature.
card-open-until = Open and ready to sign; without another signature it closes at { $time }.
card-keys-hint = After you sign, type the PIN on the reader.
card-closed-note = The card is in the reader. Its PIN is asked for when you sign.
card-close = Close now
card-again = Look again
card-settings = Set the card's component
card-later-do = { $act }, seal later
card-reason = Why not by card
card-reason-missing = Say why; the history keeps it.
card-later-hint = Signed by this computer for now, and the case goes on. It is filed only after you have sealed it with your card.
card-seal-hint = Seals this station with your card, so that the case can be filed.
card-module = Where the card's component is
card-module-wrong = There is no component that works at this place. Check the path, or let it be found by itself.
card-module-auto = Found by itself
card-module-hint = A card is read by its component (such as HiCOS). Once installed it is usually found by itself; if not, ask IT where the file is.
card-usual = Usual places
card-module-use = Use this place
card-module-find = Find it by itself
phrase-no-card = I left my card at home
phrase-no-reader = The card reader is out of order
phrase-renewing = My card is being renewed

## What can be done

act-approve = Approve
act-decide = Decide
act-refuse = Refuse
act-oppose = Disagree
act-add-sign = Add a signer
act-consult = Consult
act-delegate = Delegate
act-transfer = Transfer
act-take-off = Take off
act-take-back = Take back
act-copy = Send a copy
act-say = Remark
act-urge = Remind
act-seal = Seal
act-acknowledge = Got it
act-along = Consult, transfer
along-consult = Ask another unit or colleague
along-add-sign = Ask somebody to approve as well
along-transfer = Somebody else signs this station
along-delegate = Somebody prepares it, then you approve
along-say = Say something without signing
along-copy = Somebody reads it and signs nothing
along-print = Open the archived document
along-withdraw = Withdraw this form
along-case-file = In one file that can be checked offline
sheet-at = { $act }: { $who }
after-signing = Once signed
ahead-label = Stations that come next
ahead-none = No other station
ends-here = The form ends here: { $mark }.

return-to = Return to
return-hint-signer = They read this and sign again.
way-label = Afterwards
way-again = All again
way-straight = Straight back
way-hint-again = Every station after them signs again before it reaches you.
way-hint-straight = It comes straight back to you; those between need not sign again.
siblings-label = Beside you
siblings-cancel = Stop
siblings-wait = Pause
siblings-keep = Go on
siblings-hint-cancel = Those who sign at the same time stop, and sign anew afterwards.
siblings-hint-wait = Those who sign at the same time pause; what they signed holds.
siblings-hint-keep = Those who sign at the same time go on.
act-label-refuse = Reason for refusing
act-hint-refuse = The applicant reads this; the form ends with a refusal.
act-label-oppose = Reason for disagreeing
act-hint-oppose = It is shown on the case with your vote.
act-label-transfer = Reason for the transfer
act-hint-transfer = They and the applicant read this; they sign this station for you.
act-label-copy = Note
act-hint-copy = They only read it and sign nothing; the case shows who read it and when.
act-label-take-back = Reason for taking it back
act-hint-recall = Nobody has opened it yet. It comes back to you, and you can change it and submit it again.
act-hint-take-back = It comes back to your station and you sign anew; the history keeps it.
act-label-take-off = Reason for taking it off
act-hint-take-off = This station need not sign; the history keeps it.
call-label = Note
call-hint = They read this.
call-place = Order
call-before = Before you
call-after = After you
call-beside = Beside you
call-hint-before = When they are done it comes back to you, and you sign.
call-hint-after = It goes to them once you have signed; you still have to sign.
call-hint-beside = They and you sign at the same time; it goes on when all have.
call-decides = Once you decide, the case goes no further; whoever is consulted or added comes before you.
call-together = All of them at the same time
call-must-say = They must write a remark
desk-one = To whom
desk-some = Whom
desk-placeholder = Name, title or unit
desk-other = Choose somebody else
desk-list = Colleagues and units to choose from
desk-chosen-label = Chosen
desk-chosen = { $name } added
desk-removed = { $name } removed
desk-moved = { $name } moved to place { $place }
desk-remove = Remove { $name }
desk-order = One after the other; Alt+↑↓ changes the order, Delete removes.
desk-away = away now
desk-none = No colleague or unit fits.
desk-missing = Please choose at least one.
phrase-rule = Against the rules.
phrase-manpower = Too few people on that day.
phrase-consult = Please give your view.
phrase-in-charge = This is your business; please decide.
phrase-handle = Please draft a proposal first.
phrase-refer = For your information.
phrase-again = The content has to be checked again.

did-decide = Decided: { $who }, { $what }
did-refuse = Refused: { $who }, { $what }
did-oppose = Disagreed: { $who }, { $what }
did-consult = Consultation asked for: { $who }, { $what }
did-consulted = Consulted: { $who }, { $what }
did-vote = Agreed: { $who }, { $what }
did-add-sign = Signer added: { $who }, { $what }
did-delegate = Delegated: { $who }, { $what }
did-transfer = Transferred: { $who }, { $what }
did-take-off = Taken off: { $who }, { $what }
did-take-back = Your signature was taken back: { $who }, { $what }
did-recall = Taken back: { $what }
did-copy = Copy sent: { $who }, { $what }
did-say = Remark sent: { $who }, { $what }
did-urge = Reminded: { $who }, { $what }
did-seal = Sealed: { $who }, { $what }

## Page of a case

opinions = Remarks
copies = Copies
copy-sent = sent by { $name }, { $time }
copy-read = read { $time }
copy-note = { $name } sent you a copy to read; there is nothing to sign.
copy-seen = Read
copy-unread = not read yet
versions = What was corrected
version-number = Submission { $number }
version-changes = { $count ->
    [one] 1 change
   *[other] { $count } changes
  }
version-same = Nothing was changed.
version-before = Before:{" "}
version-after = Now:{" "}
version-file-new = Attached:{" "}
version-file-gone = Removed:{" "}
flow-title = Flow
zoom-in = Larger
zoom-out = Smaller
case-file = Case file
case-file-what = One file with the record, the signatures, the attachments and the papers of this case; whoever gets it can check it without a connection.
case-file-redact = What to black out
case-file-names = Black out the names of attachments
case-file-files = Put in attachments and papers
case-file-files-hint = What attachments and papers say is not blacked out.
case-file-do = Make the file
case-file-busy = Making the file…
case-file-saved = Saved in { $folder }: { $name } ({ $size })
case-file-lacks = What is listed above is not in the file; the rest can be checked.
case-file-gaps = Some of it cannot be proven yet; a check says what.
stations-label = List of stations
stations-count = { $count ->
    [one] 1 station
   *[other] { $count } stations
  }
route-before = { $count } before
route-after = { $count } more
beside = at the same time
stood-in = for { $name }
stood-in-because = for { $name }: { $reason }
unsealed-because = not by card: { $reason }
unsealed-card-unchecked = the card authority's list of revoked cards could not be had, so the card could not be confirmed yet
asked-consult = consulted by { $name }
asked-add-sign = added by { $name }
asked-delegate = delegated by { $name }
seen-by = opened by { $name }, { $time }
not-seen = not opened yet
urged = Urged
urged-by = urged by { $name }, { $time }
urged-by-clock = reminded by the agency, { $time }
told-to = waits too long; { $name } was told
sign-consented = agreed
sign-approved = approved
sign-consulted = consulted
sign-noted = noted
sign-corrected = corrected
sign-filed = filed
sign-head-decided = decided in person
sign-decided-for = decided on behalf
sign-assisted = assisted
sign-refused = refused
sign-against = against
sign-returned = returned
sign-deputy = deputy
sign-vacant = for a vacant post
sign-added = added
sign-asked-unit = consulted
sign-delegated = delegated
sign-unsealed = to be sealed
sign-sealed = sealed later
sign-taken-back = taken back
signature-says-valid = The signature is whole: nothing has changed since it was signed.
signature-says-pending = Signed by this computer; it waits to reach the agency.
signature-says-invalid = The signature does not fit: content or certificate are not as they were signed. Please ask IT.
proof-title = Signature
proof-who = Signed by
proof-means = Signed with
proof-card = Card
proof-device = Key of the computer { $device }
proof-serial = Certificate
proof-issuer = Issuer
proof-term = Valid
proof-signed = Signed
proof-own-clock = (clock of the signer)
proof-known = At the agency
proof-not-known = not at the agency yet
proof-stamp = Time stamp
proof-digest = Digest

## My cases

mine-tabs = Views
mine-asked = Asked for by me
mine-signed = Signed by me
mine-find = Filter by reason, number or who it waits for
mine-marks = States
mine-services = Services
mine-order = Order
order-updated = Updated
order-submitted = Submitted
order-begins = Begins
mine-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
  }
mine-reset = Clear filters
view-keep = Keep as a view
view-name-label = Name of the view
view-name-hint = For example: leave of this year. A digit brings it back.
view-save = Keep
view-remove = Delete the view “{ $name }”
view-removed = View “{ $name }” deleted
view-saved = View “{ $name }” kept
key-view = Change the view
key-filter = Filter
