//! A case whose timer is due is woken by the agency itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::sync::Arc;

use agency_server::{Agency, timers};
use office::Reading as _;
use office::ids::CaseId;
use practice::{Device, NINE, Site, leave_request, push};
use sync::verdict::Decision;

const CASE: &str = "00112233445566778899aabbccddeeff";

fn reminders(agency: &Agency) -> usize {
    let case = agency
        .states
        .case(&CaseId::new(CASE).unwrap())
        .unwrap()
        .flatten()
        .unwrap();
    case.history
        .iter()
        .filter(|line| line.what == "reminded")
        .count()
}

#[tokio::test]
async fn a_case_that_waits_too_long_is_woken_when_it_is_due() {
    let site = Site::whole().await;
    let agency = Arc::new(site.open());
    let device = Device::enrol(&site, &agency, "p0012");
    let signed = device.seal(&leave_request(&agency, CASE, "p0013"), NINE);
    let verdict = push(&agency, vec![signed.bytes]).await.remove(0);
    assert_eq!(
        verdict.decision,
        Decision::Accepted,
        "{} {:?}",
        verdict.code,
        verdict.facts
    );
    let due = agency
        .store
        .next_due()
        .unwrap()
        .expect("the case wants to be woken");
    assert!(due > NINE);
    assert_eq!(
        timers::wake(&agency).await.unwrap(),
        Some(due),
        "not before its time"
    );
    assert_eq!(reminders(&agency), 0);
    site.hands.set(due);
    let next = timers::wake(&agency).await.unwrap();
    assert!(reminders(&agency) > 0, "somebody was reminded");
    assert!(next.is_none_or(|next| next > due), "{next:?}");
}
