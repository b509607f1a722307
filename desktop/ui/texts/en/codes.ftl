# Codes of the core: what happened, what it means, what you can do.

code-when-empty = Please say when.
code-when-echo = { $span }, { $minutes }
code-when-echo-open = { $span }
code-money-echo = { $words }
code-moment-echo = { $date } { $time }
code-date-echo = { $date }
code-history-reminded = reminded { $desk }
code-history-closed = the case is closed
code-history-failed = the flow stopped and waits for a person to look at it
code-history-differs = A part of the history here differs from the agency's; the agency will look at it. You can go on working.
code-answer-required = Please fill this in.
code-answer-too-long = Too long; at most { $limit } characters.
code-answer-too-short = Too short; at least { $limit } characters.
code-answer-character = There is a control character; please type it again.
code-answer-pattern = The form is not right; please check it.
code-answer-document-number = Write it as 『○字第○號』, for example 府人考字第1150001234號.
code-answer-rule = { $message }
code-answer-email = This is not an e-mail address.
code-answer-phone = This is not a telephone number.
code-answer-too-small = It must be at least { $limit }.
code-answer-too-large = It must be at most { $limit }.
code-answer-decimals = At most { $digits } digits behind the point.
code-answer-step = It must be a multiple of { $step }.
code-answer-option = “{ $value }” is not one of the options; please choose again.
code-answer-option-twice = “{ $value }” was chosen twice.
code-answer-when = The end must come after the beginning.
code-answer-past = The date must not lie in the past.
code-answer-computed = This is computed by the form and cannot be filled in.
code-answer-disabled = This cannot be filled in now.
code-answer-not-asked = This field cannot be changed at this station.
code-answer-not-known = There is no such person, unit or post on that day; please choose again.
code-answer-hidden = This need not be filled in now.
code-answer-too-many = Too many; at most { $limit }.
code-answers-too-large = The answers are too large; please shorten them.
code-answers-unreadable = The answers cannot be read; please open the form again.
code-json-unreadable = The content cannot be read.
code-field-unknown = This form has no such field; please open it again.
code-correct-not-asked = This form need not be corrected now.
code-fill-not-asked = There is nothing to fill in at this station now.
code-draft-version-gone = This computer does not have the other version of the form any more. Your draft stays as it is.
code-draft-gone = This draft is not here; it was submitted or deleted.
code-attachment-empty = “{ $name }” is an empty file.
code-attachment-gone = This attachment was already removed.
code-attachment-media = The kind of the file “{ $name }” is not known.
code-attachment-name = A file name has 1 to { $limit } characters; please rename it.
code-attachment-unreadable = The attachment cannot be read; please attach it again.
code-granted-brought = Brought from the former agency
code-corrected-grant = Corrects an earlier grant
code-passphrase-simple = The passphrase is too simple; use at least { $min } different characters.
code-vault-closed = Antou is locked; please unlock it first.
code-paper-not-here = The document is not on this computer yet; it comes once the agency can be reached.
code-paper-no-reader = This computer has no program that opens PDF files; please ask IT.
code-command-broke = Antou did not finish this. Everything you saved is still there. Please try again, or restart Antou if it fails again.
code-print-choice-unknown = The print sheet of this form lacks an option; please ask IT.
code-enrolment-differs = The agency's registration does not fit the invitation; the setup was not finished. Please ask IT.
code-demo-only = Only the demo can do this.
code-demo-person = The demo has no such person.
code-demo-cable = The cable switch did not work; please start the demo again.
code-demo-file = The demo's data cannot be read; please start the demo again.
code-when-unread = “{ $rest }” was not understood. Write 12/3 afternoon, tomorrow or 12/3-12/5.
code-when-no-such-date = There is no such date as “{ $text }”.
code-when-no-such-time = There is no such time as “{ $text }”.
code-when-backwards = The end is before the beginning.
code-when-too-far = That is too far away; please stay within { $limit_days } days.
code-when-too-long = That text is too long.
code-when-twice = “{ $what }” was written twice.
code-answers-refused = The answer to “{ $field }” does not fit this form; please change it and submit again.
code-answers-undisclosed = This request came without its answer to “{ $field }”, so the agency could not decide it and nothing took effect. Please fill it in and submit again; if it happens again, tell IT.
code-answers-shape = The answers are not complete; please open the form again.
code-answer-unknown = This form has no such field.
code-answer-kind = { $expected ->
    [number] Please enter a number, such as 1200.
    [date] Please enter one date, such as 12/3 or tomorrow.
    [time] Please enter a time, such as 13:30.
    [dateTime] Please enter a date and a time, such as 12/3 13:30.
   *[other] The content of this field has the wrong form; please enter it again.
  }
code-leave-overlap = You already have { $kind } on { $day_date } { $from }–{ $to }. Choose another time, or withdraw that form first.
code-leave-limit = { $kind } is limited to { $limit_minutes } a year; you have taken { $taken_minutes }, and { $asked_minutes } more is too much.
code-leave-beyond-quota = Only { $left_minutes } of { $pot } is left; { $asked_minutes } is { $short_minutes } too much. Shorten it or use another kind of leave.
code-leave-account-not-open = Your { $pot } of { $year } has not been granted yet; please ask personnel.
code-leave-kind-unknown = There is no “{ $kind }” on { $day_date }.
code-leave-span-empty = The period is empty; check its beginning and end.
code-leave-span-too-long = One form covers at most { $limit } days; this is { $days }. Please use several forms.
code-leave-no-working-time = There is no working time in this period, so no leave is needed.
code-leave-lot-name = The name of a leave grant is wrong; please ask personnel.
code-leave-overtime = The overtime is not right: { $overtime_minutes }.
code-leave-rule-silent = The leave rules say nothing about this; please ask personnel.
code-leave-year = There are no leave rules for { $year }; please ask personnel.
code-calendar-year-unknown = The office calendar of { $year } is not published yet.
code-calendar-day = A day in the office calendar is wrong: { $day }.
code-calendar-too-long = The office calendar is too large to read.
code-calendar-unreadable = The office calendar cannot be read.
code-band-missing = The agency has not set its working hours; please ask personnel.
code-band-times = The working hours are set wrongly; please ask personnel.
code-band-too-long = The file of working hours is too large.
code-band-unreadable = The file of working hours cannot be read.
code-deputy-missing = Please choose a deputy.
code-deputy-self = You cannot stand in for yourself; choose a colleague.
code-deputy-unknown = This deputy is not known; please choose again.
code-deputy-not-listed = { $person } is not among your deputies; choose another, or ask personnel to change the list.
code-deputy-away = The deputy, { $person }, is away at the same time.
code-deputy-unit-in = Of your unit · at work { $length ->
    [one] that day
   *[more] all these days
  }
code-deputy-unit = Of your unit
code-deputy-listed-in = Deputy no. { $place } · at work { $length ->
    [one] that day
   *[more] all these days
  }
code-deputy-listed = Deputy no. { $place }
code-deputy-asked = Asked for leave { $dates }; not decided yet.
code-deputy-on-leave = On leave { $dates }; please choose a colleague who is there.
code-look = { $text }
code-told-waits = It has waited too long for { $name }; you are told by the rules of the service.
code-route-after-decision = The case goes no further once you decide, so nobody after or beside you would get it; nobody was added. Please put them before you.
code-late-corrected = { $by_person } corrected this form at { $corrected_ms }; you signed what it said before, so your signature did not count. Please read it again and sign.
code-late-filled = { $by_person } filled in the same field at { $filled_ms }, so your signature did not count. Please read what stands there now, fill in your part again and sign.
code-operation-seen-other = The record that you saw is not the agency's; your signature did not count. Please let it sync, read the case and sign again; if it happens again, tell your IT staff.
code-seal-wanted-for = { $person } has left, and their signature still lacks the proof of a card ({ $reason }). Before it is filed, please seal it with your card and say why.
code-seal-wanted = Your signature still lacks the proof of a card ({ $reason }). Seal it with the card before it is filed.
code-card-closed = The card is not open. Insert it, enter its PIN and sign again.
code-team-away = { $count } colleagues are away at the same time: { $people }.
code-pay-cut = Beyond the days allowed: pay is deducted for { $pay_cut_minutes }.
code-proof-missing = This form needs a proof, and none is attached.
code-proof-from-days = A proof is needed from { $days } days.
code-proof-may-be-asked = The agency may ask for a proof.
code-proof-none = No proof is needed.
code-proof-not-allowed = No proof may be asked for this kind of leave.
code-attachments-many = At most { $limit } attachments.
code-attachment-not-there = A file that the form names is not attached any more. Look through the attachments and submit again.
code-attachment-too-large = “{ $name }” is too large; an attachment may have { $limit_bytes }.
code-words-too-long = The remark is too long; at most { $limit } characters.
code-reason-required = Please write the reason.
code-row-balance = { $pot } after this: { $left_minutes } · deputy { $deputy_person }
code-row-deputy = Deputy { $deputy_person }
code-draft-not-ready = This form cannot be submitted yet; see the fields.
code-service-unknown = This form is not on this computer yet; try again after a sync.
code-account-hidden = You are not allowed to see this leave account.
code-person-day = “{ $text }” is not a date, so the day is still the one before. Please choose again.
code-person-unknown = This colleague is not known.

code-case-unknown = This form is not on this computer; you may not be allowed to see it, or it has not been synced.
code-case-exists = This form was already submitted; nothing was sent twice. You need not do anything.
code-late-withdrawn =
    { $applicant_person } withdrew this form{ $leave ->
        [yes] { " " }for { $from_date }
       *[no] { "" }
    } at { $at_ms }. Your decision did not take effect, and you need not do anything.
code-late-returned =
    { $by_person } returned the form of { $applicant_person }{ $leave ->
        [yes] { " " }for { $from_date }
       *[no] { "" }
    } at { $at_ms }. Your decision did not take effect; it comes to you again after the correction.
code-late-done =
    { $by_person } decided this station of the form of { $applicant_person }{ $leave ->
        [yes] { " " }for { $from_date }
       *[no] { "" }
    } at { $at_ms }. Your decision did not take effect, and you need not do anything.
code-late-paused = At { $at_ms } the form of { $applicant_person } was returned or taken back, or somebody was added before you: it is not your turn yet. Your decision did not take effect; the form comes to you again when it is.
code-late-transferred = { $by_person } handed the form of { $applicant_person } to somebody else at { $at_ms }. Your decision did not take effect, and you need not do anything.
code-late-left = The form of { $applicant_person } went on at { $at_ms } and no longer needs this station. Your decision did not take effect, and you need not do anything.
code-late-ended =
    The form of { $applicant_person }{ $leave ->
        [yes] { " " }for { $from_date }
       *[no] { "" }
    } ended at { $at_ms }. Your decision did not take effect, and you need not do anything.
code-withdraw-too-late = Your withdrawal did not take effect: { $by_person } approved the form at { $signed_ms }. The leave stands; if you will not take it, please ask personnel to cancel it.
code-withdraw-twice = This form was already withdrawn; you need not do anything.
code-withdraw-ended = This form has ended and can no longer be withdrawn. Please ask personnel for a change.
code-withdraw-other = Only the applicant can withdraw this form.
code-submit-for-other = You can submit this form only for yourself.
code-station-unknown = The form has no such station; open it again and try.
code-station-role = This station cannot be acted on in this way; open the form again and try.
code-station-closed = Somebody has already decided this station; you need not do anything.
code-act-unknown = This cannot be done with the form now.
code-standing-none = This station is not yours; the post or the deputies may have changed. Your decision did not take effect.
code-standing-own-case = You cannot sign your own form. Others who do this work, your deputy or the head above you act at this station.
code-standing-not-absent = { $person } is at work today and decides this form in person.
code-standing-not-deputy = You are not a deputy of { $person }; one on the list decides this form.
code-return-to-unknown = The station to return to is not on the route of this form. It was not returned. Please choose again to whom it goes back.
code-return-to-open = Nobody has signed at that station yet. It was not returned. Please choose a station that was signed.
code-return-to-ahead = That station comes after yours. It was not returned. Please choose a station before yours that was signed.
code-return-to-waiting = The turn of that station comes only after yours is signed, so it was not returned. Please sign first, or return it to somebody before.
code-take-back-unsigned = There is no signature at this station to take back. The route is as it was.
code-take-back-late = Your signature was not taken back: { $by_person } opened it at { $at_ms }. To change it, ask them to return it.
code-take-back-signed = Your signature was not taken back: somebody after you has signed. To change it, ask them to return it.
code-take-back-other = Only who signed can take a signature back. Nothing was taken back.
code-take-back-ended = This stage is finished; nothing can be taken back any more. To change it, ask the officer in charge.
code-decide-level = By the table of responsibilities a higher level decides this form, so your decision did not take effect. Please approve it instead, and it goes up.
code-signature-card = This service asks for a signature by card. Nothing was signed. Insert the card and try again; if it cannot be used, say why and sign for now, and seal it later.
code-route-too-long = A route has at most { $limit } stations, so nothing was added. Please take off what is not needed first.
code-route-entry = The service's table of stations has a row at “{ $element }” that does not say { $key }, so no route can be laid. Please tell an administrator.
code-route-none = The stations of this form are fixed by its flow; nobody can be added, consulted or delegated to.
code-route-not-allowed = This service does not allow that, so nothing happened. The route is as it was.
code-route-slot = This repeats an earlier operation, so nothing was added. Please add them once more.
code-route-called = Between 1 and { $limit } people can be named at once, so nothing was added. Please name them in parts.
code-route-place = They cannot be placed like that: a delegate comes before you, and an applicant can only add after. Nothing was added. Please choose another place.
code-route-behind = That station has been passed and cannot be changed. Please add at yours or after it.
code-route-role = Somebody who is added can approve, be consulted or take note. Nothing was added. Please choose again.
code-route-nobody = Nobody is at that place now, so nothing was added. Please choose another person or unit.
code-take-off-unknown = That station is not on the route, so nothing was taken off.
code-take-off-other = Only who added a station can take it off. Nothing was taken off.
code-take-off-late = Nothing was taken off: { $by_person } opened it at { $at_ms }.
code-take-off-signed = Nothing was taken off: that station has been signed.
code-transfer-same = It waits there already, so it was not handed over. Please choose somebody else.
code-copy-none = No copy was sent to you.
code-copy-many = A copy goes to between 1 and { $limit } people. None was sent. Please change the list.
code-case-not-yours = You are not on the route of this form, so you cannot do that.
code-signature-unknown = What was signed is not on this computer yet, so this signature cannot be shown. Please look again after the next sync.
code-seal-none = This signature needs no seal. You need not do anything.
code-seal-other = A signature is sealed by who signed; if they cannot, a head above them seals it and says why. Nothing was sealed.
code-urge-closed = That station has been signed; nobody needs to be urged.
code-say-ended = This case ended at { $at_ms }, so no opinion can be added any more. Yours was not sent.
code-file-unsealed = A signature still waits to be sealed ({ $by_person }). It can be filed after that.
code-applicant-no-post = Personnel records show no post of yours on that day; please ask personnel.
code-operation-person-only = Only a person can do this.
code-operation-agency-only = Only the agency can do this.
code-operation-administrator-only = Only administrators can mend a flow. What you asked for did not take effect and the flow is as it was; please ask the unit that runs the system.
code-operation-own-case = This case is your own, or it waits for you; another administrator has to mend its flow. What you asked for did not take effect and the flow is as it was.
code-value-unreadable = The value of “{ $name }” cannot be read, so nothing was sent. Texts need quotes, as in "done".
code-value-missing = No value was given, so nothing was sent. Please change at least one value.
code-migration-too-large = This plan is too large, so no case went over. Please split it and try again.
code-migration-element = The plan names “{ $element }”, which the old flow does not have, so no case went over. Please correct the plan.
code-migration-target = The plan leads to “{ $to }”, which the new flow does not have, so no case went over. Please correct the plan.
code-migration-kind = “{ $element }” and “{ $to }” are not of one kind, so work cannot go on there and no case went over. Please choose another step in the plan.
code-migration-place = Nothing can begin at “{ $to }”, so no case went over. Please choose another step in the plan.
code-migration-repeats = One of “{ $element }” and “{ $to }” repeats and the other does not, so no case went over. Please choose another step in the plan.
code-migration-flow = The plan names the way “{ $element }” or “{ $to }”, which the flow does not have, so no case went over. Please correct the plan.
code-migration-undecided = The plan does not say where cases at “{ $element }” go, so these cannot go over. Please add it.
code-migration-handler = After going over, what was done at “{ $element }” can no longer be taken back by itself. Please make sure before you go on.
code-migration-service = One case does not belong to this service, so none went over. Please take it off the list and try again.
code-pack-unknown = The agency has not published version { $version } of this service, so no case went over. Publish it first, or choose another version.
code-file-number = The file number { $number } is not the one that the agency gave; it is filed again.
code-file-empty = There is no document to file.
code-history-submitted = submitted
code-history-consented = agreed to stand in
code-history-approved = approved
code-history-noted = took note
code-history-returned = returned it to { $desk }{ $way ->
    [straight] , to come straight back once corrected
   *[other] { "" }
  }
code-history-corrected = corrected it
code-history-filled-in = filled in the fields of the station
code-history-withdrawn = withdrew it
code-history-filed = filed it
code-history-decided = Decided
code-history-refused = Refused
code-history-against = Voted against
code-history-consulted = Consulted
code-history-agreed = Agreed
code-history-added = added { $desks } as signers
code-history-asked-unit = consulted { $desks }
code-history-delegated = delegated it to { $desks }
code-history-taken-off = took { $desks } off the route
code-history-taken-back = Took the signature back
code-history-recalled = took the submission back
code-history-transferred = handed it over to { $desks }
code-history-copied = Sent a copy to { $people }
code-history-agreed-late = agreed as well (somebody had signed this station first; kept as an opinion)
code-history-agreed-spared = agreed (nobody needs to sign this station any more; kept as an opinion)
code-history-opposed-spared = disagreed (nobody needs to sign this station any more; kept as an opinion)
code-history-opposed-late = disagreed (somebody had signed this station first; kept as an opinion)
code-history-said = Gave an opinion
code-history-sealed = Sealed the signature
code-history-urged = urged { $desk }
code-history-escalated = told { $desks } that it is overdue
code-history-stuck = the flow got stuck at “{ $name }”; an administrator will see to it
code-history-retried = tried the flow again at “{ $name }”
code-history-moved = moved the flow to “{ $name }”
code-history-cancelled = cancelled the step “{ $name }”
code-history-begun = began the flow at “{ $name }”
code-history-set = set variables of the flow
code-history-went-over = brought it over to version { $version } of the service
code-case-stuck =
    The flow is stuck at “{ $name }”. { $told ->
        [yes] The administrators have been told
        [later] The administrators are told once this is sent
       *[nobody] The agency has named no administrator
    }; { $to_do ->
        [station] please go on with your own step as always.
        [tell] please tell IT.
       *[nothing] you need not do anything.
    }
code-explain-hidden = You have no part in the route of this case, so its reasons are not shown.
code-explain-here =
    { $came ->
        [submitted] { $by_person } submitted it
        [consented] { $by_person } agreed to stand in
        [approved] { $by_person } approved it
        [decided] { $by_person } decided it
        [consulted] { $by_person } was consulted
        [voted] { $by_person } voted
        [noted] { $by_person } took note
        [corrected] { $by_person } corrected it
        [returned] { $by_person } returned it
        [taken-back] { $by_person } took it back
        [transferred] { $by_person } handed it over
        [asked] { $by_person } asked others too
        [timer] The time came
        [mended] An administrator changed where it is
        [failed] One step of the flow could not be done
       *[other] The flow brought it here
    }{ $stood ->
        [yes] { " " }for { $for_person }
       *[no] { "" }
    }; now it is with { $desk ->
        [applicant] { $who_people } (applicant)
        [deputy] { $who_people } (deputy)
        [head-1] { $who_people } (the head)
        [head-2] { $who_people } (the second head)
        [head] { $who_people } (head no. { $level } above)
        [office] { $unit }
        [last-signer] { $who_people } (who signed last)
        [vacant] { $unit } { $title } (vacant)
        [asked] { $who_people } (asked by { $asked_person })
       *[other] { $who_people }
    } { $task ->
        [consent] to agree to stand in
        [approve] for approval
        [consult] to be consulted
        [decide] for decision
        [vote] to vote
        [note] to take note
        [correct] for correction
        [file] to be filed
       *[other] to be dealt with
    }.
code-explain-here-leave =
    { $kind }, { $leave_minutes }: by table { $table }, row { $rows }{ $noted ->
        [yes] { " " }({ $note })
       *[no] { "" }
    }. { code-explain-here }
code-explain-here-rule =
    By table { $table }, row { $rows }{ $noted ->
        [yes] { " " }({ $note })
       *[no] { "" }
    }. { code-explain-here }
code-explain-stuck = The flow has stopped at “{ $name }”; an administrator has to look at it, and there is nothing that you must do.
code-explain-skipped = There is no head at level { $levels } above, so that station was passed over.
code-explain-stands-in =
    { $absent_person } is away { $dates }; { $deputy_people } may sign instead ({ $rule ->
        [listed] on the list of deputies since { $since_date }
       *[named] named on the leave request
    }).
code-explain-away = { $absent_person } is away { $dates }; nobody can stand in here now.
code-explain-vacant =
    This post is vacant; { $deputy_people } may sign instead ({ $rule ->
        [above] the head above
       *[listed] on the list of deputies since { $since_date }
    }).
code-explain-vacant-alone = This post is vacant, without deputies and without a head above; please ask personnel.
code-explain-reminder = If nothing is done by { $due_ms }, a reminder is sent.
code-explain-reminded =
    Reminded { $count ->
        [one] once
       *[other] { $count } times
    }, last { $at_ms }.
code-explain-filed = This case is filed under { $number } and waits for nobody.
code-explain-withdrawn = { $by_person } withdrew this case { $at_ms }; it waits for nobody.
code-explain-closed = This case was closed { $at_ms }; it waits for nobody.
code-explain-refused = This case ended { $at_ms } without effect; it waits for nobody.
code-explain-source =
    { $table }, row { $rows }{ $noted ->
        [yes] { " " }({ $note })
       *[no] { "" }
    }: { $inputs } → { $says }. Version { $version } of the service.
code-explain-source-default = { $table } has no row that fits; its default: { $inputs } → { $says }. Version { $version } of the service.
code-queue-submit = Submit { $kind } of { $dates }
code-queue-approve = Approve { $kind } of { $applicant_person }, { $dates }
code-queue-return = Return { $kind } of { $applicant_person }, { $dates }
code-queue-correct = Correct { $kind } of { $dates }
code-queue-withdraw = Withdraw { $kind } of { $dates }
code-queue-file = File { $kind } of { $applicant_person }, { $dates }
code-queue-other = Something else: { $kind } of { $applicant_person }, { $dates }
code-queue-mend = Mend the flow of case { $number }
code-queue-mend-plain = Mend a flow
code-queue-other-plain = Something else
code-queue-file-plain = File a form
code-queue-withdraw-plain = Withdraw a form
code-queue-correct-plain = Correct a form
code-queue-return-plain = Return a form
code-queue-note-plain = Take note of a form
code-queue-note = Take note of { $kind } of { $applicant_person }, { $dates }
code-queue-consent-plain = Consent to stand in
code-queue-consent = Consent to stand in for { $applicant_person }: { $kind }, { $dates }
code-queue-approve-plain = Approve a form
code-queue-submit-plain = Submit a form
code-queue-decide = Decide { $kind } of { $applicant_person }, { $dates }
code-queue-decide-plain = Decide a form
code-queue-oppose = Vote against { $kind } of { $applicant_person }, { $dates }
code-queue-oppose-plain = Vote against a form
code-queue-take-back = Take back the signature on { $kind } of { $applicant_person }, { $dates }
code-queue-take-back-plain = Take back the signature on a form
code-queue-add-sign = Add signers to { $kind } of { $applicant_person }, { $dates }
code-queue-add-sign-plain = Add signers to a form
code-queue-consult-unit = Consult a unit on { $kind } of { $applicant_person }, { $dates }
code-queue-consult-unit-plain = Consult a unit on a form
code-queue-delegate = Delegate { $kind } of { $applicant_person }, { $dates }
code-queue-delegate-plain = Delegate a form
code-queue-take-off = Take a station off { $kind } of { $applicant_person }, { $dates }
code-queue-take-off-plain = Take a station off a form
code-queue-transfer = Hand over { $kind } of { $applicant_person }, { $dates }
code-queue-transfer-plain = Hand over a form
code-queue-copy = Send copies of { $kind } of { $applicant_person }, { $dates }
code-queue-copy-plain = Send copies of a form
code-queue-say = Opinion on { $kind } of { $applicant_person }, { $dates }
code-queue-say-plain = Opinion on a form
code-queue-seal = Seal the signature on { $kind } of { $applicant_person }, { $dates }
code-queue-seal-plain = Seal the signature on a form
code-queue-urge = Urge { $kind } of { $applicant_person }, { $dates }
code-queue-urge-plain = Urge a form
code-queue-receive = Open { $kind } of { $applicant_person }, { $dates }
code-queue-receive-plain = Open a form
code-operation-gone = This is done and no longer in the queue.
code-operation-left = It has been sent and can no longer be undone. If you must, take a signature back, or withdraw a form.
code-operation-open = The agency has not answered yet; please wait.

code-leave-asked = { $kind }, { $dates }: being decided
code-leave-asked-again = { $kind }, { $dates }: corrected and counted anew
code-leave-decided = { $kind }, { $dates }: approved
code-leave-pay-cut = { $kind }, { $dates }: beyond the days allowed, pay is cut
code-corrected = { $kind }, { $dates }: corrected; the hours held before are given back
code-withdrawn = { $kind }, { $dates }: withdrawn; the hours are given back
code-returned = { $kind }, { $dates }: returned; the hours held are given back
code-granted-by-seniority = { $years } years of service: { $days } days
code-granted-by-months = { $days } days a year, for { $months } months in post
code-granted-floor = At least { $days } days by the rules
code-granted-kept = Kept from { $year }, to be used by { $until_date }
code-granted-none = No days yet by seniority
code-granted-overtime = Overtime of { $overtime_minutes } on { $worked_date }
code-granted-yearly = { $days } days a year
code-account-case-state = The leave account and this form do not agree; the agency will look at it.
code-account-grant = The grant is not right; please ask personnel.
code-account-lot-exists = This grant was already written.
code-account-lot-unknown = The leave account has no such grant; please ask personnel.
code-account-overdrawn = Only { $left_minutes } is left, not { $asked_minutes }. Another form may have used it; please change this one and submit again.
code-account-sum = What is charged ({ $charged_minutes }) is not what was asked ({ $asked_minutes }); the agency will look at it.

code-vault-wrong-passphrase = The passphrase is wrong; { $left } tries are left.
code-vault-locked = Too many tries; please wait.
code-vault-passphrase-short = The passphrase is too short; at least { $min } characters.
code-vault-recovery-code = The recovery code is wrong.
code-vault-no-key-store = The key store of this system cannot be used; use the passphrase.
code-vault-no-slot = This vault has no such way to unlock; use the passphrase.
code-vault-last-slot = This is the last way to unlock and cannot be removed.
code-vault-in-use = Antou is already open in another window. Please go there.
code-vault-not-found = There is no vault on this computer yet; please set it up first.
code-vault-exists = There is already a vault on this computer; nothing was written over.
code-vault-not-enrolled = This computer is not registered yet; please set it up first.
code-vault-person = This vault belongs to another person.
code-vault-newer = The vault was made by a newer Antou; please update.
code-vault-damaged = The vault is damaged; the files were set aside. Ask personnel for a new invitation and unlock once more: you can then download your data again and go on. For forms that were not sent yet, ask the help desk.
code-vault-slots-damaged = The data for unlocking is damaged, so the vault on this computer cannot be opened. What is in it is unchanged; delete no file, and ask the help desk.
code-vault-unreadable = One record in the vault cannot be read; the rest is not affected.
code-vault-missing = A record is missing in the vault; the next sync fetches it.
code-vault-crypto = Encrypted data could not be handled; nothing was changed. Please ask IT.
code-vault-database = The vault cannot be read or written now; nothing was changed. Please try again.
code-vault-not-encrypting = This computer cannot store data encrypted, so nothing was written. Please ask IT.
code-disk-full = The disk is full and nothing was written. Make room and try again; what you typed is still on screen.
code-disk-denied = The system does not allow writing to the vault's folder. Please ask IT.
code-disk-failed = The disk failed and nothing was written. Try again; if it fails again, ask IT.
code-blob-missing = This file is not on this computer yet; it comes once the agency can be reached.
code-blob-damaged = This file is damaged; it is fetched again once the agency can be reached.
code-blob-changed = The file is not the one that was registered; it was not used.
code-blob-too-large = The file is too large.
code-settings-value = This value cannot be set.
code-random-missing = The system has no safe random numbers, so nothing was signed. Please ask IT.
code-thread-missing = A background part of Antou did not start; please open Antou again.
code-certificate-ended = The certificate of this computer ended { $until_ms }; it cannot sync with the agency any more. What you signed is still here, and what was not sent is under Sync; please tell your IT staff.
code-program-too-old = This Antou is too old; please update.
code-pack-changed = The form was updated; please open it again, check it and submit.
code-pack-missing = The version of this form is not on this computer; try again after a sync.
code-pack-unpublished = The agency has not published this form.
code-host-unreachable = The core of Antou does not answer. What you typed is saved; please try again.
code-page-error = The page made an error; your data is not affected. Please try again.
code-command-request = The page and the core are of different versions; please open Antou again.
code-command-answer = The page and the core are of different versions; please open Antou again.
code-command-unknown = The page and the core are of different versions; please open Antou again.
code-world-unreadable = Data in the vault cannot be read; try again, and ask IT if it fails again.
code-event-unknown = A new record is unknown to this version; please update Antou.
code-network-missing = This computer has no network. Go on working; everything goes out once it has.
code-network-failed = The network broke off; it is tried again by itself.
code-agency-unreachable = The agency cannot be reached. Go on working; everything goes out once it can.
code-agency-garbled = The agency's answer was not whole; it is tried again by itself.
code-certificate-of-another = The server that answered is not your agency, so nothing was sent. Please ask IT.
code-server-of-another = The server that answered is not your agency, so nothing was sent. Please ask IT.
code-unauthenticated = The agency does not know this computer's certificate; please ask IT.

code-invitation-none = This is not an invitation; paste the whole text that personnel gave you.
code-invitation-line = Line { $line } of the invitation is not complete; compare it with the paper.
code-invitation-character = “{ $character }” in line { $line } may be a slip; compare it with the paper.
code-invitation-part = A part of the invitation is missing; paste the whole text.
code-invitation-version = This invitation is for another version of Antou. Please update Antou, or ask personnel for a new invitation.
code-invitation-whole = The invitation does not add up; a character may be wrong. Compare it with the paper.
code-enrol-code-unknown = The agency does not know this invitation; please ask personnel.
code-enrol-code-used = This invitation was already used. If it was not by you, tell IT at once.
code-enrol-code-expired = This invitation has expired; ask personnel for a new one.
code-enrol-code-wrong = The password of the invitation is wrong; { $left } tries are left.
code-enrol-device = The data of this computer is not right; please begin the setup again.
code-enrol-person = The person of the invitation is not on the agency's list; please ask personnel.
code-enrol-request = The registration was not complete; please begin the setup again.

code-query-too-long = The search text is too long.
code-index-busy = The search index is being put in order; please wait.
code-index-damaged = The search index is damaged and is being rebuilt. Your cases are not affected.
code-index-missing = The search index is being built; please wait.
code-index-old = The search index is being updated; please wait.
code-index-disk = The search index cannot be written; search is incomplete for now.
code-index-engine = Search cannot be used now; please try again.
code-index-document-too-large = One document is too large and is not searched.
code-print-glyph-missing = The built-in font lacks a character, so no document was made. Please ask IT.
code-print-sheet-unreadable = The print sheet of this form cannot be read; please ask IT.
code-print-sheet-wrong = The print sheet of this form is wrong; please ask IT.
code-print-text-too-long = A text is too long for its place; please shorten it.
code-print-qr-too-long = The content of the barcode is too long to be printed. Please ask IT to shorten it in the form.
code-print-too-many-pages = There are too many pages for one document.
code-print-value-missing = A value is still missing, so no document can be made.
code-pdf-refused = This PDF cannot be archived; please ask IT.
code-pdf-unreadable = This PDF cannot be read.
code-pdf-encrypted = This PDF is protected by a password; please remove it.

code-cbor-form = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-cbor-not-whole = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-cbor-order = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-cbor-shape = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-cbor-too-deep = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-cbor-too-large = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-cbor-too-many = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-entry-wrong = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-history-damaged = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-store-damaged = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-store-fault = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-event-chain = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-event-disclosure = What came beside this record does not belong to it ({ $problem }), so it was not used; what was there is unchanged. Please ask IT.
code-event-sequence = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-event-shape = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-event-stream = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-event-version = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-chain = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-limit = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-shape = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-unreadable = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-too-large = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-actor = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-version = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-must-understand = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-verdict-shape = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-verdict-version = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-signature = The signature does not fit the content, so nothing took effect and nothing was changed. Tell IT at once.
code-operation-disclosure = What came beside the signature does not belong to it ({ $problem }), so nothing took effect and nothing was changed. Tell IT at once.
code-operation-differs = The signature does not fit the content, so nothing took effect and nothing was changed. Tell IT at once.
code-verdict-signature = The answer was not signed by the agency, so it was not used; your form still waits. Please tell IT.
code-verdict-not-agency = The answer was not signed by the agency, so it was not used; your form still waits. Please tell IT.
code-certificate-failed = The certificate could not be confirmed, so nothing was done. Please ask IT.
code-certificate-missing = The certificate could not be confirmed, so nothing was done. Please ask IT.
code-certificate-nameless = The certificate could not be confirmed, so nothing was done. Please ask IT.
code-certificate-unreadable = The certificate could not be confirmed, so nothing was done. Please ask IT.
code-certificate-usage = The certificate could not be confirmed, so nothing was done. Please ask IT.
code-certificate-revoked = The certificate of this computer was revoked; ask IT to register it again.
code-certificate-time = The certificate has expired, or this computer's clock is wrong. Set the clock first, then ask IT.
code-outbox-order = This was already dealt with; you need not do anything.
code-outbox-twice = This was already dealt with; you need not do anything.
code-outbox-unknown = This was already dealt with; you need not do anything.
code-outbox-too-late = This was already dealt with; you need not do anything.
code-office-refused = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-stream-missing = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-org-unknown = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-org-dates = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-org-circle = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-org-grade = The lowest grade of a post does not fit its highest, so it did not take effect. Please ask personnel.
code-desk-unknown = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-desk-office = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-desk-deputy = Something is missing in the agency's list of people and units, so it did not take effect. Please ask personnel.
code-flow-service = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-decision = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-circle = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-incident = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-role = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-too-large = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-unreadable = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-file-missing = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-file-wrong = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-filing = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-number-word = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-other = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-older = This form is set up wrongly. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-form-too-large = This form is designed wrongly and cannot be used. Please ask IT.
code-form-unreadable = This form is designed wrongly and cannot be used. Please ask IT.
code-form-shape = This form is designed wrongly and cannot be used. Please ask IT.
code-form-too-deep = This form is designed wrongly and cannot be used. Please ask IT.
code-form-too-many = This form is designed wrongly and cannot be used. Please ask IT.
code-form-expression = This form is designed wrongly and cannot be used. Please ask IT.
code-form-pattern = This form is designed wrongly and cannot be used. Please ask IT.
code-form-kind-unknown = This form is designed wrongly and cannot be used. Please ask IT.
code-form-files-at-station = This form is designed wrongly and cannot be used. Please ask IT.
code-form-key = This form is designed wrongly and cannot be used. Please ask IT.
code-form-options = This form is designed wrongly and cannot be used. Please ask IT.
code-form-columns = This form is designed wrongly and cannot be used. Please ask IT.
code-cli-usage = The program could not start or read a file; no data was changed. Please ask IT.
code-file-failed = The program could not start or read a file; no data was changed. Please ask IT.
code-file-unreadable = The program could not start or read a file; no data was changed. Please ask IT.
code-folder-busy = The program could not start or read a file; no data was changed. Please ask IT.
code-folder-taken = The program could not start or read a file; no data was changed. Please ask IT.
code-home-missing = The program could not start or read a file; no data was changed. Please ask IT.
code-host-failed = The program could not start or read a file; no data was changed. Please ask IT.
code-show-too-large = The program could not start or read a file; no data was changed. Please ask IT.
code-show-unknown = The program could not start or read a file; no data was changed. Please ask IT.
code-stream-broken = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-stream-unknown = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-wire-limit = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-wire-unreadable = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-acting-for = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-operation-too-many-events = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-name-unreadable = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-number-text = This record was not whole or did not fit, so it was not used; what was there is unchanged. Please ask IT.
code-feel-clock = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-external = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-function-defined = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-name = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-open-range = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-syntax = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-too-deep = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-too-long = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-feel-too-much-work = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-dmn-circle = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-dmn-model = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-dmn-too-large = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-dmn-xml = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-dangling = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-duplicate-id = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-expression = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-language = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-no-condition = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-no-process = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-shape = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-start = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-timer = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-too-large = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-unreachable = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-unsupported = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-flow-xml = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-check-failed = The flow, the rules or the form of this pack is wrong, so it was not published. See { $path } ({ $code }); mend it and publish again.
code-pack-scenario-failed = A scenario of this pack does not come out as it should, so the pack was not published. See { $path }; mend it and publish again.
code-pack-version-old = This pack is version { $version }, and the agency uses version { $current } already. Publish a newer version.
code-pack-signature-broken = The signature of this pack file is not right ({ $reason }); it may have been changed. Ask for it again where it came from.
code-pack-signer-unknown = Nobody who is trusted vouches for whoever signed this pack file ({ $reason }). Ask for their certificate, make sure of it and name it with --root.
code-pack-too-deep = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-pack-too-many-files = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-task-nobody = The flow or the rules of this form are wrong. Your form did not take effect, and all you wrote is still there. Please ask IT.
code-form-part-unknown = This form is designed wrongly and cannot be used. Please ask IT.
code-form-option-twice = This form is designed wrongly and cannot be used. Please ask IT.
code-form-path-taken = This form is designed wrongly and cannot be used. Please ask IT.
code-form-section-unknown = This form is designed wrongly and cannot be used. Please ask IT.
code-form-table-unknown = This form is designed wrongly and cannot be used. Please ask IT.
code-form-circle = This form is designed wrongly and cannot be used. Please ask IT.
code-store-full = The agency's disk is full; your form waits and is sent again by itself.
code-store-newer = The agency's server is of another version; your form waits. Please tell IT.
code-pdf-action = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-end = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-font-not-embedded = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-font-not-readable = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-foreign-stream = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-header = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-no-identifier = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-no-language = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-no-metadata = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-no-output-intent = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-no-pages = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.
code-pdf-not-archivable = This PDF does not follow the archive format (PDF/A), so it was not filed. Please ask IT.

### Signatures, cards, lists of revocation and time stamps

code-card-no-module = This computer cannot read cards: the card's component was not found. Ask IT to install it, then try again.
code-card-none = There is no card in the reader, or it is the wrong way round. Put it in and try again.
code-card-removed = The card was taken out while signing. What was signed is valid, the rest is not signed; put the card back and sign the rest.
code-card-wrong-pin = The card's PIN is wrong; nothing was signed. { $left ->
        [1] Only one try is left before the card locks; stop if you are not sure.
        [2] Repeated wrong PINs lock the card; type carefully.
       *[other] Type it again.
    }
code-card-pin-locked = The card's PIN is locked; nothing was signed. Have it unlocked where the card was issued; what is urgent can be signed with this computer and sealed with the card later.
code-card-pin-unset = The card has no PIN yet, or it must be changed first. Set it with the issuer's program, then try again.
code-card-no-certificate = The card has no certificate for signatures; nothing was signed. Check that it is your own certificate card.
code-card-mismatch = Key and certificate on the card do not belong together; nothing was signed. Ask the issuer of the card.
code-card-failed = The card did not answer; nothing was signed. Take it out and put it in again; if that does not help, ask IT.
code-card-shape = The card's signature is not whole, so nothing took effect and nothing was changed. Please ask IT.
code-card-binding = The agency has not registered this card as yours, so nothing took effect and nothing was changed. Ask IT to register it.
code-card-of-another = This card is registered to somebody else, so nothing took effect and nothing was changed. Sign with your own card.
code-card-not-bound = The registration of this card has not begun or has ended, so it did not take effect. Ask IT to register it again.
code-card-issuer = The agency does not accept the issuer of this card, so it did not take effect. Use another card, or ask IT.
code-card-expired = The card's certificate has expired, so it did not take effect. Renew it, or sign with this computer now and seal it with the card later.
code-card-usage = The card's certificate is not for signatures, so it did not take effect. Use another card, or ask IT.
code-card-revoked = The card's certificate was revoked. What was signed after that did not take effect; what was signed before waits for an administrator. Please ask IT.
code-card-withdrawn = This card was withdrawn. What was signed after that did not take effect; what was signed before waits for an administrator. Please ask IT.
code-card-unknown = The agency does not find the registration of this card; an administrator has to look, and nothing is lost. Please ask IT.
code-card-signature = The card's signature does not fit the content, so nothing took effect and nothing was changed. Tell IT at once.
code-operation-algorithm = The signature does not fit the content, so nothing took effect and nothing was changed. Tell IT at once.
code-operation-clock = This computer's clock is too far off, so this did not take effect; nothing is lost. Set the clock and do it again.
code-certificate-weak = Key or signature of the certificate is too weak to be accepted; nothing was changed. Get a new certificate, or ask IT.
code-certificate-key = The certificate has a kind of key that is not accepted; nothing was changed. Please ask IT.
code-crl-missing = It is not known yet whether the card was revoked. The agency keeps this seal and goes on by itself once it has the authority's list; you need not do anything.
code-crl-stale = The authority's list of revoked cards is too old. The agency keeps this seal and goes on by itself once it has a newer list; you need not do anything.
code-crl-too-large = This list of revoked certificates is too large and was not used; the one before is still there.
code-crl-too-many = This list of revoked certificates is too large and was not used; the one before is still there.
code-crl-unreadable = This file is no list of revoked certificates and was not used; the one before is still there.
code-crl-kind = This list of revoked certificates tells only a part and was not used; the one before is still there. Get the complete list.
code-crl-endless = This list of revoked certificates does not say until when it holds and was not used; the one before is still there.
code-crl-issuer = This list of revoked certificates is not by an issuer that the agency accepts and was not used; the one before is still there.
code-crl-weak = The signature of this list of revoked certificates is too weak, so it was not used; the one before is still there.
code-crl-signature = The signature of this list of revoked certificates is wrong, so it was not used; the one before is still there. Tell IT at once.
code-stamp-unreachable = The time stamp service did not answer. Cases go on as usual; it is asked again later.
code-stamp-too-large = The time stamp was not whole and was not used. Cases go on as usual; the service is asked again later.
code-stamp-unreadable = The time stamp was not whole and was not used. Cases go on as usual; the service is asked again later.
code-stamp-denied = The time stamp service said no. Cases go on as usual; IT should look at its settings.
code-stamp-imprint = The time stamp is over something else and proves nothing. Tell IT at once.
code-stamp-nonce = The time stamp answers another question and proves nothing. Tell IT at once.
code-stamp-issuer = The time stamp is not by a service that the agency accepts, so it proves nothing. Please ask IT.
code-stamp-expired = The service's certificate had expired at the time of the stamp, so it proves nothing. Please ask IT.
code-stamp-usage = The service's certificate is not for time stamps, so it proves nothing. Please ask IT.
code-stamp-signature = The signature of the time stamp is wrong, so it proves nothing. Tell IT at once.
code-held-unknown = No such operation waits for confirmation, or it was already dealt with.
code-deputation-asks = { $person } asks you to stand in: { $span }
code-deputation-acting = Asking, agreeing and ending a deputation is done in person, not for somebody else.
code-deputation-unknown = This deputation was not found; it may have changed. Please look again and retry.
code-deputation-exists = This deputation was already sent; there is no need to send it again.
code-deputation-self = Nobody stands in for themselves; please choose a colleague.
code-deputation-not-yours = This deputation is not yours; only { $person }, the deputy or a head above can handle it.
code-deputation-not-asked = Somebody else was asked to stand in, so you cannot answer.
code-deputation-consented = You have already agreed; if you can no longer stand in, use “End”.
code-deputation-declined = { $by_person } declined; please ask another colleague.
code-deputation-ended = { $by_person } ended the deputation for { $person } on { $at_ms }; what was decided later did not take effect.
code-deputation-over = The deputation for { $person } ran until { $to_ms }; what was decided later did not take effect.
code-deputation-not-yet = The deputation for { $person } begins on { $from_ms }; you cannot decide before.
code-deputation-not-consented = You have not agreed to stand in for { $person }; please agree first.
code-deputation-scope = This matter is outside what { $person } asked you to do; { $person } decides it in person.
code-deputation-order = { $by_person } comes before you and stands in for { $person } now; there is nothing for you to do.
code-deputation-away = You are away at this time; the next deputy or { $person } decides.
code-deputation-beyond = What you hand on must lie within your own deputation ({ $from_ms } to { $to_ms }).
code-deputation-many = At most { $limit } deputations can be open; please end one that is not needed.
code-deputation-period = Please give a period whose start is before its end, to the minute.
code-deputation-long = One deputation lasts at most a year; please shorten it.
code-deputation-past = This period was over on { $to_ms }; please choose a later time.
code-deputation-services = A deputation names at most { $limit } services.
code-deputation-service = The agency does not offer the service { $service }; please choose again.
code-deputation-no-post = Personnel records show no post of { $person } for all of this time; please choose another colleague.
code-deputation-rank = The post of { $person } is below grade { $grade }, which the agency requires; please choose another colleague.
code-deputation-unit = The agency wants a deputy from the same unit or the list, and { $person } is neither; please choose another colleague.
code-deputation-deputy-away = { $person } is away from { $from_ms } to { $to_ms }; choose a colleague or another time. Whoever has agreed hands it on first.
code-deputation-chain = A deputation can be handed on to at most { $limit } people; please ask the principal to choose another.
code-deputation-loop = People would stand in for each other in a circle ({ $person }); please choose another colleague or time.
code-deputation-incomplete = Deputy, period and reason are all needed.
code-queue-deputy-ask = Ask { $person } to stand in
code-queue-deputy-hand-on = Hand a deputation on to { $person }
code-queue-deputy-consent = Agree to stand in
code-queue-deputy-decline = Decline to stand in
code-queue-deputy-end = End a deputation
code-deputising-then = The applicant stands in for { $person } at that time and has not handed it on.
code-explain-deputised = { $absent_person } asked { $deputy_people } to stand in ({ $reason }, { $dates }).
## Lists of people

code-people-refused = The list has { $count } faults, so it was not imported and nothing changed. The first is in row { $row } ({ $code }). Please correct the list and import it again.
code-people-file-large = The file is too large and was not imported. Please split it.
code-people-line-long = A line of the list is too long, so it was not imported. Please check that quotes come in pairs.
code-people-rows = The list has too many rows and was not imported. Please split it.
code-people-field-long = A field of the list is too long, so it was not imported. Please shorten it.
code-people-field-control = A field of the list holds a line break or control character, so it was not imported. Please remove it.
code-people-encoding = The list is neither UTF-8 nor Big5, so it was not imported. Please save it as UTF-8.
code-people-csv = The list is no whole CSV file, so it was not imported. Please export it again.
code-people-row-fields = A row of the list has not as many fields as the headings, so it was not imported. Please correct it.
code-people-column-twice = A column stands twice in the list, so it was not imported. Please keep one.
code-people-column-missing = The list has no column of person ids, so it was not imported. Please add ids that are no identity numbers.
code-people-ldif = A line of the list is no LDIF, so it was not imported. Please export it again.
code-people-ldif-change = This LDIF would change a directory and is no list, so it was not imported. Please export content records.
code-people-ldif-address = This LDIF points to another file, so it was not imported. Please put the content into the list.
code-people-identity-number = The list uses identity numbers as ids, so it was not imported and none was kept. Please use staff numbers.
code-people-id = An id of the list cannot be used, so it was not imported. Ids have letters, digits and hyphens only.
code-people-name = A name of the list is too long, so it was not imported. A name has at most 100 characters.
code-people-date = A date of the list cannot be read, so it was not imported. Please write 115/03/02 or 2026-03-02.
code-people-number = A number of months cannot be read, so the list was not imported. Please write digits only.
code-people-grade = A grade of the list cannot be read, so it was not imported. Please write 9 or 6-9.
code-people-yes-no = A field of the list must be yes or no, so it was not imported.
code-people-kind = A kind of holding cannot be read, so the list was not imported. Please write regular, acting, concurrent or seconded.
code-people-missing = Somebody or something new in the list lacks a field, so it was not imported. Please add it.
code-people-reserved = This id stands for the agency itself, so the list was not imported.
code-people-duplicate = An id of the list is of two people, or a post stands twice, so it was not imported. Please correct it.
code-people-two-regular = Somebody in the list has two regular posts at once, so it was not imported. Please make one of them concurrent or acting.
code-people-conflict = Two rows of the list say different things of the same, so it was not imported. Please make them agree.
code-people-unit-unknown = Nobody knows a unit of the list, so it was not imported. Please add its name or use a known one.
code-people-unit-ambiguous = Several units have a name of the list, so it was not imported. Please use the id of the unit.
code-people-unit-circle = Units of the list stand above each other, so it was not imported. Please correct the units above.
code-people-dates = An end in the list is before its beginning, so it was not imported. Please correct it.
code-people-before-first-post = Somebody in the list holds a post before the first day in service, so it was not imported. Please correct one of the dates.
code-people-refused-by-office = A row of the list does not fit what the agency has ({ $refusal }), so it was not imported. Please correct it.
## Attachments and files

code-attachments-room = The list of attachments is too long: one request cannot hold the names of { $count } files. Please shorten the names or combine the files.
code-attachments-at-once = At most { $limit } files are taken in at once; please wait until the first ones are done.
code-attachment-stopped = This file was stopped; nothing of it stays.
code-attachment-changed = “{ $name }” changed while it was read, so it was not attached. Please attach it again when it no longer changes.
code-attachment-no-file = “{ $name }” is not a file and cannot be attached. Please choose a file.
code-file-not-here = “{ $name }” is not on this computer yet; please download it first.
code-blob-stopped = Stopped; nothing of it stays.
code-blob-quota = Your files at the agency already take { $used_bytes } of { $limit_bytes }, so this one was not sent yet. It stays on this computer; please ask IT to raise the limit.
code-blob-part = The file was damaged on the way; this part of it is being sent again.
code-preview-unknown = There is no preview of this kind of file. Its content is kept whole and opens in the program that made it.
code-preview-damaged = This file cannot be read; it may be damaged or incomplete. Please ask whoever provided it.
code-preview-large = This file is too large for a preview, which shows at most { $limit_bytes }. Its content is kept whole.
code-preview-unfolds = This file unfolds to more than { $limit_bytes }, so it is not shown, to be safe. Please ask whoever provided it.
code-preview-locked = This PDF has a password and cannot be shown. Please ask for one without.
code-preview-slow = This file took too long, so there is no preview. Its content is kept whole.
code-preview-busy = Earlier files are still being read; please try again in a moment.
code-save-no-folder = This computer has no folder for saved files; nothing was saved. Please tell your IT staff.
code-save-name-taken = There are too many files named “{ $name }” already; nothing was saved. Please tidy your downloads first.
code-export-field-unknown = This case has no field “{ $field }”, so no case file was written. Check the name of the field and try again.
code-export-operation-unknown = This case has no such operation to leave out, so no case file was written. Check it and try again.
code-export-broken = The case file was written but does not prove itself ({ $part }), so it was not kept. Have the vault checked, and tell IT.
code-export-unreadable = A file of this case cannot be read whole, so no case file was written. Try again when the sync is done.
code-export-missing-verdict = { $count } signed words of the agency are not on this computer; they are not in the case file, and whoever reads it is told.
code-export-missing-operation = { $count } signed operations are not on this computer; they are not in the case file, and whoever reads it is told.
code-export-missing-stamp = The time stamp is not on this computer yet; it is asked for with the next connection, and the case file can then be written again.
code-export-missing-list = The list of revoked certificates is not on this computer yet; it is asked for with the next connection, and the case file can then be written again.
code-export-missing-pack = The version of the form is not on this computer; when the sync is done the case file can be written again.
code-export-missing-file = { $count } attachments are not on this computer; download them and write the case file again.
code-export-missing-paper = The archived paper is not on this computer; when it is here the case file can be written again.
## Whom to call, batches, views and later

code-called-yourself = You cannot choose yourself
code-called-applicant = Applicants do not sign their own case
code-called-nobody = It has no head now; please choose a colleague
code-batch-many = A batch holds { $limit } at most; nothing was signed. Please select fewer and try again.
code-batch-large = { $name } asks for { $minutes }; most of this batch ask for { $usual_minutes }
code-batch-costly = { $name } asks for { $amount }; most of this batch ask for { $usual_amount }
code-batch-twice = { $name } has { $count } matters in this batch
code-batch-same-day = { $unit }: { $count } people away on { $on_date }
code-batch-old = { $name } has waited since { $since_ms }
code-view-name = A view's name has 1 to { $limit } characters; it was not kept. Please change the name.
code-view-twice = There is a view named “{ $name }” already; it was not kept. Please choose another name.
code-view-many = There can be { $limit } views; it was not kept. Please delete one first.
code-later-far = Something can be put off for { $limit_days } days at most; nothing was moved. Please choose a nearer time.
code-picture-unreadable = The flow of this form cannot be drawn; the case is not affected, and its stations are in the list. Please tell your IT staff ({ $problem }).
code-queue-refuse = Refuse { $kind } of { $applicant_person }, { $dates }
code-queue-refuse-plain = Refuse a form

## Flow editor

code-flow-file-changed = Another program changed the file after you opened it, so nothing was saved. Save once more to replace it with the flow shown here.
code-flow-file-gone = The file of the flow is not there; it may have been moved or deleted. Put it back and try again.
code-flow-not-drawn = This flow has no diagram, or one that cannot be read, so it cannot be edited here. The file is as it was. Add a diagram with the program it comes from and open it again.
