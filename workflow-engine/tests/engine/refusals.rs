//! Inputs that cannot be: a code, and nothing changes.

use super::player::{Play, flows};
use feel::Context;
use workflow_engine::run::{Input, TokenId};

fn play() -> Play {
    Play::of(&format!(
        r#"<startEvent id="start"/><userTask id="a"/><endEvent id="end"/>{}"#,
        flows("start -> a\na -> end")
    ))
}

#[test]
fn refused_with_a_code() {
    fn check(mut play: Play, input: Input, expected: &str) {
        let before = play.instance.clone();
        let got = play.give("", input).unwrap_err();
        assert_eq!(got.code(), expected);
        assert_eq!(play.instance, before);
    }
    let none = Context::new;
    let close = |token| Input::CloseTask {
        token: TokenId(token),
        variables: none(),
    };
    let message = || Input::Message {
        name: "抽回".to_owned(),
        variables: none(),
    };
    check(play(), close(0), "run-not-started");
    check(play(), Input::Wake, "run-not-started");
    check(play(), message(), "run-nobody-waits");
    check(
        play().start([]),
        Input::Start { variables: none() },
        "run-started",
    );
    check(play().start([]), close(99), "run-no-task");
    check(play().start([]), close(0), "run-no-task");
    check(play().start([]), message(), "run-nobody-waits");
    check(
        play().start([]),
        Input::ServiceDone {
            token: TokenId(1),
            variables: none(),
        },
        "run-no-service",
    );
    check(
        play().start([]),
        Input::Retry {
            token: TokenId(1),
            variables: none(),
        },
        "run-no-incident",
    );
    check(play().start([]).close("a", []), close(1), "run-ended");
    check(
        play().start([]).close("a", []),
        Input::Start { variables: none() },
        "run-ended",
    );
    let mut other = play().start([]);
    other.instance.process = Some("else".into());
    check(other, close(1), "run-other-process");
}
