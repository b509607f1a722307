"""Plays leave cases in SpiffWorkflow: for each line in, the time of one round in ns.

Arguments: the flow as XML, and how many cases a round has.
"""

import sys
import time

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState


def play(spec):
    """From the start to the end: three inputs, two people."""
    workflow = BpmnWorkflow(spec)
    start = workflow.get_next_task(state=TaskState.READY)
    start.data["days"] = 2
    workflow.do_engine_steps()
    for answers in ({"approved": True}, {}):
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data.update(answers)
        task.run()
        workflow.do_engine_steps()
    assert workflow.completed


def main():
    flow, cases = sys.argv[1], int(sys.argv[2])
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(flow.encode()))
    spec = parser.get_spec("leave")
    play(spec)
    for _ in sys.stdin:
        begin = time.perf_counter_ns()
        for _ in range(cases):
            play(spec)
        print(time.perf_counter_ns() - begin, flush=True)


if __name__ == "__main__":
    main()
