//! The bytes that last: each operation and event in its deterministic form,
//! kept as hex so that a changed byte is seen.

use jiff::civil::date;
use office::case::Role;

use crate::agency::{Agency, answers, approve, correct, file, send_back, withdraw};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn operations_keep_their_bytes() {
    let agency = Agency::open();
    let (from, to) = (
        date(2026, 12, 3).at(8, 30, 0, 0),
        date(2026, 12, 4).at(12, 30, 0, 0),
    );
    let station = || office::ids::StationId::new("s1").unwrap();
    let mut submit = agency.submit("c1", answers("annual", from, to, "p13"));
    if let office::Content::Submit(submit) = &mut submit {
        submit.pack.sha256 = [1; 32];
    }
    let brought = office::operation::BringLeave {
        case: office::ids::CaseId::new("brought-1").unwrap(),
        person: crate::agency::person("p12"),
        pack: office::pack::PackRef {
            version: 1,
            sha256: [1; 32],
        },
        kind: office::leave::Kind::new("annual").unwrap(),
        span: office::leave::Span { from, to },
        deputy: Some(crate::agency::person("p13")),
    };
    let lines: Vec<String> = [
        ("submit", submit),
        ("approve", approve("c1", station())),
        ("return", send_back("c1", station(), "請改為一日")),
        (
            "correct",
            correct("c1", station(), answers("annual", from, to, "p13")),
        ),
        ("withdraw", withdraw("c1")),
        ("file", file("c1", station(), "115/0301/1/1/1")),
        ("bring", office::Content::BringLeave(brought)),
    ]
    .map(|(name, content)| format!("{name} {}", hex(&content.to_bytes())))
    .into();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn events_keep_their_bytes() {
    let mut agency = Agency::open();
    let (from, to) = (
        date(2026, 12, 3).at(8, 30, 0, 0),
        date(2026, 12, 4).at(12, 30, 0, 0),
    );
    agency
        .ask(
            "p12",
            agency.submit("c1", answers("annual", from, to, "p13")),
        )
        .unwrap();
    agency
        .ask(
            "p13",
            approve("c1", agency.open_station("c1", Role::Consent)),
        )
        .unwrap();
    let mut lines = Vec::new();
    for (stream, history) in &agency.histories {
        let of_case = matches!(
            stream.to_string().as_str(),
            "case/c1" | "away/u-plan-1" | "series/case-hr-115"
        );
        for (event, _, _) in history.iter().filter(|_| of_case) {
            let submitted = matches!(event, office::Event::Case(event)
                if matches!(**event, office::case::CaseEvent::Submitted(_)));
            if !submitted {
                lines.push(format!("{stream} {}", hex(&event.to_bytes())));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn events_of_the_agency_keep_their_bytes() {
    use office::civil::NO_END;
    use office::ids::{PersonId, PostId, UnitId};
    use office::org::{Grades, Holding, HoldingKind, OrgEvent, Term};
    let from = date(2026, 3, 2);
    let unit = |id: &str| UnitId::new(id).unwrap();
    let post = |id: &str| PostId::new(id).unwrap();
    let term = Term {
        from,
        until: NO_END,
    };
    let grades = Grades {
        lowest: 6,
        supervisory: true,
    };
    let seconded = Holding {
        person: PersonId::new("p12").unwrap(),
        post: post("post-1"),
        from,
        until: NO_END,
        kind: HoldingKind::Seconded,
    };
    let lines: Vec<String> = [
        ("holding seconded", OrgEvent::HoldingPut(seconded)),
        ("unit term", OrgEvent::UnitTerm(unit("u-a"), term)),
        ("post term", OrgEvent::PostTerm(post("post-1"), term)),
        ("post grades", OrgEvent::PostGrades(post("post-1"), grades)),
        (
            "unit replaced",
            OrgEvent::UnitReplaced(unit("u-a"), unit("u-b"), from),
        ),
        (
            "post replaced",
            OrgEvent::PostReplaced(post("post-1"), post("post-2"), from),
        ),
    ]
    .map(|(name, event)| {
        let event = office::Event::Org(event);
        let bytes = event.to_bytes();
        assert_eq!(office::Event::from_bytes(&bytes), Some(event));
        format!("{name} {}", hex(&bytes))
    })
    .into();
    insta::assert_snapshot!(lines.join("\n"));
}
