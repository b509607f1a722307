//! The elements of a route's flow, where each stands in the diagram, and what leads where.

use super::Linear;
use super::drawing::At;
use super::flow::{ANTOU, BPMN, XSI};
use crate::tree::Tree;

/// An element of the process with its place in the diagram.
pub(super) struct Node {
    pub id: &'static str,
    pub kind: &'static str,
    pub name: &'static str,
    pub at: At,
    /// Whether it stands in the sub-process.
    pub inside: bool,
    pub attributes: Vec<(&'static str, &'static str, String)>,
    pub parts: Vec<Tree>,
}

/// A sequence flow, drawn over these points.
pub(super) struct Way {
    pub id: String,
    pub from: &'static str,
    pub to: &'static str,
    /// FEEL; without one the way is always open, or the default.
    pub condition: Option<&'static str>,
}

/// A process as it comes to be.
pub(super) struct Sketch<'l> {
    pub linear: &'l Linear,
    decision: &'l str,
    pub nodes: Vec<Node>,
    pub ways: Vec<Way>,
}

fn definition(id: &str, kind: &'static str) -> Tree {
    Tree::new(BPMN, kind).with("id", format!("{id}-definition"))
}

impl<'l> Sketch<'l> {
    pub fn of(linear: &'l Linear, decision: &'l str) -> Self {
        let mut sketch = Self {
            linear,
            decision,
            nodes: Vec::new(),
            ways: Vec::new(),
        };
        sketch.before();
        sketch.approval();
        sketch.after();
        sketch.undone();
        sketch
    }

    fn node(
        &mut self,
        id: &'static str,
        kind: &'static str,
        name: &'static str,
        at: At,
    ) -> &mut Node {
        let inside = false;
        self.nodes.push(Node {
            id,
            kind,
            name,
            at,
            inside,
            attributes: Vec::new(),
            parts: Vec::new(),
        });
        let last = self.nodes.len() - 1;
        &mut self.nodes[last]
    }

    fn service(
        &mut self,
        id: &'static str,
        name: &'static str,
        service: &str,
        at: At,
    ) -> &mut Node {
        let node = self.node(id, "serviceTask", name, at);
        node.attributes.push((ANTOU, "service", service.to_owned()));
        node
    }

    fn way(&mut self, from: &'static str, to: &'static str) -> &mut Way {
        self.ways.push(Way {
            id: format!("{from}-to-{to}"),
            from,
            to,
            condition: None,
        });
        let last = self.ways.len() - 1;
        &mut self.ways[last]
    }

    /// Where the sub-process begins.
    fn left(&self) -> i32 {
        if self.linear.ledger { 420 } else { 280 }
    }

    /// Where the sub-process ends, below.
    fn bottom(&self) -> i32 {
        let deep = self.linear.ledger || self.linear.urge.is_some();
        if deep { 480 } else { 340 }
    }

    /// Where the sub-process ends, to the right.
    fn right(&self) -> i32 {
        self.left() + if self.linear.ledger { 700 } else { 540 }
    }

    fn before(&mut self) {
        self.node("start", "startEvent", "送陳", At::event(180, 202));
        if !self.linear.ledger {
            self.way("start", "approval");
            return;
        }
        self.service("hold", "保留假期", "ledger.hold", At::task(260, 180));
        let undo = self.node("hold-undo", "boundaryEvent", "", At::event(317, 242));
        undo.attributes
            .push(("", "attachedToRef", "hold".to_owned()));
        undo.parts
            .push(definition("hold-undo", "compensateEventDefinition"));
        let release = self.service("release", "退還假期", "ledger.release", At::task(260, 340));
        release
            .attributes
            .push(("", "isForCompensation", "true".to_owned()));
        self.way("start", "hold");
        self.way("hold", "approval");
    }

    /// The sub-process: the route itself.
    fn approval(&mut self) {
        let (left, begin) = (self.left(), self.nodes.len());
        self.node(
            "approval-start",
            "startEvent",
            "",
            At::event(left + 40, 202),
        );
        let decision = self.decision.to_owned();
        let sign = self.node("sign", "userTask", "簽核", At::task(left + 150, 180));
        sign.attributes.push((ANTOU, "route", decision));
        let outcome = self.node(
            "sign-outcome",
            "exclusiveGateway",
            "准？",
            At::gateway(left + 325, 195),
        );
        outcome
            .attributes
            .push(("", "default", "outcome-granted".to_owned()));
        let not = self.node(
            "not-granted",
            "endEvent",
            "未准",
            At::event(left + 332, 118),
        );
        let error = definition("not-granted", "errorEventDefinition");
        not.parts.push(error.with("errorRef", "error-refused"));
        self.way("approval-start", "sign");
        self.way("sign", "sign-outcome");
        let granted = if self.linear.ledger {
            "calendar"
        } else {
            "approval-end"
        };
        self.way("sign-outcome", granted).id = "outcome-granted".to_owned();
        let refused = self.way("sign-outcome", "not-granted");
        refused.id = "outcome-refused".to_owned();
        refused.condition = Some("outcome = \"refused\"");
        let mut end = left + 460;
        if self.linear.ledger {
            self.service(
                "calendar",
                "登載差勤",
                "calendar.add",
                At::task(left + 440, 180),
            );
            self.way("calendar", "approval-end");
            self.corrected();
            end = left + 620;
        }
        self.node("approval-end", "endEvent", "", At::event(end, 202));
        self.urged();
        self.nodes
            .iter_mut()
            .skip(begin)
            .for_each(|node| node.inside = true);
        let (right, bottom) = (self.right(), self.bottom());
        let at = At {
            x: left,
            y: 80,
            width: right - left,
            height: bottom - 80,
        };
        self.node("approval", "subProcess", "簽核", at);
    }

    /// What was corrected is held anew.
    fn corrected(&mut self) {
        let left = self.left();
        let event = self.node(
            "answers-corrected",
            "boundaryEvent",
            "已補正",
            At::event(left + 147, 242),
        );
        event
            .attributes
            .push(("", "attachedToRef", "sign".to_owned()));
        event
            .attributes
            .push(("", "cancelActivity", "false".to_owned()));
        let message = definition("answers-corrected", "messageEventDefinition");
        event
            .parts
            .push(message.with("messageRef", "message-corrected"));
        self.service(
            "hold-again",
            "重新保留假期",
            "ledger.hold",
            At::task(left + 115, 340),
        );
        self.node("held-again", "endEvent", "", At::event(left + 40, 362));
        self.way("answers-corrected", "hold-again");
        self.way("hold-again", "held-again");
    }

    fn urged(&mut self) {
        let (left, Some(days)) = (self.left(), self.linear.urge) else {
            return;
        };
        let event = self.node("late", "boundaryEvent", "逾期", At::event(left + 217, 242));
        event
            .attributes
            .push(("", "attachedToRef", "sign".to_owned()));
        event
            .attributes
            .push(("", "cancelActivity", "false".to_owned()));
        let length = Tree::new(BPMN, "timeDuration")
            .with_in(XSI, "type", "tFormalExpression")
            .text(format!("P{days}D"));
        let timer = definition("late", "timerEventDefinition").with_in(
            ANTOU,
            "workingDays",
            days.to_string(),
        );
        event.parts.push(timer.holding([length]));
        self.service("urge", "稽催", "notify", At::task(left + 280, 340));
        self.node("urged", "endEvent", "", At::event(left + 440, 362));
        self.way("late", "urge");
        self.way("urge", "urged");
    }

    /// What the office does after the route.
    fn after(&mut self) {
        let Linear {
            ledger,
            number,
            filed,
            ..
        } = *self.linear;
        let steps = [
            (ledger, "commit", "扣除假期", "ledger.commit"),
            (number, "number", "取檔號", "number.issue"),
            (filed, "file", "歸檔", ""),
            (filed, "archive", "點收入檔", "file.archive"),
        ];
        let (mut x, mut last) = (self.right() + 60, "approval");
        for (_, id, name, service) in steps.into_iter().filter(|(wanted, ..)| *wanted) {
            let at = At::task(x, 180);
            if service.is_empty() {
                let file = self.node(id, "userTask", name, at);
                file.attributes.push((ANTOU, "role", "file".to_owned()));
                file.attributes
                    .push((ANTOU, "desk", "last-signer".to_owned()));
            } else {
                self.service(id, name, service, at);
            }
            self.way(last, id);
            (last, x) = (id, x + 160);
        }
        let (end, name) = if filed {
            ("filed", "已歸檔")
        } else {
            ("ended", "結案")
        };
        self.node(end, "endEvent", name, At::event(x, 202));
        self.way(last, end);
    }

    /// What comes of a case that is withdrawn, or not granted.
    fn undone(&mut self) {
        let (left, bottom, ledger) = (self.left(), self.bottom(), self.linear.ledger);
        let row = bottom + 72;
        let withdrawn = self.node(
            "withdrawn-by-applicant",
            "boundaryEvent",
            "申請人撤案",
            At::event(left + 122, bottom - 18),
        );
        withdrawn
            .attributes
            .push(("", "attachedToRef", "approval".to_owned()));
        let message = definition("withdrawn-by-applicant", "messageEventDefinition");
        withdrawn
            .parts
            .push(message.with("messageRef", "message-withdraw"));
        let failed = self.node(
            "failed-in-approval",
            "boundaryEvent",
            "未准或無法續辦",
            At::event(left + 322, bottom - 18),
        );
        failed
            .attributes
            .push(("", "attachedToRef", "approval".to_owned()));
        failed
            .parts
            .push(definition("failed-in-approval", "errorEventDefinition"));
        let ways = [
            (
                "withdrawn-by-applicant",
                "undo-withdrawn",
                "withdrawn",
                left + 122,
            ),
            ("failed-in-approval", "undo-refused", "refused", left + 322),
        ];
        for (from, undo, end, x) in ways {
            let mut at = At::event(x, row);
            let mut before = from;
            if ledger {
                let node = self.node(undo, "intermediateThrowEvent", "退還", at);
                node.parts
                    .push(definition(undo, "compensateEventDefinition"));
                self.way(from, undo);
                before = undo;
                at = At::event(x + 100, row);
            }
            let name = if end == "refused" {
                "未准"
            } else {
                "已撤案"
            };
            let node = self.node(end, "endEvent", name, at);
            if end == "refused" {
                let error = definition(end, "errorEventDefinition");
                node.parts.push(error.with("errorRef", "error-refused"));
            }
            self.way(before, end);
        }
    }
}
