//! What a play shows in a terminal.

use std::collections::BTreeMap;
use std::io::Write;

use feel::Value;
use office::scenario::{Awaited, AwaitedEvent, Happened, Reason, Stage, Standing, What, feel_text};

use crate::texts::Language;

/// Writes a line; a reader that has seen enough closes the pipe, and that is no failure.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A flow as a person sees it.
pub struct Screen {
    pub language: Language,
}

impl Screen {
    fn line(&self, code: &str, facts: &[(&str, &str)]) {
        say(&self.language.say_all(code, facts));
    }

    /// Where everything stands and what can be done.
    pub fn standing(&self, stage: &Stage<'_>) {
        let plan = stage.flow().plan();
        let now = stage.now();
        let day = self
            .language
            .say(&format!("day-{:?}", now.weekday()), &BTreeMap::new());
        let name = stage.flow().name(plan.process());
        self.line(
            "play-head",
            &[
                ("name", name),
                ("now", &now.strftime("%F %H:%M").to_string()),
                ("day", &day),
            ],
        );
        if stage.instance().process.is_none() {
            self.line("play-not-started", &[]);
            self.starts(stage);
            return;
        }
        if stage.instance().ended.is_some() {
            let how = stage.instance().ended.as_ref().map(ToString::to_string);
            let how = self.ended(&how.unwrap_or_default());
            self.line("play-ended", &[("how", &how)]);
            return;
        }
        for one in stage.standing() {
            self.one(stage, &one);
        }
        for awaited in stage.awaited() {
            self.awaited(stage, &awaited);
        }
    }

    fn starts(&self, stage: &Stage<'_>) {
        for node in stage.flow().plan().starts() {
            let name = stage.flow().name(&node.id);
            self.line("play-start", &[("name", name), ("element", &node.id)]);
        }
    }

    fn one(&self, stage: &Stage<'_>, one: &Standing) {
        let name = stage.flow().name(&one.element);
        let mut element = one.element.clone();
        if let Some(index) = one.index {
            element = format!("{element}#{index}");
        }
        let mut facts = vec![("name", name), ("element", element.as_str())];
        let code = match &one.what {
            What::Task => "play-task",
            What::Service(service) => {
                facts.push(("service", service));
                "play-service"
            }
            What::Rule(decision) => {
                facts.push(("decision", decision));
                "play-rule"
            }
            What::Event => "play-event",
            What::Join => "play-join",
            What::Inside => "play-inside",
            What::Incident(code, reason) => {
                facts.push(("code", code));
                facts.push(("reason", reason));
                "play-incident"
            }
        };
        self.line(code, &facts);
    }

    fn awaited(&self, stage: &Stage<'_>, awaited: &Awaited) {
        let name = stage.flow().name(&awaited.element);
        let facts = [("name", name), ("element", awaited.element.as_str())];
        match &awaited.event {
            AwaitedEvent::Timer(due) => {
                let due = due.strftime("%F %H:%M").to_string();
                self.line("play-timer", &[facts[0], facts[1], ("due", &due)]);
            }
            AwaitedEvent::Message(message) => {
                self.line("play-message", &[facts[0], facts[1], ("message", message)]);
            }
            AwaitedEvent::Signal(signal) => {
                self.line("play-signal", &[facts[0], facts[1], ("signal", signal)]);
            }
            AwaitedEvent::Condition(text) => {
                self.line("play-condition", &[facts[0], facts[1], ("text", text)]);
            }
        }
    }

    /// What became true.
    pub fn told(&self, stage: &Stage<'_>, happened: &[Happened]) {
        for told in stage.tell(happened) {
            let mut facts: Vec<(&str, &str)> = told
                .facts
                .iter()
                .map(|(name, fact)| (*name, fact.as_str()))
                .collect();
            let how = told.facts.get("how").map(|how| self.ended(how));
            if let Some(how) = &how {
                facts.retain(|(name, _)| *name != "how");
                facts.push(("how", how));
            }
            self.line(told.code, &facts);
        }
    }

    fn ended(&self, how: &str) -> String {
        match how
            .strip_prefix("failed with ")
            .or_else(|| how.strip_prefix("failed "))
        {
            Some(error) => self.language.say_all("ended-failed", &[("error", error)]),
            None => self.language.say(&format!("ended-{how}"), &BTreeMap::new()),
        }
    }

    /// The variables.
    pub fn variables(&self, stage: &Stage<'_>) {
        let variables = &stage.instance().variables;
        if variables.is_empty() {
            self.line("play-no-variables", &[]);
        }
        for (name, value) in variables.iter() {
            say(&format!("  {name} = {}", feel_text(value)));
        }
    }

    /// Which way is taken from an element, and why.
    pub fn reasons(&self, stage: &Stage<'_>, element: &str) {
        let reasons = stage.reasons(element);
        let name = stage.flow().name(element);
        self.line("why-head", &[("name", name), ("element", element)]);
        if reasons.is_empty() {
            self.line("why-end", &[]);
        }
        for reason in &reasons {
            self.reason(stage, reason);
        }
    }

    fn reason(&self, stage: &Stage<'_>, reason: &Reason) {
        let to = stage.flow().name(&reason.to);
        let facts = [("flow", reason.flow.as_str()), ("to", to)];
        let Some(condition) = &reason.condition else {
            let code = match reason.default {
                true => "why-default",
                false => "why-always",
            };
            return self.line(code, &facts);
        };
        let code = match &reason.value {
            Value::Bool(true) => "why-true",
            Value::Bool(false) => "why-false",
            _ => "why-null",
        };
        self.line(code, &[facts[0], facts[1], ("condition", condition)]);
        for (name, value) in &reason.reads {
            say(&format!("      {name} = {}", feel_text(value)));
        }
    }
}
