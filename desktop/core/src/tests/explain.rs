//! 為什麼在這裡: what each desk is told, cables in and out.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Room, act, ask, flow_led_pack, refused, submit};
use crate::Core;
use crate::practice::{APPLICANT, DEPUTY, HEAD, OUTSIDER, PERSONNEL};

fn explained(core: &Core, case: &str) -> Value {
    ask(core, "case_explain", json!({ "case": case }))
}

/// Codes with their facts, and the ways ahead.
fn told(core: &Core, case: &str) -> String {
    let shown = explained(core, case);
    let mut out = String::new();
    for list in ["sentences", "sources"] {
        for sentence in shown[list].as_array().unwrap() {
            let facts = sentence["facts"].as_object().unwrap();
            let facts = facts.iter().filter(|(_, fact)| **fact != json!(""));
            let facts: Vec<_> = facts
                .map(|(name, fact)| format!("{name}={}", fact.as_str().unwrap()))
                .collect();
            writeln!(
                out,
                "{} {}",
                sentence["code"].as_str().unwrap(),
                facts.join(" ")
            )
            .unwrap();
        }
    }
    for list in ["next", "returned"] {
        let places = shown[list].as_array().unwrap().iter().map(|next| {
            let who = ["unit", "title", "name"]
                .map(|part| next["who"][part].as_str().unwrap().to_owned());
            format!("{} {}", next["role"].as_str().unwrap(), who.join(" "))
        });
        writeln!(out, "{list}: {}", places.collect::<Vec<_>>().join(" → ")).unwrap();
    }
    if shown["provisional"] == true {
        out += "not sent yet\n";
    }
    out
}

#[test]
fn why_it_is_here_and_what_comes_next() {
    let mut room = Room::with(&flow_led_pack());
    let [applicant, deputy, head, personnel] =
        [APPLICANT, DEPUTY, HEAD, PERSONNEL].map(|p| room.computer(p));
    let case = submit(&applicant, "12/7-12/11", "返鄉探親");
    let mut out = format!("cable out\n{}", told(&applicant, &case));
    room.sync(&[&applicant, &deputy]);
    let _ = write!(out, "--\nsent\n{}", told(&applicant, &case));
    assert_eq!(
        told(&applicant, &case),
        told(&deputy, &case),
        "the same for everybody"
    );
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);
    act(&head, &case, "approve", "");
    let _ = write!(
        out,
        "--\nagreed to by the head, whose cable is out\n{}",
        told(&head, &case)
    );
    room.later(60_000);
    room.sync(&[&head, &applicant, &personnel]);
    let _ = write!(out, "--\nand in\n{}", told(&applicant, &case));
    insta::assert_snapshot!(out);
}

#[test]
fn sent_back_or_taken_back() {
    let mut room = Room::with(&flow_led_pack());
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "return", "請寫明日期");
    room.sync(&[&deputy, &applicant]);
    let mut out = format!("returned\n{}", told(&applicant, &case));
    let taken = submit(&applicant, "12/8", "返鄉探親");
    ask(
        &applicant,
        "case_withdraw",
        json!({ "case": taken, "reason": "" }),
    );
    let _ = write!(out, "--\ntaken back\n{}", told(&applicant, &taken));
    insta::assert_snapshot!(out);
}

#[test]
fn who_has_no_part_in_it_is_told_nothing() {
    let mut room = Room::with(&flow_led_pack());
    let [applicant, outsider] = [APPLICANT, OUTSIDER].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &outsider]);
    for (core, case, code) in [
        (&outsider, &*case, "case-unknown"),
        (
            &applicant,
            "00000000000000000000000000000000",
            "case-unknown",
        ),
    ] {
        assert_eq!(
            refused(core, "case_explain", json!({ "case": case })).code,
            code
        );
    }
}
