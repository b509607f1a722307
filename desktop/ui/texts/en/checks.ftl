# Checks of packs, flows, rules and forms, and why a running case has stopped: what is wrong, what that means, what to do.

finding-nearest = Did you mean “{ $nearest }”?

## Kinds of values

type-number = number
type-string = text
type-boolean = yes or no
type-date = date
type-time = time
type-date-and-time = date and time
type-days-and-time-duration = duration in days and hours
type-years-and-months-duration = duration in years and months
type-list = list
type-context = group of values
type-range = range
type-function = function
type-null = missing value
type-any = value of any kind

## FEEL

finding-feel-name-unknown = Nothing is called “{ $name }” here, so the expression reads no value and a case would stop at this point. Use the name of a form field, or one that the flow sets.
finding-feel-function-unknown = There is no function called “{ $function }”, so the expression has no result. Look the function up.
finding-feel-no-entry = A value of type { $of_type } has no entry “{ $name }”, so nothing is read. Use an entry that exists.
finding-feel-operands = A { $left_type } and a { $right_type } cannot be reckoned with one another, so the result is always empty. Use values of one kind, or convert one of them first.
finding-feel-operand = A { $of_type } has no opposite, so the result is empty. Remove the minus sign, or use a number or a duration.
finding-feel-never = A { $left_type } and a { $right_type } cannot be compared, so this never holds. Compare values of one kind; to ask whether there is a value, write “= null”.
finding-feel-not-boolean = A yes or no is expected here, but this is a { $of_type }, so the condition never holds. Write a comparison, such as “days > 3”.
finding-feel-argument = The function does not take a { $of_type }, so the result is empty. Give it what it takes.
finding-feel-arguments = The function is given the wrong number of values, so the result is empty. Add or remove some.
finding-feel-parameter-unknown = The function has no parameter “{ $name }”, so the result is empty. Correct the name.
finding-feel-not-a-function = A function is expected here, but this is a { $of_type }, so there is no result. Correct the name, or remove the brackets behind it.
finding-feel-no-value = “{ $text }” is nothing that “{ $function }” can read, so the result is empty. Write dates like 2026-01-31.
finding-feel-filter = Square brackets need a condition or a number, but this is a { $of_type }, so nothing is found. Write a condition, such as “[amount > 100]”.
finding-feel-domain = One cannot go through this item by item, so there is no result. Use a list, or go from one whole number to another.
finding-feel-entry-twice = “{ $name }” stands twice, so the whole context becomes empty. Keep one of them.
finding-feel-index = The list has no item { $index }, so nothing is read. Check how long the list is first.
finding-feel-division-by-zero = The divisor is zero, so there is no result. Test that it is not zero first.
finding-feel-number-range = The number is too large or too small, so there is no result. Check the expression and the numbers filled in.
finding-feel-calls = Functions call one another more than { $limit } deep, so it was stopped without a result. Check whether a function calls itself for ever.
finding-feel-steps = The expression takes more than { $limit } steps, so it was stopped without a result. Make it simpler, or the list shorter.
finding-feel-size = The text that is made is too long (the limit is { $limit } bytes), so it was stopped without a result. Make it shorter.
finding-feel-type = The result is a { $of_type }, which is not what is declared, so it counts as empty. Correct the expression or the declaration.
finding-feel-syntax = The expression is wrong or not whole, and cannot be read. Correct it from the marked place on.
finding-feel-too-long = The expression is too long to be read. Split it, or use a decision table.
finding-feel-too-deep = The expression nests too deep to be read. Split it.
finding-feel-clock = The expression reads the clock, which is not allowed: computed again later, it would differ. Give the time as a variable.
finding-feel-external = This calls an outside program, which is never run, for safety. Use a decision table or an expression instead.
finding-feel-name = The name of a variable is empty or too long. Use a shorter one.
finding-number-text = “{ $text }” is not a number. Write digits and a decimal point only.

## Decision tables

finding-dmn-type = A { $wanted_type } is declared here, but this is a { $of_type }, so the result is always empty. Correct the expression, or the declared type.
finding-dmn-gap = No rule says what holds for some values: { $values }. Such a case would stop. Add a rule, or a default.
finding-dmn-overlap = Rules { $rules } both match { $values }, but this table allows only one to match. Change the conditions so that one rule is left for each case.
finding-dmn-rule-unreachable = Of rules { $rules } one is never reached, because an earlier one covers it. Remove it, or correct its conditions.
finding-dmn-not-checked = The conditions of this table are known only when it runs, so gaps cannot be found beforehand. Try it out with examples.
finding-dmn-circle = The decision “{ $id }” needs itself by some way, so it cannot be computed. Remove one of the requirements.
finding-dmn-too-large = The rules file is too large to be read (the limit is { $limit } bytes). Split it.
finding-dmn-xml = The rules file cannot be read, or is not whole. Correct it from the marked place on, and save it again.
finding-dmn-no-decision = The rules have no decision “{ $name }”, so there is no result. Correct the name, or add the decision.
finding-dmn-no-logic = The decision says nothing yet, so there is no result. Give it a table or an expression.
finding-dmn-no-rule = No rule matches, so there is no result. Add a rule, or a default.
finding-dmn-not-unique = Rules { $rules } match at once, but this table allows one only, so there is no result. Change the conditions.
finding-dmn-not-the-same = The rules that match at once say different things, so there is no result. Change the conditions, or make them agree.
finding-dmn-aggregation = This column gives no numbers, so they cannot be summed or compared. Give numbers only.
finding-dmn-input-not-allowed = The input “{ $input }” is none of the values that the table allows, so there is no result. Check what was filled in, or allow more.
finding-dmn-output-not-allowed = The output “{ $output }” is none of the values that the table allows, so there is no result. Correct the entry.

## Files of flows

finding-flow-too-large = The flow's file is too large to be read (the limit is { $limit } bytes). Split the flow.
finding-flow-xml = The flow’s file cannot be read, or is not whole. Save it again with a flow editor.
finding-flow-no-process = The file holds no process that can be run. Mark the one that is meant as executable, and only that one.
finding-flow-unsupported = This element ({ $kind_of_element }), or a setting of it, is not run here. Draw it in another way.
finding-flow-duplicate-id = Two elements have one id, so they cannot be told apart. Change one of the ids.
finding-flow-dangling = This refers to “{ $missing }”, which is not in the flow. Connect it again, or remove it.
finding-flow-no-condition = This flow has no condition and is not the default, so nobody knows when it is taken. Give it a condition, or make it the default.
finding-flow-unreachable = No way leads here, so this is never reached. Connect it, or remove it.
finding-flow-start = The process or sub-process has no start, or two of one kind. Keep one clear start.
finding-flow-shape = This element is connected wrongly: a flow too many or too few. Correct the flows.
finding-flow-expression = The expression cannot be read, so the flow cannot be published. Correct it.
finding-flow-language = The expression is written in { $language }; only FEEL is run here. Write it in FEEL.
finding-flow-timer = The timer’s time cannot be read or computed. Write it in ISO 8601, such as P1D for one day, or count in working days.
finding-xml-too-large = The file is too large to be read. Split it.
finding-xml-too-deep = The file nests too deep to be read. Use fewer sub-processes inside one another.
finding-xml-too-many-elements = The file has too many elements to be read. Split the flow.
finding-xml-too-many-attributes = An element has too many attributes to be read. Save the file again with a flow editor.
finding-xml-dtd = The file declares a DTD, which is refused for safety. Remove the DOCTYPE and save it again.
finding-xml-encoding = The file's encoding is not read here. Save it as UTF-8.
finding-xml-bytes = The file is not in the encoding that it claims, and may be damaged. Save it as UTF-8, or fetch the original.
finding-xml-syntax = The file is not well-formed, and perhaps not saved whole. Save it again with a flow editor.

## Whether a flow comes to its end

finding-flow-deadlock = A case waits here for ever, because what it waits for never comes. See whether the split before it and this join are of the same kind.
finding-flow-unsynchronised = One case comes here twice and may be done twice. Put a join before it.
finding-flow-endless = From here the end is never reached. Draw a way to the end.
finding-flow-not-proved = The flow is too complex to prove that every case comes to its end. Use sub-processes, or try it out with examples.

## Running cases

finding-flow-ad-hoc = It is not clear which activities of this sub-process begin, so the case has stopped here. Correct the expression; an administrator then tries again.
finding-flow-call = The process that is called here is not in this pack, so a case would stop here. Draw it as a sub-process.
finding-flow-call-circle = Processes call one another in a circle, so it was stopped. Remove one of the calls.
finding-flow-cardinality = The number of instances is no whole number, so the case has stopped here. Correct the expression.
finding-flow-collection = What is to be gone through is no list, so the case has stopped here. Use a field or expression that is one.
finding-flow-condition = The condition is neither true nor false, so the case has stopped here. Mostly a field that it reads was left empty; test for “= null” first.
finding-flow-depth = Sub-processes or calls nest too deep, so the case has stopped here. Use fewer.
finding-flow-instances = There are too many instances, so the case has stopped here. Use fewer, or several cases.
finding-flow-join = What is waited for here cannot come any more, so the case has stopped. An administrator can move it; correct the flow.
finding-flow-mapping = A value that is passed to or from another process cannot be computed, so the case has stopped here. Correct the expression.
finding-flow-no-way = None of the conditions holds and there is no default, so the case has stopped here. Set a default.
finding-flow-output = What an instance gives back cannot be computed, so the case has stopped here. Correct the expression.
finding-flow-plan = The flow does not fit where this case stands, so it has stopped. An administrator can move it to a new version of the flow.
finding-flow-script = The script has no result, so the case has stopped here. Mostly a field that it reads was left empty; correct the expression.
finding-flow-service = The service of this step does not exist, or did not succeed, so the case cannot go on. Correct its name, or let an administrator try again.
finding-flow-steps = The flow took too many steps at once, perhaps in a circle, so it was stopped. Look for a loop without a person in it.
finding-flow-timers = Too many timers run at once, so the case has stopped here. Use fewer.
finding-flow-tokens = Too many ways go on at once, so the case has stopped here. Use fewer splits.
finding-run-started = The case has started already, and was not started again.
finding-run-not-started = The case has not started, so this cannot be done. Submit it first.
finding-run-ended = The case has ended, and nothing can be done with it any more.
finding-run-no-start = The flow has no start of this kind. Look at its start events.
finding-run-other-process = The case belongs to another process, so nothing was done. Open it again.
finding-run-no-task = This station waits for nobody any more, so nothing was done. Somebody else may have closed it; open the case again.
finding-run-no-service = This step does not wait for a service any more, so nothing was done. Open the case again.
finding-run-nobody-waits = Nothing in the flow waits for this message now, so nothing was done.
finding-run-no-token = The case is not there now, so nothing was moved. Open it again and choose anew.
finding-run-no-place = The case cannot be moved there, so nothing was moved. Choose a place where it can go on.
finding-run-undecided = This step needs the outcome of its decision first, so nothing was done. Try again.
finding-run-no-flow = There is no such way out of here, so nothing was moved. Choose anew.
finding-run-no-incident = Nothing has stopped here, so there is nothing to mend.

## Packs

finding-flow-name-sometimes = “{ $name }” has a value only on some of the ways that lead here; by the others it is empty and the case may stop. Set it on every way, or test for “= null” first.
finding-flow-name-unless = “{ $name }” is a field that may be left empty. Make it required, or test for “= null” first.
finding-flow-name-elsewhere = “{ $name }” is set only elsewhere, and has no value here. Move the step that sets it before this one.
finding-flow-type = A { $wanted_type } is wanted here, but the expression gives a { $of_type }, so a case would stop. Correct the expression.
finding-flow-rule-unknown = The rules have no decision “{ $decision }”, so a case would stop here. Correct the name, or add the decision.
finding-flow-rule-input = The decision “{ $decision }” needs “{ $name }”, which nothing in the flow sets, so it counts as empty. Set it before, or remove it from the decision.
finding-flow-rule-input-type = The decision “{ $decision }” needs a { $wanted_type } as “{ $name }”, but the flow has a { $of_type }, so it counts as empty. Use one kind of value.
finding-flow-rule-result = There is nowhere to put what the decision “{ $decision }” says, so a case would stop here. Name a variable for it (antou:result).
finding-flow-field = The form does not ask for “{ $field }”, which this step needs. Add the field, of the right kind.
finding-flow-role = This station has no role that is known, so nobody knows what to do there. Choose consent, approve, note, correct or file.
finding-desk-unknown = This station does not say whose desk it is, or not in a known way, so nobody gets the case. Choose applicant, deputy, a head above, an office, or the last signer.
finding-desk-office = No unit of the agency does the work of “{ $office }”, so a case cannot be sent on here. Ask personnel to name one.
finding-desk-nobody = Cases of { $unit } find nobody at this station and would wait for ever. Fill the post, or name deputies.
finding-pack-no-agency = No agency was given, so whether each station finds somebody was not looked at; adding the pack at the server does that.

## Forms

finding-form-type = This setting needs a { $wanted_type }, but the expression gives a { $of_type }, so it has no effect. Correct the expression.
finding-form-too-large = The form is too large to be read (the limit is { $limit } bytes). Shorten it.
finding-form-unreadable = The form cannot be read. Save it again with a form editor.
finding-form-shape = The file is no form, or not a whole one. Save it again with a form editor.
finding-form-too-deep = The form's groups nest too deep (the limit is { $limit }). Use fewer.
finding-form-too-many = The form has too many components (the limit is { $limit }). Split it.
finding-form-expression = The expression of “{ $property }” cannot be read, so it has no effect. Correct it.
finding-form-pattern = The pattern ({ $pattern }) cannot be used, so no answer passes it. Correct or remove it.
finding-form-kind-unknown = This kind of component is not known here and is not shown. Use another.
finding-form-kind-plain = This content is shown as plain text only, for safety. See that people understand it.
finding-form-part-unknown = This use of a field ({ $part }) is not known here; it is taken as a plain field. Correct or remove it.
finding-form-key = The key “{ $key }” cannot be used, so the answer cannot be kept. Use letters and digits.
finding-form-path-taken = Two fields have the key “{ $key }” and would overwrite one another. Change one of them.
finding-form-options = This field has no options to choose from. Add some.
finding-form-option-twice = The option “{ $value }” stands twice and cannot be told apart. Remove one.
finding-form-columns = The width ({ $columns }) is wrong; a row has 16 columns. Use 1 to 16.
finding-form-name-twice = “{ $name }” stands twice in one place, and only the last counts. Keep one.
finding-schema-type = This setting should be { $expected } and is { $found }. Please mend it, or other form tools cannot open the form.
finding-schema-missing = The setting "{ $property }" is missing. Please add it, or other form tools cannot open the form.
finding-schema-not-allowed = { $kind } has no setting "{ $property }"; other form tools drop or refuse it. Please see whether it is needed.
finding-schema-kind = The form tools have no field of the kind "{ $kind }". Please use another field.
finding-schema-choice = This setting can only be one of: { $allowed }. Please choose one of them.
finding-schema-spelling = This setting is written wrongly; it should be { $expected }. Please mend it.
finding-schema-too-small = This number is too small; it must be at least { $limit }. Please mend it.
finding-schema-too-large = This number is too large; it can be { $limit } at most. Please mend it.
finding-schema-columns = The table has both columns and columnsExpression, or neither. Please keep one.
finding-schema-default = A field whose choices come from data has no default. Please take the default out, or use fixed choices.
finding-schema-pattern-missing = There are words for a wrong format, but no format. Please add the format, or take the words out.

## Rules of BPMN

finding-id-twice = The standard says: an id belongs to one element. Correct it in the flow editor.
finding-id-missing = The standard says: an element that is referred to, or meant to be, needs an id. Correct it in the flow editor.
finding-reference-missing = The standard says: a reference must lead to an element. Correct it in the flow editor.
finding-reference-kind = The standard says: a reference must lead to an element of the right kind. Correct it in the flow editor.
finding-sequence-flow-source = The standard says: a sequence flow begins at an event, an activity, a choreography activity or a gateway. Correct it in the flow editor.
finding-sequence-flow-target = The standard says: a sequence flow ends at an event, an activity, a choreography activity or a gateway. Correct it in the flow editor.
finding-event-definition-not-reusable = The standard says: a referred event definition stands directly in the definitions. Correct it in the flow editor.
finding-import-incomplete = The standard says: an import names its type, its namespace and its place. Correct it in the flow editor.
finding-diagram-reference = The standard says: what a diagram shows is in the file. What is meant is clear, so it can be used; mend it with the next change.
finding-documentation-format = The standard says: a text format is a MIME type. Correct it in the flow editor.
finding-annotation-format = The standard says: a text format is a MIME type. Correct it in the flow editor.
finding-flow-to-artifact = The standard says: no sequence flow leads to an artifact. Correct it in the flow editor.
finding-flow-from-artifact = The standard says: no sequence flow leads from an artifact. Correct it in the flow editor.
finding-flow-to-event-sub-process = The standard says: no sequence flow leads to an event sub-process. Correct it in the flow editor.
finding-flow-from-event-sub-process = The standard says: no sequence flow leads from an event sub-process. Correct it in the flow editor.
finding-flow-crosses-boundary = The standard says: a sequence flow stays in its process or sub-process. Correct it in the flow editor.
finding-flow-lists = The standard says: a flow node lists the flows that lead to it and out of it, and no others. Correct it in the flow editor.
finding-condition-not-allowed = The standard says: no condition on a flow out of an event, a parallel or an event-based gateway. Correct it in the flow editor.
finding-condition-alone = The standard says: an activity with a conditional flow needs another flow out of it. Correct it in the flow editor.
finding-default-not-outgoing = The standard says: the default flow is one that leads out of the element. Correct it in the flow editor.
finding-default-condition = The standard says: a default flow needs no condition. What is meant is clear, so it can be used; mend it with the next change.
finding-flow-not-immediate = The standard says: in an executable process no flow is marked as not immediate. What is meant is clear, so it can be used; mend it with the next change.
finding-no-incoming-flow = The standard says: where there is a start event, every flow object needs a flow to it. Correct it in the flow editor.
finding-no-outgoing-flow = The standard says: where there is an end event, every flow object needs a flow out of it. Correct it in the flow editor.
finding-end-without-start = The standard says: where there is an end event, there is a start event. Correct it in the flow editor.
finding-start-without-end = The standard says: where there is a start event, there is an end event. Correct it in the flow editor.
finding-gateway-converging = The standard says: a converging gateway has several flows to it and not several out of it. Correct it in the flow editor.
finding-gateway-diverging = The standard says: a diverging gateway has several flows out of it and not several to it. Correct it in the flow editor.
finding-gateway-mixed = The standard says: a mixed gateway has several flows to it and several out of it. Correct it in the flow editor.
finding-gateway-unconnected = The standard says: a gateway is connected by sequence flows. Correct it in the flow editor.
finding-gateway-one-way = The standard says: a gateway has several flows to it or several out of it. What is meant is clear, so it can be used; mend it with the next change.
finding-event-gateway-choice = The standard says: an event-based gateway has two or more flows out of it. Correct it in the flow editor.
finding-event-gateway-condition = The standard says: no flow out of an event-based gateway has a condition. Correct it in the flow editor.
finding-event-gateway-target = The standard says: an event-based gateway leads to receive tasks and catching message, signal, timer, conditional or multiple events. Correct it in the flow editor.
finding-event-gateway-mix = The standard says: an event-based gateway leads to receive tasks or to message events, not to both. Correct it in the flow editor.
finding-event-gateway-boundary = The standard says: a receive task after an event-based gateway has no boundary events. Correct it in the flow editor.
finding-event-gateway-other-flow = The standard says: what follows an event-based gateway has no other flow to it. Correct it in the flow editor.
finding-event-gateway-instantiates = The standard says: an event-based gateway that begins a process has no flow to it. Correct it in the flow editor.
finding-start-event-incoming = The standard says: no sequence flow leads to a start event. Correct it in the flow editor.
finding-start-event-outgoing = The standard says: a sequence flow leads out of a start event. Correct it in the flow editor.
finding-start-event-trigger = The standard says: a process is started by nothing, message, timer, condition or signal. Correct it in the flow editor.
finding-sub-process-start-trigger = The standard says: the start event of a sub-process has no trigger. Correct it in the flow editor.
finding-event-sub-process-starts = The standard says: an event sub-process has one start event. Correct it in the flow editor.
finding-event-sub-process-no-trigger = The standard says: the start event of an event sub-process has a trigger. Correct it in the flow editor.
finding-event-sub-process-trigger = The standard says: an event sub-process is started by message, timer, escalation, error, compensation, condition or signal; by error and compensation only when it interrupts. Correct it in the flow editor.
finding-end-event-outgoing = The standard says: no sequence flow leads out of an end event. Correct it in the flow editor.
finding-end-event-incoming = The standard says: a sequence flow leads to an end event. Correct it in the flow editor.
finding-end-event-result = The standard says: an end event results in nothing, message, error, escalation, cancel, compensation, signal or termination. Correct it in the flow editor.
finding-cancel-end-event = The standard says: a cancel end event stands in a transaction. Correct it in the flow editor.
finding-boundary-event-trigger = The standard says: a boundary event waits for message, timer, escalation, error, cancel, compensation, condition or signal; for error, cancel and compensation only when it interrupts. Correct it in the flow editor.
finding-boundary-event-host = The standard says: a boundary event stands beside the activity that it is attached to. Correct it in the flow editor.
finding-boundary-event-incoming = The standard says: no sequence flow leads to a boundary event. Correct it in the flow editor.
finding-boundary-event-outgoing = The standard says: a sequence flow leads out of a boundary event. Correct it in the flow editor.
finding-compensation-event-outgoing = The standard says: no sequence flow leads out of a boundary event for compensation. Correct it in the flow editor.
finding-cancel-boundary-event = The standard says: a boundary event for cancel is attached to a transaction. Correct it in the flow editor.
finding-intermediate-event-incoming = The standard says: a sequence flow leads to an intermediate event in the flow. Correct it in the flow editor.
finding-intermediate-event-outgoing = The standard says: a sequence flow leads out of an intermediate event in the flow. Correct it in the flow editor.
finding-catch-event-trigger = The standard says: in the flow is caught: message, timer, condition, link or signal. Correct it in the flow editor.
finding-catch-cancel = The standard says: cancel is caught at a boundary only. Correct it in the flow editor.
finding-catch-compensation = The standard says: compensation is caught at a boundary only. Correct it in the flow editor.
finding-throw-event-result = The standard says: in the flow is thrown: nothing, message, escalation, compensation, link or signal. Correct it in the flow editor.
finding-link-source-outgoing = The standard says: no sequence flow leads out of a throwing link event. Correct it in the flow editor.
finding-link-target-incoming = The standard says: no sequence flow leads to a catching link event. Correct it in the flow editor.
finding-link-without-source = The standard says: a catching link event has a throwing one. Correct it in the flow editor.
finding-link-without-target = The standard says: a throwing link event has a catching one. Correct it in the flow editor.
finding-link-several-targets = The standard says: a throwing link event has one catching one. Correct it in the flow editor.
finding-link-crosses-boundary = The standard says: both ends of a link stand in one process or sub-process. Correct it in the flow editor.
finding-link-source-unnamed = The standard says: a catching link event refers to the throwing one. What is meant is clear, so it can be used; mend it with the next change.
finding-link-target-unnamed = The standard says: a throwing link event refers to the catching one. What is meant is clear, so it can be used; mend it with the next change.
finding-escalation-code = The standard says: an event of an executable process throws an escalation that has a code. Correct it in the flow editor.
finding-error-code = The standard says: an event of an executable process throws an error that has a code. Correct it in the flow editor.
finding-message-event-message = The standard says: a message event of an executable process names its message. What is meant is clear, so it can be used; mend it with the next change.
finding-message-event-operation = The standard says: a message event of an executable process names its operation. What is meant is clear, so it can be used; mend it with the next change.
finding-signal-event-signal = The standard says: a signal event of an executable process names its signal. Correct it in the flow editor.
finding-timer-twice = The standard says: a timer says a date, a duration or a cycle, only one of them. Correct it in the flow editor.
finding-timer-nothing = The standard says: a timer of an executable process says when. Correct it in the flow editor.
finding-conditional-event-condition = The standard says: a conditional event of an executable process has a formal condition. Correct it in the flow editor.
finding-compensation-handler-missing = The standard says: a boundary event for compensation is associated with one compensation activity. Correct it in the flow editor.
finding-compensation-handler-unmarked = The standard says: what a boundary event for compensation is associated with is marked for compensation. Correct it in the flow editor.
finding-compensation-handler-flow = The standard says: no sequence flow leads to or out of a compensation activity. Correct it in the flow editor.
finding-public-executable = The standard says: an executable process is not public. Correct it in the flow editor.
finding-choreography-in-process = The standard says: a process holds no choreography activities. Correct it in the flow editor.
finding-choreography-in-sub-process = The standard says: a sub-process holds no choreography activities. Correct it in the flow editor.
finding-start-quantity = The standard says: a start quantity is one or more. Correct it in the flow editor.
finding-completion-quantity = The standard says: a completion quantity is one or more. Correct it in the flow editor.
finding-resource-twice = The standard says: a role names a resource or assigns one by an expression, not both. Correct it in the flow editor.
finding-resource-binding = The standard says: parameters are bound only where a role names a resource. Correct it in the flow editor.
finding-script-format = The standard says: a script task with a script names its format. What is meant is clear, so it can be used; mend it with the next change.
finding-receive-task-instantiates = The standard says: a receive task that begins a process has no flow to it. Correct it in the flow editor.
finding-loop-twice = The standard says: an activity has one loop marker. Correct it in the flow editor.
finding-ad-hoc-content = The standard says: an ad-hoc sub-process holds no start or end events, conversations or choreography activities. Correct it in the flow editor.
finding-ad-hoc-empty = The standard says: an ad-hoc sub-process holds an activity. Correct it in the flow editor.
finding-instances-unknown = The standard says: several instances in an executable process need a number or a collection. What is meant is clear, so it can be used; mend it with the next change.
finding-completion-not-boolean = The standard says: a completion condition is true or false. Correct it in the flow editor.
finding-behavior-one-event = The standard says: instances that throw an event for the first name the event. Correct it in the flow editor.
finding-behavior-none-event = The standard says: instances that throw an event for each name the event. Correct it in the flow editor.
finding-behavior-complex = The standard says: instances with a complex behavior define it. Correct it in the flow editor.
finding-service-task-sets = The standard says: a service task with an operation has one input set and at most one output set. Correct it in the flow editor.
finding-service-task-data = The standard says: a service task with an operation has one data input, and one data output if the operation answers. What is meant is clear, so it can be used; mend it with the next change.
finding-service-task-input = The standard says: the data input of a service task is what the operation's message holds. Correct it in the flow editor.
finding-service-task-output = The standard says: the data output of a service task is what the operation's answer holds. What is meant is clear, so it can be used; mend it with the next change.
finding-send-task-sets = The standard says: a send task has at most one input set. Correct it in the flow editor.
finding-send-task-data = The standard says: a send task has at most one data input. What is meant is clear, so it can be used; mend it with the next change.
finding-send-task-item = The standard says: the data input of a send task is what its message holds. Correct it in the flow editor.
finding-receive-task-sets = The standard says: a receive task has at most one output set. Correct it in the flow editor.
finding-receive-task-data = The standard says: a receive task has at most one data output. Correct it in the flow editor.
finding-receive-task-item = The standard says: the data output of a receive task is what its message holds. Correct it in the flow editor.
finding-call-activity-data = The standard says: a call activity passes and takes what the called element has as inputs and outputs. What is meant is clear, so it can be used; mend it with the next change.
finding-interface-unbound = The standard says: an element that supports an interface binds its inputs and outputs to each operation. Correct it in the flow editor.
finding-binding-input = The standard says: a bound input is what the operation's message holds. Correct it in the flow editor.
finding-binding-output = The standard says: a bound output is what the operation's answer holds. Correct it in the flow editor.
finding-data-object-collection = The standard says: a data object is a collection if its item is one. What is meant is clear, so it can be used; mend it with the next change.
finding-data-input-collection = The standard says: a data input is a collection if its item is one. What is meant is clear, so it can be used; mend it with the next change.
finding-data-output-collection = The standard says: a data output is a collection if its item is one. What is meant is clear, so it can be used; mend it with the next change.
finding-data-state-name = The standard says: a data state has a name. Correct it in the flow editor.
finding-data-object-reference-name = The standard says: a reference with a state is named like its data object with the state in square brackets. What is meant is clear, so it can be used; mend it with the next change.
finding-data-object-reference = The standard says: a data object reference names its data object. Correct it in the flow editor.
finding-sub-process-data = The standard says: an embedded sub-process defines no inputs and outputs of its own. Correct it in the flow editor.
finding-data-input-target = The standard says: no data association leads to an input of a process. What is meant is clear, so it can be used; mend it with the next change.
finding-data-output-source = The standard says: no data association leads from an output of a process. What is meant is clear, so it can be used; mend it with the next change.
finding-data-input-set = The standard says: a data input belongs to an input set. Correct it in the flow editor.
finding-data-output-set = The standard says: a data output belongs to an output set. Correct it in the flow editor.
finding-optional-input = The standard says: an optional input is an input of the same set. Correct it in the flow editor.
finding-while-executing-input = The standard says: an input taken while executing is an input of the same set. Correct it in the flow editor.
finding-optional-output = The standard says: an optional output is an output of the same set. Correct it in the flow editor.
finding-while-executing-output = The standard says: an output given while executing is an output of the same set. Correct it in the flow editor.
finding-set-pairing = The standard says: an input set and an output set name each other or neither does. Correct it in the flow editor.
finding-data-association-item = The standard says: without a transformation both ends of a data association have the same item. What is meant is clear, so it can be used; mend it with the next change.
finding-data-association-sources = The standard says: without a transformation a data association has one source. Correct it in the flow editor.
finding-event-data-count = The standard says: an event with several definitions has data for each that carries some. Correct it in the flow editor.
finding-event-data-item = The standard says: the data of an event is what its definition carries. Correct it in the flow editor.
finding-loop-data = The standard says: a task repeats over a collection among its own inputs and outputs. Correct it in the flow editor.
finding-loop-output-item = The standard says: an output item is one of the collection that it is put into. Correct it in the flow editor.
finding-loop-input-item = The standard says: an input item is one of the collection that it is taken from. Correct it in the flow editor.
finding-expression-not-formal = The standard says: an expression of an executable process is a formal one. What is meant is clear, so it can be used; mend it with the next change.
finding-expression-empty = The standard says: a formal expression of an executable process says something. Correct it in the flow editor.
finding-expression-language = The standard says: an expression language is a URI. Correct it in the flow editor.
finding-definitions-language = The standard says: an expression or type language is a URI. Correct it in the flow editor.
finding-message-flow-to-artifact = The standard says: no message flow leads to an artifact. Correct it in the flow editor.
finding-message-flow-from-artifact = The standard says: no message flow leads from an artifact. Correct it in the flow editor.
finding-choreography-reference = The standard says: only a collaboration refers to a choreography. Correct it in the flow editor.
finding-participant-multiplicity = The standard says: a participant's maximum is one or more and not less than its minimum. Correct it in the flow editor.
finding-message-flow-in-pool = The standard says: a message flow connects two separate pools. Correct it in the flow editor.
finding-global-conversation-content = The standard says: a global conversation holds no conversation nodes, artifacts or associations. Correct it in the flow editor.
finding-choreography-closed = The standard says: beside a closed choreography a collaboration has the choreography's message flows only. Correct it in the flow editor.
finding-message-flow-from-start = The standard says: no message flow leads from a start event. Correct it in the flow editor.
finding-message-flow-to-start = The standard says: a message flow leads to a start event only if a message starts it. Correct it in the flow editor.
finding-message-flow-to-end = The standard says: no message flow leads to an end event. Correct it in the flow editor.
finding-message-flow-from-end = The standard says: a message flow leads from an end event only if it sends a message. Correct it in the flow editor.
finding-message-flow-intermediate = The standard says: a message flow leads to a catching message event or from a throwing one. Correct it in the flow editor.
finding-conversation-link = The standard says: a conversation link connects a participant and a conversation node. Correct it in the flow editor.
