//! An administrator at the server's folder: flows are mended and cases go over to another version.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::fs;
use std::path::Path;

use agency_server::admin::flows::{self, Plan};
use agency_server::{Agency, admin};
use office::Reading as _;
use office::TokenId;
use office::ids::{CaseId, PackId};
use office::operation::Mending;
use practice::{Device, NINE, Site, flow_led_pack, leave_request, push};
use sync::verdict::Decision;

const CASES: [&str; 3] = [
    "00112233445566778899aabbccddee01",
    "00112233445566778899aabbccddee02",
    "00112233445566778899aabbccddee03",
];

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn rewrite(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replace(from, to)).unwrap();
}

async fn with_cases(site: &Site, count: usize) -> Agency {
    let agency = site.open();
    let device = Device::enrol(site, &agency, "p0012");
    for (at, case) in (0_i64..).zip(CASES.iter().take(count)) {
        let mut request = leave_request(&agency, case, "p0013");
        practice::weeks_later(&mut request, at);
        let verdict = push(&agency, vec![device.seal(&request, NINE).bytes])
            .await
            .remove(0);
        assert_eq!(
            verdict.decision,
            Decision::Accepted,
            "{} {:?}",
            verdict.code,
            verdict.facts
        );
    }
    agency
}

fn case(agency: &Agency, id: &str) -> std::sync::Arc<office::case::Case> {
    let case = agency.states.case(&CaseId::new(id).unwrap());
    case.unwrap().flatten().unwrap()
}

#[tokio::test]
async fn cases_go_over_by_a_plan_that_somebody_changed() {
    let site = Site::flow_led().await;
    let agency = with_cases(&site, 3).await;
    let version = case(&agency, CASES[0]).pack.version;
    let folder = tempfile::tempdir().unwrap();
    copy(&flow_led_pack(), folder.path());
    rewrite(
        &folder.path().join("pack.toml"),
        &format!("version = {version}\n"),
        &format!("version = {}\n", version + 1),
    );
    // They tell of the ids of the flow that is left.
    fs::remove_dir_all(folder.path().join("scenarios")).unwrap();
    let flow = folder.path().join("flow.bpmn");
    rewrite(&flow, "\"consent\"", "\"agreed\"");
    rewrite(&flow, "antou:role=\"agreed\"", "antou:role=\"consent\"");
    rewrite(&flow, "代理人同意", "職務代理人同意");
    admin::add_pack(&agency, folder.path(), &[]).await.unwrap();

    // One of the cases stands elsewhere.
    let token = *case(&agency, CASES[2]).flow.tasks.keys().next().unwrap();
    let id = CaseId::new(CASES[2]).unwrap();
    let moved = Mending::Move(token, "head".to_owned());
    flows::mend(&agency, id, moved, "代理人出國").await.unwrap();

    let service = PackId::new("leave").unwrap();
    let plan = flows::propose(&agency, &service, version, version + 1).unwrap();
    let text = plan.to_text();
    assert!(
        text.contains("consent = \"keeps agreed\" # userTask 代理人同意, found by its neighbours"),
        "{text}"
    );
    let read = Plan::read(&text).unwrap();
    assert_eq!(read.migration, plan.migration);

    let cut = text.lines().filter(|line| !line.contains("keeps agreed\""));
    let cut = Plan::read(&cut.collect::<Vec<_>>().join("\n")).unwrap();
    let looked = flows::go_over(&agency, &cut, "-", true).await.unwrap();
    let stays: Vec<&str> = looked.stayed.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!((looked.went, &stays[..]), (1, &CASES[..2]));
    assert_eq!(looked.stayed[0].1.code, "run-undecided");

    let gone = flows::go_over(&agency, &read, "新版", false).await.unwrap();
    assert_eq!((gone.went, gone.stayed.len()), (3, 0));
    for (id, element) in CASES.iter().zip(["agreed", "agreed", "head"]) {
        let case = case(&agency, id);
        assert_eq!(case.pack.version, version + 1);
        assert_eq!(case.open_stations().next().unwrap().element, element);
    }
    let again = flows::go_over(&agency, &read, "新版", false).await.unwrap();
    assert_eq!(again.went, 0);
    assert!(flows::stuck(&agency).unwrap().is_empty());
    drop(agency);
    admin::verify(&site.folder()).unwrap();
}

#[tokio::test]
async fn what_cannot_be_is_told() {
    let site = Site::flow_led().await;
    let agency = with_cases(&site, 1).await;
    let code = |problem: agency_server::Problem| match problem {
        agency_server::Problem::Refused(refusal) => refusal.code,
        other => other.to_string(),
    };
    let service = PackId::new("leave").unwrap();
    let unknown = flows::propose(&agency, &service, 1, 99).unwrap_err();
    assert_eq!(code(unknown), "pack-unknown");
    let id = CaseId::new(CASES[0]).unwrap();
    let retry = Mending::Retry(TokenId(1), Default::default());
    let none = flows::mend(&agency, id, retry, "再試").await.unwrap_err();
    assert_eq!(code(none), "run-no-incident");
    for (text, told) in [
        ("", "plan:0: : missing field `service`"),
        (
            "service = \"leave\"\nfrom = 1\nto = 2\n[elements]\na = \"gone\"",
            "plan:0: elements.a: write keeps ID, anew ID or away",
        ),
        (
            "service = \"leave\"\nfrom = 1\nto = 2\nnow = true",
            "plan:4: : unknown field `now`, expected one of `service`, `from`, `to`, `elements`, `flows`",
        ),
    ] {
        assert_eq!(Plan::read(text).unwrap_err().to_string(), told);
    }
}
