"""Plays BPMN processes in SpiffWorkflow: one JSON line in, one JSON line out.

    {"flow": XML, "set": {...}}     begins a process
    {"close": LABEL, "set": {...}}  a person, or a service, did what is open
    {"message": NAME}, {"signal": NAME}, {"ms": N}

The answer says what waits, {"waits": [LABEL, ...], "ended": bool}, or {"fails": WHY}. A label is
the element's id and the numbers of the instances in which it runs, from 1: `e7[2]`.
"""

import json
import re
import sys
from datetime import datetime, timedelta, timezone

from lxml import etree
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser, TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway, ManualTask, UserTask
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState


class Clock(datetime):
    """Time that is told, not read."""

    moment = None

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


timer.datetime = Clock


class Unmanaged(ManualTask):
    """A manual task is no work of an engine (BPMN 2.0.2 §10.3.3)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.manual = False


class Parser(BpmnParser):
    """Services wait as user tasks do."""

    OVERRIDE_PARSER_CLASSES = {
        full_tag("serviceTask"): (TaskParser, UserTask),
        full_tag("manualTask"): (TaskParser, Unmanaged),
    }


class Variables(PythonScriptEngine):
    """Variables of the process, seen everywhere in it, instead of data that each branch has."""

    def __init__(self, variables):
        super().__init__()
        self.variables = variables

    def evaluate(self, task, expression, external_context=None):
        if expression[0] in "PR":
            return expression
        return eval(expression, {}, self.variables)

    def execute(self, task, script, external_context=None):
        name, value = re.fullmatch(r"\{(\w+): (.+)\}", script).groups()
        self.variables[name] = eval(value, {}, self.variables)
        return True


class Play:
    """One process that runs."""

    def __init__(self, flow, variables):
        Clock.moment = Clock(2026, 3, 2, tzinfo=timezone.utc)
        parser = Parser()
        parser.add_bpmn_xml(etree.fromstring(flow.encode()))
        (process,) = parser.get_process_ids()
        spec, inner = parser.get_spec(process), parser.get_subprocess_specs(process)
        self.engine = Variables(variables)
        self.workflow = BpmnWorkflow(spec, inner, script_engine=self.engine)

    def tasks(self):
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    def close(self, label):
        next(task for task in self.tasks() if self.label(task) == label).run()

    def throw(self, definition):
        self.workflow.catch(BpmnEvent(definition))

    def pass_time(self, ms):
        Clock.moment += timedelta(milliseconds=ms)
        self.workflow.refresh_timers()

    def label(self, task, element=None):
        element = element or task.task_spec.bpmn_id
        numbers = []
        while task is not None:
            known = task.internal_data
            for key in ("key_or_index", "item", "iteration"):
                if known.get(key) is not None:
                    numbers.insert(0, f"[{known[key] + 1}]")
                    break
            outer = task.workflow.parent_task_id
            task = outer and self.workflow.get_task_from_id(outer)
        return element + "".join(numbers)

    def is_idle(self, task):
        """Errors come from inside; a timer that was due often enough is taken away later."""
        known = task.internal_data.get("event_value")
        spent = isinstance(known, dict) and known["cycles"] == 0
        return spent or isinstance(task.task_spec.event_definition, ErrorEventDefinition)

    def waits(self):
        self.workflow.do_engine_steps()
        while any(self.workflow.get_tasks(state=TaskState.READY, manual=False)):
            self.workflow.do_engine_steps()
        labels = [self.label(task) for task in self.tasks()]
        for task in self.workflow.event_manager.tasks.values():
            if task.state == TaskState.WAITING and not self.is_idle(task):
                gateway = isinstance(task.task_spec, EventBasedGateway)
                events = task.task_spec.outputs if gateway else [task.task_spec]
                labels.extend(self.label(task, event.bpmn_id) for event in events)
        return {"waits": sorted(labels), "ended": self.workflow.completed}


def answer(play, ask):
    """What waits after what is asked."""
    if "flow" in ask:
        play = Play(ask["flow"], ask["set"])
    elif "close" in ask:
        play.engine.variables.update(ask["set"])
        play.close(ask["close"])
    elif "message" in ask:
        play.throw(MessageEventDefinition(ask["message"]))
    elif "signal" in ask:
        play.throw(SignalEventDefinition(ask["signal"]))
    else:
        play.pass_time(ask["ms"])
    return play, play.waits()


def main():
    play = None
    for line in sys.stdin:
        try:
            play, said = answer(play, json.loads(line))
        except Exception as problem:
            said = {"fails": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
