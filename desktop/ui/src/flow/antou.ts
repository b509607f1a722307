/** What this office adds to BPMN (docs/formats/pack.md), as bpmn-js reads such things. */

const text = (name: string) => ({ name, type: "String", isAttr: true });
const added = (name: string, to: string, names: string[]) => ({
  name,
  extends: [`bpmn:${to}`],
  properties: names.map(text),
});
const pair = (name: string) => ({ name, superClass: ["Element"], properties: ["name", "value"].map(text) });

export const ANTOU = {
  name: "Antou",
  uri: "https://antou.tw/bpmn/1",
  prefix: "antou",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    added("Station", "UserTask", ["role", "desk", "opinion", "route", "level"]),
    added("Work", "ServiceTask", ["service"]),
    added("Asking", "BusinessRuleTask", ["decision", "result"]),
    added("Waiting", "TimerEventDefinition", ["workingDays", "workingHours"]),
    added("Many", "MultiInstanceLoopCharacteristics", ["collection", "item", "output", "result"]),
    added("Choosing", "AdHocSubProcess", ["activities"]),
    added("Calling", "CallActivity", ["binding", "tag"]),
    added("Place", "Lane", ["desk"]),
    pair("Input"),
    pair("Output"),
  ],
};
