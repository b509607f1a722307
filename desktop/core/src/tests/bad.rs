//! What goes wrong: found, named, nothing lost.

use office::Stream;
use serde_json::json;
use sync::wire::PulledStream;

use super::{MORNING, Room, act, ask, inbox, refused, submit};
use crate::practice::{APPLICANT, DEPUTY, PASSPHRASE};
use crate::{Core, CoreOptions};

#[test]
fn a_wrong_passphrase_is_counted_and_slowed() {
    let room = Room::new();
    drop(room.computer(APPLICANT));
    let core = Core::start(CoreOptions {
        home: room.home(APPLICANT),
        ..room.options()
    })
    .unwrap();
    assert_eq!(ask(&core, "setup_state", json!({}))["stage"], "locked");
    assert_eq!(refused(&core, "frame", json!({})).code, "vault-closed");
    for left in (0..vault::ATTEMPTS_MAX).rev() {
        let failure = refused(&core, "unlock", json!({ "passphrase": "not this one" }));
        assert_eq!(
            (failure.code.as_str(), failure.facts["left"].clone()),
            ("vault-wrong-passphrase", left.to_string())
        );
    }
    assert_eq!(
        refused(&core, "unlock", json!({ "passphrase": PASSPHRASE })).code,
        "vault-locked"
    );
    let state = ask(&core, "setup_state", json!({}));
    assert_eq!(
        state["lockedOut"]["facts"]["again-at"],
        (MORNING + vault::LOCK_MS).to_string()
    );
}

#[test]
fn locking_signs_what_could_be_taken_back() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    assert_eq!(ask(&deputy, "lock", json!({}))["stage"], "locked");
    ask(&deputy, "unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(
        ask(&deputy, "sync_state", json!({}))["queue"][0]["mark"],
        "waiting"
    );
    assert_eq!(room.agency.collect(&deputy).unwrap(), 1);
}

#[test]
fn a_refusal_leaves_nothing_behind() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    let station = ask(&deputy, "case_open", json!({ "case": case }))["station"].clone();
    let acts = |act: &str, station: &serde_json::Value| json!({ "case": case, "station": station, "act": act, "opinion": "" });
    let check = |core: &Core, request: serde_json::Value, code: &str| {
        assert_eq!(refused(core, "station_act", request).code, code);
        assert_eq!(ask(core, "sync_state", json!({}))["queue"], json!([]));
    };
    check(&deputy, acts("return", &station), "reason-required");
    check(&deputy, acts("approve", &json!("s9")), "station-unknown");
    check(&deputy, acts("print", &station), "act-unknown");
    check(&applicant, acts("approve", &station), "standing-own-case");
    assert_eq!(
        refused(
            &deputy,
            "case_withdraw",
            json!({ "case": case, "reason": "" })
        )
        .code,
        "withdraw-other"
    );
    assert_eq!(inbox(&deputy)["total"], 1);
}

#[test]
fn a_stream_that_does_not_go_on_is_not_taken_and_the_others_are() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let session = core.session().unwrap();
    let pulled = |stream: &str, records: Vec<Vec<u8>>| PulledStream {
        stream: stream.to_owned(),
        records,
        operations: Vec::new(),
        more: false,
        refused: None,
        verdicts: None,
    };
    let before = session.world().head(&Stream::Org);
    let taken = session
        .take(&[
            pulled("org", vec![b"no record".to_vec()]),
            pulled("other/x", Vec::new()),
        ])
        .unwrap();
    assert_eq!(
        (taken.records, taken.broken),
        (0, vec!["org".to_owned(), "other/x".to_owned()])
    );
    assert_eq!(session.world().head(&Stream::Org), before);
    let findings = ask(&core, "sync_state", json!({}))["findings"].clone();
    assert!(
        findings
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["code"] == "stream-unknown"),
        "{findings}"
    );
}

#[test]
fn what_is_revoked_leaves_nothing_here() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    deputy.work_until_idle().unwrap();
    let session = deputy.session().unwrap();
    session.revoke(&[format!("case/{case}")]).unwrap();
    deputy.work_until_idle().unwrap();
    assert_eq!(
        refused(&deputy, "case_open", json!({ "case": case })).code,
        "case-unknown"
    );
    assert_eq!(inbox(&deputy)["total"], 0);
    assert_eq!(
        ask(&deputy, "search", json!({ "text": "探親", "limit": 5 }))["total"],
        0
    );
    session.forget_everything().unwrap();
    assert!(session.known.memory().heads.is_empty());
}

#[test]
fn the_diagnostic_holds_nothing_personal() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let case = submit(&core, "12/3", "返鄉探親");
    let text = ask(&core, "sync_state", json!({}))["diagnostic"]
        .as_str()
        .unwrap()
        .to_owned();
    for word in ["王小明", "返鄉", APPLICANT, case.as_str(), "練習機關"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(text.contains("queue 1 waiting"), "{text}");
}

#[test]
fn invitations_and_enrolment_that_cannot_be() {
    let room = Room::new();
    let core = Core::start(CoreOptions {
        home: room.home("new"),
        ..room.options()
    })
    .unwrap();
    assert_eq!(ask(&core, "setup_state", json!({}))["stage"], "fresh");
    assert_eq!(
        refused(&core, "setup_read", json!({ "text": "hello" })).code,
        "invitation-none"
    );
    let invitation = sync::invitation::Invitation {
        servers: vec!["https://127.0.0.1:9".to_owned()],
        root: sync::Hash([7; 32]),
        code: "ABCD-1234".to_owned(),
        agency: "示範市政府檔案服務處".to_owned(),
        person: "王小明".to_owned(),
    };
    let text = invitation.to_text().unwrap();
    let shown = ask(&core, "setup_read", json!({ "text": text }));
    assert_eq!(shown["server"], "https://127.0.0.1:9");
    assert_eq!(
        (&shown["agency"], &shown["person"]),
        (&json!("示範市政府檔案服務處"), &json!("王小明"))
    );
    let enrol =
        |passphrase: &str| json!({ "text": text, "passphrase": passphrase, "remember": false });
    assert_eq!(
        refused(&core, "setup_enrol", enrol("short")).code,
        "vault-passphrase-short"
    );
    assert_eq!(
        refused(&core, "setup_enrol", enrol(PASSPHRASE)).code,
        "agency-unreachable"
    );
    assert_eq!(
        ask(&core, "setup_state", json!({}))["stage"],
        "fresh",
        "a failed enrolment leaves no vault"
    );
}

#[test]
fn the_vault_is_let_go_when_it_is_closed_whatever_its_threads_do() {
    let room = Room::new();
    drop(room.computer(APPLICANT));
    let options = CoreOptions {
        background: true,
        home: room.home(APPLICANT),
        ..room.options()
    };
    let core = Core::start(options).unwrap();
    for _ in 0..3 {
        ask(&core, "unlock", json!({ "passphrase": PASSPHRASE }));
        submit(&core, "12/3", "返鄉探親");
        let operation = ask(&core, "sync_state", json!({}))["queue"][0]["operation"].clone();
        ask(&core, "lock", json!({}));
        ask(&core, "unlock", json!({ "passphrase": PASSPHRASE }));
        ask(&core, "queue_cancel", json!({ "operation": operation }));
        ask(&core, "lock", json!({}));
    }
}

#[test]
fn a_damaged_database_is_named_and_the_computer_can_be_enrolled_again() {
    let room = Room::new();
    drop(room.computer(APPLICANT));
    for file in std::fs::read_dir(room.home(APPLICANT).join("vault")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("database.antou") {
            std::fs::write(&path, vec![0x5a; 8192]).unwrap();
        }
    }
    let core = Core::start(CoreOptions {
        home: room.home(APPLICANT),
        ..room.options()
    })
    .unwrap();
    let unlock = || refused(&core, "unlock", json!({ "passphrase": PASSPHRASE })).code;
    assert_eq!(unlock(), "vault-damaged");
    assert_eq!(unlock(), "vault-not-enrolled");
    assert_eq!(ask(&core, "setup_state", json!({}))["stage"], "fresh");
}

#[test]
fn a_pack_with_a_changed_byte_is_not_taken() {
    let room = Room::new();
    let core = room
        .agency
        .computer(&room.home(APPLICANT), APPLICANT, &room.options())
        .unwrap();
    let failure = room.agency.deliver_spoiled(&core).unwrap_err();
    assert_eq!(failure.code, "blob-changed");
    assert_eq!(ask(&core, "services", json!({})), json!([]));
    assert_eq!(
        refused(&core, "draft_new", json!({ "service": "leave" })).code,
        "pack-missing"
    );
    room.agency.deliver(&core).unwrap();
    assert_eq!(ask(&core, "services", json!({}))[0]["service"], "leave");
}

#[test]
fn a_damaged_pack_is_fetched_again() {
    let room = Room::new();
    drop(room.computer(APPLICANT));
    let mut open = vec![room.home(APPLICANT).join("vault").join("blobs")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                std::fs::write(path, b"no blob").unwrap();
            }
        }
    }
    let core = Core::start(CoreOptions {
        home: room.home(APPLICANT),
        ..room.options()
    })
    .unwrap();
    ask(&core, "unlock", json!({ "passphrase": PASSPHRASE }));
    let draft = || core.call("draft_new", json!({ "service": "leave" }));
    assert_eq!(draft().unwrap_err().code, "blob-damaged");
    room.agency.deliver(&core).unwrap();
    assert!(draft().is_ok());
}

#[test]
fn an_operation_whose_file_is_damaged_holds_up_only_itself() {
    let mut room = Room::new();
    let core = room.computer(APPLICANT);
    let first = submit(&core, "12/3", "第一件");
    submit(&core, "12/8", "第二件");
    let session = core.session().unwrap();
    let queued = session
        .queue()
        .0
        .into_iter()
        .find(|one| one.case().unwrap().as_str() == first)
        .unwrap();
    let why = crate::Failure::new("blob-damaged").with("blob", "x");
    session.cannot_send(&queued.op_id().unwrap(), &why).unwrap();
    assert_eq!(room.agency.collect(&core).unwrap(), 1);
    room.agency.deliver(&core).unwrap();
    let row = inbox(&core)["rows"][0].clone();
    assert_eq!(
        (&row["remark"]["code"], &row["acts"]),
        (&json!("blob-damaged"), &json!(["acknowledge"]))
    );
    ask(&core, "acknowledge", json!({ "operation": queued.key }));
    let mine = ask(&core, "mine", json!({}));
    assert_eq!(mine["rows"].as_array().unwrap().len(), 1);
    assert_eq!(room.agency.collect(&core).unwrap(), 0);
}

#[test]
fn a_signature_whose_bytes_did_not_come_is_not_counted() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant]);
    room.agency.spoil_signatures();
    room.agency.deliver(&deputy).unwrap();
    let shown = ask(&deputy, "case_open", json!({ "case": case }));
    assert_eq!(
        (&shown["signaturesValid"], &shown["signaturesTotal"]),
        (&json!(0), &json!(1))
    );
}

#[test]
fn an_operation_signed_by_a_key_of_another_root_is_shown_as_such() {
    let mut room = Room::new();
    let elsewhere = Room::new();
    let impostor = elsewhere.computer(APPLICANT);
    let case = submit(&impostor, "12/3", "返鄉探親");
    let session = impostor.session().unwrap();
    session.seal_due(true).unwrap();
    let signed = session.queue().0[0].signed.clone().unwrap();
    let honest = room.agency.receive(&signed).unwrap_err();
    assert_eq!(honest.code, "certificate-of-another");

    room.agency.receive_from_anybody(&signed).unwrap();
    let deputy = room.computer(DEPUTY);
    let shown = ask(&deputy, "case_open", json!({ "case": case }));
    assert_eq!(
        (&shown["signaturesValid"], &shown["signaturesTotal"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(shown["history"][0]["signature"], "invalid");
    let findings = ask(&deputy, "sync_state", json!({}))["findings"].clone();
    assert_eq!(findings[0]["code"], "certificate-of-another", "{findings}");
}
