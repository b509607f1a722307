//! Random flows that are sound by their making: blocks with one way in and one way out, drawn as
//! BPMN. The engine's own tests use it, and the comparison with another engine in `conformance`.

use proptest::prelude::*;
use std::fmt::Write;

/// A piece of a flow with one way in and one way out.
#[derive(Clone, Debug)]
pub enum Block {
    User,
    Service,
    /// A service that is undone by another.
    Undoable,
    Script,
    Timer,
    Message,
    Undo,
    Then(Vec<Block>),
    Xor(Box<Block>, Box<Block>),
    And(Box<Block>, Box<Block>),
    Or(Box<Block>, Box<Block>),
    /// What comes first goes on: an hour or a message.
    Race(Box<Block>, Box<Block>),
    Again(Box<Block>),
    Sub(Box<Block>, Around),
    /// A sub-process for each of so many, one after the other or all at once.
    Many(Box<Block>, bool, u8),
    /// A user task for each of so many.
    Each(bool, u8),
    /// A user task that is done again while `again`, at most so often; asked before or after.
    Loop(bool, u8),
    /// A sub-process that may end with an error, which is caught.
    Fails(Box<Block>),
    /// A sub-process that ends when a task in it is done, whatever else runs in it.
    Stops(Box<Block>),
    AdHoc(bool),
}

/// What hangs on a sub-process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    Nothing,
    Reminder,
    Withdrawal,
    Signal(bool),
    Handler(bool),
}

/// A block of at most 24 pieces, four levels deep.
pub fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => Just(Block::User),
        1 => Just(Block::Service),
        1 => Just(Block::Undoable),
        1 => Just(Block::Script),
        1 => Just(Block::Timer),
        1 => Just(Block::Message),
        1 => Just(Block::Undo),
        1 => (any::<bool>(), 0_u8..4).prop_map(|(s, n)| Block::Each(s, n)),
        1 => (any::<bool>(), 1_u8..4).prop_map(|(before, n)| Block::Loop(before, n)),
        1 => any::<bool>().prop_map(Block::AdHoc),
    ];
    let around = prop_oneof![
        Just(Around::Nothing),
        Just(Around::Reminder),
        Just(Around::Withdrawal),
        any::<bool>().prop_map(Around::Signal),
        any::<bool>().prop_map(Around::Handler),
    ];
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 1..4).prop_map(Block::Then),
            1 => (one(), one()).prop_map(|(a, b)| Block::Xor(a, b)),
            2 => (one(), one()).prop_map(|(a, b)| Block::And(a, b)),
            2 => (one(), one()).prop_map(|(a, b)| Block::Or(a, b)),
            1 => (one(), one()).prop_map(|(a, b)| Block::Race(a, b)),
            1 => one().prop_map(Block::Again),
            2 => (one(), around.clone()).prop_map(|(a, around)| Block::Sub(a, around)),
            1 => (one(), any::<bool>(), 0_u8..4).prop_map(|(a, s, n)| Block::Many(a, s, n)),
            1 => one().prop_map(Block::Fails),
            1 => one().prop_map(Block::Stops),
        ]
    })
}

/// A flow as it is drawn.
pub struct Drawn {
    /// The content of the process.
    pub xml: String,
    /// Variables that count, from 0 when it starts.
    pub counters: Vec<String>,
}

/// Draws a process of one block: start, block, end.
pub fn drawn(block: &Block) -> Drawn {
    let mut drawing = Drawing::default();
    drawing.whole(block);
    Drawn {
        xml: drawing.xml,
        counters: drawing.counters,
    }
}

/// A file with one process of this content.
pub fn file(process: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:antou="https://antou.tw/bpmn/1" id="d" targetNamespace="https://antou.tw/test">
<message id="m-withdraw" name="抽回"/><message id="m-remind" name="稽催"/><message id="m-apply" name="申請"/>
<signal id="g-go" name="go"/><signal id="g-stop" name="stop"/><escalation id="k-late" escalationCode="late"/><error id="e-full" errorCode="quota-full"/><error id="e-other" errorCode="other"/>
<process id="p" name="測試" isExecutable="true">
{process}
</process></definitions>"#
    )
}

const HOUR: &str = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
const MESSAGE: &str = r#"<messageEventDefinition messageRef="m-apply"/>"#;

/// Writes BPMN.
#[derive(Default)]
struct Drawing {
    xml: String,
    counters: Vec<String>,
    next: u32,
}

impl Drawing {
    fn id(&mut self) -> String {
        self.next += 1;
        format!("e{}", self.next)
    }

    fn put(&mut self, tag: &str, more: &str, inside: &str) -> String {
        let id = self.id();
        let _ = write!(self.xml, r#"<{tag} id="{id}" {more}>{inside}</{tag}>"#);
        id
    }

    fn flow(&mut self, from: &str, to: &str, condition: &str) {
        let id = self.id();
        let inside = match condition {
            "" => String::new(),
            text => format!("<conditionExpression>{text}</conditionExpression>"),
        };
        let _ = write!(
            self.xml,
            r#"<sequenceFlow id="{id}" sourceRef="{from}" targetRef="{to}">{inside}</sequenceFlow>"#
        );
    }

    /// A gateway with a default flow that is drawn next.
    fn chooser(&mut self, tag: &str) -> (String, String) {
        let (id, default) = (self.id(), self.id());
        let _ = write!(self.xml, r#"<{tag} id="{id}" default="{default}"/>"#);
        (id, default)
    }

    fn else_flow(&mut self, id: &str, from: &str, to: &str) {
        let _ = write!(
            self.xml,
            r#"<sequenceFlow id="{id}" sourceRef="{from}" targetRef="{to}"/>"#
        );
    }

    fn count(&mut self) -> (String, String) {
        let counter = format!("n{}", self.counters.len() + 1);
        self.counters.push(counter.clone());
        let script = format!("<script>{{{counter}: {counter} + 1}}</script>");
        (self.put("scriptTask", "", &script), counter)
    }

    fn undoable(&mut self) -> String {
        let id = self.put("serviceTask", "", "");
        let event = self.put(
            "boundaryEvent",
            &format!(r#"attachedToRef="{id}""#),
            "<compensateEventDefinition/>",
        );
        let handler = self.put("serviceTask", r#"isForCompensation="true""#, "");
        let association = self.id();
        let _ = write!(
            self.xml,
            r#"<association id="{association}" sourceRef="{event}" targetRef="{handler}"/>"#
        );
        id
    }

    /// Draws a block; tells its first and its last element.
    fn draw(&mut self, block: &Block) -> (String, String) {
        let both = |id: String| (id.clone(), id);
        match block {
            Block::User => both(self.put("userTask", "", "")),
            Block::Service => both(self.put("serviceTask", "", "")),
            Block::Undoable => both(self.undoable()),
            Block::Script => both(self.count().0),
            Block::Timer => both(self.put("intermediateCatchEvent", "", HOUR)),
            Block::Message => both(self.put("intermediateCatchEvent", "", MESSAGE)),
            Block::Undo => {
                both(self.put("intermediateThrowEvent", "", "<compensateEventDefinition/>"))
            }
            Block::Then(blocks) => {
                let drawn: Vec<_> = blocks.iter().map(|b| self.draw(b)).collect();
                for pair in drawn.windows(2) {
                    self.flow(&pair[0].1, &pair[1].0, "");
                }
                (drawn[0].0.clone(), drawn[drawn.len() - 1].1.clone())
            }
            Block::Xor(a, b) => self.choose("exclusiveGateway", a, b),
            Block::Or(a, b) => self.choose("inclusiveGateway", a, b),
            Block::And(a, b) => self.fork(a, b),
            Block::Race(a, b) => self.race(a, b),
            Block::Again(inner) => self.again(inner),
            Block::Sub(inner, around) => self.sub(inner, "", *around),
            Block::Many(inner, sequential, count) => {
                self.sub(inner, &many(*sequential, *count), Around::Nothing)
            }
            Block::Each(sequential, count) => {
                both(self.put("userTask", "", &many(*sequential, *count)))
            }
            Block::Loop(before, most) => {
                let repeats = format!(
                    r#"<standardLoopCharacteristics testBefore="{before}" loopMaximum="{most}"><loopCondition>again</loopCondition></standardLoopCharacteristics>"#
                );
                both(self.put("userTask", "", &repeats))
            }
            Block::Fails(inner) => self.fails(inner),
            Block::Stops(inner) => self.stops(inner),
            Block::AdHoc(sequential) => {
                let ordering = match sequential {
                    true => "Sequential",
                    false => "Parallel",
                };
                let (a, b) = (self.id(), self.id());
                let inside = format!(r#"<userTask id="{a}"/><userTask id="{b}"/>"#);
                let more = format!(r#"ordering="{ordering}""#);
                both(self.put("adHocSubProcess", &more, &inside))
            }
        }
    }

    fn fork(&mut self, a: &Block, b: &Block) -> (String, String) {
        let fork = self.put("parallelGateway", "", "");
        let join = self.put("parallelGateway", "", "");
        for inner in [a, b] {
            let (first, last) = self.draw(inner);
            self.flow(&fork, &first, "");
            self.flow(&last, &join, "");
        }
        (fork, join)
    }

    fn choose(&mut self, tag: &str, a: &Block, b: &Block) -> (String, String) {
        let (fork, default) = self.chooser(tag);
        let join = self.put(tag, "", "");
        for (inner, condition) in [(a, "v > 0"), (b, "w > 0")] {
            let (first, last) = self.draw(inner);
            self.flow(&fork, &first, condition);
            self.flow(&last, &join, "");
        }
        let none = self.put("manualTask", "", "");
        self.else_flow(&default, &fork, &none);
        self.flow(&none, &join, "");
        (fork, join)
    }

    fn race(&mut self, a: &Block, b: &Block) -> (String, String) {
        let first = self.put("eventBasedGateway", "", "");
        let out = self.put("exclusiveGateway", "", "");
        for (inner, event) in [(a, HOUR), (b, MESSAGE)] {
            let caught = self.put("intermediateCatchEvent", "", event);
            self.flow(&first, &caught, "");
            let (next, last) = self.draw(inner);
            self.flow(&caught, &next, "");
            self.flow(&last, &out, "");
        }
        (first, out)
    }

    fn again(&mut self, inner: &Block) -> (String, String) {
        let merge = self.put("exclusiveGateway", "", "");
        let (first, last) = self.draw(inner);
        let (chooser, default) = self.chooser("exclusiveGateway");
        let out = self.put("exclusiveGateway", "", "");
        self.flow(&merge, &first, "");
        self.flow(&last, &chooser, "");
        let (count, counter) = self.count();
        self.flow(&chooser, &count, &format!("again and {counter} &lt; 3"));
        self.flow(&count, &merge, "");
        self.else_flow(&default, &chooser, &out);
        (merge, out)
    }

    /// A process in itself: start, block, end.
    fn whole(&mut self, block: &Block) {
        let start = self.put("startEvent", "", "");
        let (first, last) = self.draw(block);
        let end = self.put("endEvent", "", "");
        self.flow(&start, &first, "");
        self.flow(&last, &end, "");
    }

    /// What `draw` draws, for the inside of a sub-process.
    fn apart(&mut self, draw: impl FnOnce(&mut Self)) -> String {
        let outside = std::mem::take(&mut self.xml);
        draw(self);
        std::mem::replace(&mut self.xml, outside)
    }

    fn fails(&mut self, inner: &Block) -> (String, String) {
        let inside = self.apart(|here| {
            let start = here.put("startEvent", "", "");
            let (first, last) = here.draw(inner);
            let (chooser, default) = here.chooser("exclusiveGateway");
            let full = r#"<errorEventDefinition errorRef="e-full"/>"#;
            let failed = here.put("endEvent", "", full);
            let end = here.put("endEvent", "", "");
            here.flow(&start, &first, "");
            here.flow(&last, &chooser, "");
            here.flow(&chooser, &failed, "v > 0");
            here.else_flow(&default, &chooser, &end);
        });
        let id = self.put("subProcess", "", &inside);
        let more = format!(r#"attachedToRef="{id}""#);
        let full = r#"<errorEventDefinition errorRef="e-full"/>"#;
        let caught = self.put("boundaryEvent", &more, full);
        let mend = self.put("userTask", "", "");
        let out = self.put("exclusiveGateway", "", "");
        self.flow(&id, &out, "");
        self.flow(&caught, &mend, "");
        self.flow(&mend, &out, "");
        (id, out)
    }

    fn stops(&mut self, inner: &Block) -> (String, String) {
        let inside = self.apart(|here| {
            let start = here.put("startEvent", "", "");
            let fork = here.put("parallelGateway", "", "");
            let (first, last) = here.draw(inner);
            let end = here.put("endEvent", "", "");
            let task = here.put("userTask", "", "");
            let stop = here.put("endEvent", "", "<terminateEventDefinition/>");
            here.flow(&start, &fork, "");
            here.flow(&fork, &first, "");
            here.flow(&last, &end, "");
            here.flow(&fork, &task, "");
            here.flow(&task, &stop, "");
        });
        let id = self.put("subProcess", "", &inside);
        (id.clone(), id)
    }

    fn handler(&mut self, interrupting: bool) {
        let inside = self.apart(|here| {
            let message = r#"<messageEventDefinition messageRef="m-remind"/>"#;
            let more = format!(r#"isInterrupting="{interrupting}""#);
            let start = here.put("startEvent", &more, message);
            let task = here.put("userTask", "", "");
            let end = here.put("endEvent", "", "");
            here.flow(&start, &task, "");
            here.flow(&task, &end, "");
        });
        self.put("subProcess", r#"triggeredByEvent="true""#, &inside);
    }

    fn sub(&mut self, inner: &Block, repeats: &str, around: Around) -> (String, String) {
        let inside = self.apart(|here| {
            here.whole(inner);
            if let Around::Handler(interrupting) = around {
                here.handler(interrupting);
            }
        });
        let id = self.put("subProcess", "", &format!("{repeats}{inside}"));
        let out = self.put("exclusiveGateway", "", "");
        self.flow(&id, &out, "");
        let (interrupts, event) = match around {
            Around::Nothing | Around::Handler(_) => return (id, out),
            Around::Reminder => (
                false,
                "<timerEventDefinition><timeCycle>R2/PT37M</timeCycle></timerEventDefinition>",
            ),
            Around::Withdrawal => (true, r#"<messageEventDefinition messageRef="m-withdraw"/>"#),
            Around::Signal(interrupts) => {
                (interrupts, r#"<signalEventDefinition signalRef="g-go"/>"#)
            }
        };
        let more = format!(r#"attachedToRef="{id}" cancelActivity="{interrupts}""#);
        let boundary = self.put("boundaryEvent", &more, event);
        if interrupts {
            self.flow(&boundary, &out, "");
        } else {
            let told = self.put("serviceTask", "", "");
            let end = self.put("endEvent", "", "");
            self.flow(&boundary, &told, "");
            self.flow(&told, &end, "");
        }
        (id, out)
    }
}

fn many(sequential: bool, count: u8) -> String {
    format!(
        r#"<multiInstanceLoopCharacteristics isSequential="{sequential}"><loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics>"#
    )
}
