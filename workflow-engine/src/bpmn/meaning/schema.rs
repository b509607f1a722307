//! What the standard's schema says of names: kinds, references, default values
//! (OMG formal/2011-01-03, BPMN20.xsd and Semantic.xsd).

/// The tasks and global tasks aside, everything that can be done.
pub const ACTIVITIES: &[&str] = &[
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "callActivity",
];
/// Sub-processes of every sort.
pub const SUB_PROCESSES: &[&str] = &["subProcess", "transaction", "adHocSubProcess"];
/// Events of every sort.
pub const EVENTS: &[&str] = &[
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "implicitThrowEvent",
];
/// Gateways of every sort.
pub const GATEWAYS: &[&str] = &[
    "exclusiveGateway",
    "inclusiveGateway",
    "parallelGateway",
    "eventBasedGateway",
    "complexGateway",
];
/// What a choreography is made of.
pub const CHOREOGRAPHY_ACTIVITIES: &[&str] =
    &["choreographyTask", "subChoreography", "callChoreography"];
/// What a call activity can call.
pub const CALLABLE: &[&str] = &[
    "process",
    "globalTask",
    "globalUserTask",
    "globalManualTask",
    "globalScriptTask",
    "globalBusinessRuleTask",
];
/// Definitions of what an event waits for or throws.
pub const EVENT_DEFINITIONS: &[&str] = &[
    "messageEventDefinition",
    "timerEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "signalEventDefinition",
    "conditionalEventDefinition",
    "compensateEventDefinition",
    "cancelEventDefinition",
    "terminateEventDefinition",
    "linkEventDefinition",
];
/// What data is kept in.
pub const ITEM_AWARE: &[&str] = &[
    "dataObject",
    "dataObjectReference",
    "dataStore",
    "dataStoreReference",
    "dataInput",
    "dataOutput",
    "property",
    "inputDataItem",
    "outputDataItem",
];
/// Artifacts.
pub const ARTIFACTS: &[&str] = &["textAnnotation", "group", "association"];
/// Collaborations of every sort.
pub const COLLABORATIONS: &[&str] = &["collaboration", "choreography", "globalConversation"];
/// Nodes of a conversation diagram.
pub const CONVERSATION_NODES: &[&str] = &["conversation", "subConversation", "callConversation"];

/// What a reference may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Any element with an id.
    Any,
    /// An element of this kind.
    One(&'static str),
    /// An element of one of these kinds.
    Of(&'static [&'static [&'static str]]),
    /// Something of another standard (a type, a port type): not looked for here.
    Outside,
}

impl Class {
    /// True when an element of this kind may be pointed at.
    #[must_use]
    pub fn holds(self, kind: &str) -> bool {
        match self {
            Self::Any | Self::Outside => true,
            Self::One(only) => only == kind,
            Self::Of(lists) => lists.iter().any(|list| list.contains(&kind)),
        }
    }
}

const FLOW_NODE: Class = Class::Of(&[ACTIVITIES, EVENTS, GATEWAYS, CHOREOGRAPHY_ACTIVITIES]);
const INTERACTION_NODE: Class =
    Class::Of(&[ACTIVITIES, EVENTS, CONVERSATION_NODES, &["participant"]]);
const ACTIVITY: Class = Class::Of(&[ACTIVITIES]);
const ITEM: Class = Class::One("itemDefinition");
const DATA: Class = Class::Of(&[ITEM_AWARE]);
const DEFINITION: Class = Class::Of(&[EVENT_DEFINITIONS]);
const PARTICIPANT: Class = Class::One("participant");
const MESSAGE: Class = Class::One("message");
const MESSAGE_FLOW: Class = Class::One("messageFlow");
const OPERATION: Class = Class::One("operation");
const FLOW: Class = Class::One("sequenceFlow");
const CONVERSATION: Class = Class::Of(&[CONVERSATION_NODES]);

/// A reference: the kinds that have it (none: any), its name, whether it is an element inside
/// rather than an attribute, and what it may point at.
pub type Reference = (&'static [&'static str], &'static str, bool, Class);

/// Every reference of the schema.
pub const REFERENCES: &[Reference] = &[
    (&["sequenceFlow"], "sourceRef", false, FLOW_NODE),
    (&["sequenceFlow"], "targetRef", false, FLOW_NODE),
    (&["association"], "sourceRef", false, Class::Any),
    (&["association"], "targetRef", false, Class::Any),
    (&["messageFlow"], "sourceRef", false, INTERACTION_NODE),
    (&["messageFlow"], "targetRef", false, INTERACTION_NODE),
    (&["conversationLink"], "sourceRef", false, INTERACTION_NODE),
    (&["conversationLink"], "targetRef", false, INTERACTION_NODE),
    (&["boundaryEvent"], "attachedToRef", false, ACTIVITY),
    (&[], "default", false, FLOW),
    (
        &["callActivity"],
        "calledElement",
        false,
        Class::Of(&[CALLABLE]),
    ),
    (
        &["callChoreography"],
        "calledChoreographyRef",
        false,
        Class::Of(&[&["choreography", "globalChoreographyTask"]]),
    ),
    (
        &["callConversation"],
        "calledCollaborationRef",
        false,
        Class::Of(&[COLLABORATIONS]),
    ),
    (&[], "initiatingParticipantRef", false, PARTICIPANT),
    (
        &["compensateEventDefinition"],
        "activityRef",
        false,
        ACTIVITY,
    ),
    (
        &[
            "messageEventDefinition",
            "sendTask",
            "receiveTask",
            "messageFlow",
            "correlationPropertyRetrievalExpression",
        ],
        "messageRef",
        false,
        MESSAGE,
    ),
    (
        &["errorEventDefinition"],
        "errorRef",
        false,
        Class::One("error"),
    ),
    (
        &["escalationEventDefinition"],
        "escalationRef",
        false,
        Class::One("escalation"),
    ),
    (
        &["signalEventDefinition"],
        "signalRef",
        false,
        Class::One("signal"),
    ),
    (
        &["serviceTask", "sendTask", "receiveTask", "ioBinding"],
        "operationRef",
        false,
        OPERATION,
    ),
    (&["messageEventDefinition"], "operationRef", true, OPERATION),
    (
        &["ioBinding"],
        "inputDataRef",
        false,
        Class::Of(&[&["inputSet", "dataInput"]]),
    ),
    (
        &["ioBinding"],
        "outputDataRef",
        false,
        Class::Of(&[&["outputSet", "dataOutput"]]),
    ),
    (&[], "itemSubjectRef", false, ITEM),
    (&["message"], "itemRef", false, ITEM),
    (
        &["error", "escalation", "signal"],
        "structureRef",
        false,
        ITEM,
    ),
    (&["itemDefinition"], "structureRef", false, Class::Outside),
    (
        &["interface", "operation", "endPoint"],
        "implementationRef",
        false,
        Class::Outside,
    ),
    (&[], "evaluatesToTypeRef", false, ITEM),
    (&["resourceParameter"], "type", false, ITEM),
    (&["correlationProperty"], "type", false, ITEM),
    (
        &["dataObjectReference"],
        "dataObjectRef",
        false,
        Class::One("dataObject"),
    ),
    (
        &["dataStoreReference"],
        "dataStoreRef",
        false,
        Class::One("dataStore"),
    ),
    (
        &["group"],
        "categoryValueRef",
        false,
        Class::One("categoryValue"),
    ),
    (&["lane"], "partitionElementRef", false, Class::Any),
    (
        &["multiInstanceLoopCharacteristics"],
        "oneBehaviorEventRef",
        false,
        DEFINITION,
    ),
    (
        &["multiInstanceLoopCharacteristics"],
        "noneBehaviorEventRef",
        false,
        DEFINITION,
    ),
    (
        &["multiInstanceLoopCharacteristics"],
        "loopDataInputRef",
        true,
        DATA,
    ),
    (
        &["multiInstanceLoopCharacteristics"],
        "loopDataOutputRef",
        true,
        DATA,
    ),
    (&["participant"], "processRef", false, Class::One("process")),
    (
        &["process"],
        "definitionalCollaborationRef",
        false,
        Class::Of(&[COLLABORATIONS]),
    ),
    (
        &["resourceParameterBinding"],
        "parameterRef",
        false,
        Class::One("resourceParameter"),
    ),
    (
        &["correlationSubscription"],
        "correlationKeyRef",
        false,
        Class::One("correlationKey"),
    ),
    (
        &["correlationPropertyBinding"],
        "correlationPropertyRef",
        false,
        Class::One("correlationProperty"),
    ),
    (
        &["messageFlowAssociation"],
        "innerMessageFlowRef",
        false,
        MESSAGE_FLOW,
    ),
    (
        &["messageFlowAssociation"],
        "outerMessageFlowRef",
        false,
        MESSAGE_FLOW,
    ),
    (
        &["conversationAssociation"],
        "innerConversationNodeRef",
        false,
        CONVERSATION,
    ),
    (
        &["conversationAssociation"],
        "outerConversationNodeRef",
        false,
        CONVERSATION,
    ),
    (
        &["complexGateway"],
        "activationExpressionRef",
        false,
        Class::Any,
    ),
    (&[], "incoming", true, FLOW),
    (&[], "outgoing", true, FLOW),
    (&["lane"], "flowNodeRef", true, FLOW_NODE),
    (&[], "categoryValueRef", true, Class::One("categoryValue")),
    (&[], "supportedInterfaceRef", true, Class::One("interface")),
    (&["operation"], "inMessageRef", true, MESSAGE),
    (&["operation"], "outMessageRef", true, MESSAGE),
    (&["operation"], "errorRef", true, Class::One("error")),
    (&[], "eventDefinitionRef", true, DEFINITION),
    (
        &[
            "dataInputAssociation",
            "dataOutputAssociation",
            "dataAssociation",
        ],
        "sourceRef",
        true,
        DATA,
    ),
    (
        &[
            "dataInputAssociation",
            "dataOutputAssociation",
            "dataAssociation",
        ],
        "targetRef",
        true,
        DATA,
    ),
    (
        &["inputSet"],
        "dataInputRefs",
        true,
        Class::One("dataInput"),
    ),
    (
        &["inputSet"],
        "optionalInputRefs",
        true,
        Class::One("dataInput"),
    ),
    (
        &["inputSet"],
        "whileExecutingInputRefs",
        true,
        Class::One("dataInput"),
    ),
    (
        &["inputSet"],
        "outputSetRefs",
        true,
        Class::One("outputSet"),
    ),
    (
        &["outputSet"],
        "dataOutputRefs",
        true,
        Class::One("dataOutput"),
    ),
    (
        &["outputSet"],
        "optionalOutputRefs",
        true,
        Class::One("dataOutput"),
    ),
    (
        &["outputSet"],
        "whileExecutingOutputRefs",
        true,
        Class::One("dataOutput"),
    ),
    (&["outputSet"], "inputSetRefs", true, Class::One("inputSet")),
    (
        &["linkEventDefinition"],
        "source",
        true,
        Class::One("linkEventDefinition"),
    ),
    (
        &["linkEventDefinition"],
        "target",
        true,
        Class::One("linkEventDefinition"),
    ),
    (
        &[
            "performer",
            "potentialOwner",
            "humanPerformer",
            "resourceRole",
        ],
        "resourceRef",
        true,
        Class::One("resource"),
    ),
    (
        &["correlationKey"],
        "correlationPropertyRef",
        true,
        Class::One("correlationProperty"),
    ),
    (
        &["participant"],
        "interfaceRef",
        true,
        Class::One("interface"),
    ),
    (
        &["participant"],
        "endPointRef",
        true,
        Class::One("endPoint"),
    ),
    (
        &["participantAssociation"],
        "innerParticipantRef",
        true,
        PARTICIPANT,
    ),
    (
        &["participantAssociation"],
        "outerParticipantRef",
        true,
        PARTICIPANT,
    ),
    (&[], "participantRef", true, PARTICIPANT),
    (&[], "messageFlowRef", true, MESSAGE_FLOW),
    (
        &["collaboration", "choreography", "globalConversation"],
        "choreographyRef",
        true,
        Class::One("choreography"),
    ),
    (&["process"], "supports", true, Class::One("process")),
    (&["relationship"], "source", true, Class::Any),
    (&["relationship"], "target", true, Class::Any),
];

/// What a reference of this name in an element of this kind may point at.
#[must_use]
pub fn reference(kind: &str, name: &str, child: bool) -> Option<Class> {
    named_reference(kind, name, child).map(|(_, class)| class)
}

/// Like [`reference`], with the table's own name.
#[must_use]
pub fn named_reference(kind: &str, name: &str, child: bool) -> Option<(&'static str, Class)> {
    let has = |(kinds, own, inside, _): &&Reference| {
        *inside == child && *own == name && (kinds.is_empty() || kinds.contains(&kind))
    };
    REFERENCES
        .iter()
        .find(has)
        .map(|(_, own, _, class)| (*own, *class))
}

/// Kinds, attribute, value.
const DEFAULTS: &[(&[&str], &str, &str)] = &[
    (&["process"], "isClosed", "false"),
    (&["process"], "processType", "None"),
    (ACTIVITIES, "isForCompensation", "false"),
    (ACTIVITIES, "startQuantity", "1"),
    (ACTIVITIES, "completionQuantity", "1"),
    (GATEWAYS, "gatewayDirection", "Unspecified"),
    (
        &["eventBasedGateway", "receiveTask"],
        "instantiate",
        "false",
    ),
    (&["eventBasedGateway"], "eventGatewayType", "Exclusive"),
    (&["startEvent"], "isInterrupting", "true"),
    (
        &["startEvent", "intermediateCatchEvent", "boundaryEvent"],
        "parallelMultiple",
        "false",
    ),
    (&["boundaryEvent"], "cancelActivity", "true"),
    (SUB_PROCESSES, "triggeredByEvent", "false"),
    (&["adHocSubProcess"], "cancelRemainingInstances", "true"),
    (&["adHocSubProcess"], "ordering", "Parallel"),
    (&["transaction"], "method", "##Compensate"),
    (
        &["multiInstanceLoopCharacteristics"],
        "isSequential",
        "false",
    ),
    (&["multiInstanceLoopCharacteristics"], "behavior", "All"),
    (&["standardLoopCharacteristics"], "testBefore", "false"),
    (COLLABORATIONS, "isClosed", "false"),
    (&["association"], "associationDirection", "None"),
    (
        &["textAnnotation", "documentation"],
        "textFormat",
        "text/plain",
    ),
    (
        &["dataInput", "dataOutput", "dataObject"],
        "isCollection",
        "false",
    ),
    (
        &["inputDataItem", "outputDataItem", "itemDefinition"],
        "isCollection",
        "false",
    ),
    (&["itemDefinition"], "itemKind", "Information"),
    (&["dataStore"], "isUnlimited", "true"),
    (&["participantMultiplicity"], "minimum", "0"),
    (&["participantMultiplicity"], "maximum", "1"),
    (CHOREOGRAPHY_ACTIVITIES, "loopType", "None"),
    (
        &["serviceTask", "sendTask", "receiveTask"],
        "implementation",
        "##WebService",
    ),
    (
        &["userTask", "businessRuleTask"],
        "implementation",
        "##unspecified",
    ),
    (&["relationship"], "direction", "None"),
    (
        &["definitions"],
        "expressionLanguage",
        "http://www.w3.org/1999/XPath",
    ),
    (
        &["definitions"],
        "typeLanguage",
        "http://www.w3.org/2001/XMLSchema",
    ),
];

/// The values that the schema gives to attributes that an element of this kind leaves out.
pub fn defaults(kind: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    DEFAULTS
        .iter()
        .filter(move |(kinds, _, _)| kinds.contains(&kind))
        .map(|(_, name, value)| (*name, *value))
}

/// The value that the schema gives to this attribute when it is left out.
#[must_use]
pub fn default(kind: &str, name: &str) -> Option<&'static str> {
    let mut known = defaults(kind);
    known.find(|(own, _)| *own == name).map(|(_, value)| value)
}
