//! Lists of people at a real agency: looked at, made true, and given out again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::sync::Arc;

use agency_server::admin::people::{self, Asked, Form};
use agency_server::{Agency, Folder, Problem, Settings, admin};
use jiff::civil::date;

/// 2 March 2026, 09:00 in Taipei, ms.
const NINE: i64 = 1_772_413_200_000;
const LIST: &str = "人員代號,姓名,初任日,單位代碼,單位,上級單位代碼,職務編號,職稱,職等,主管單位代碼,到職日\n\
,,,u-head,示範機關,,,,,,\n\
p0001,王小明,099/03/01,u-head,示範機關,,post-head,處長,12,u-head,109/01/01\n\
p0002,李大華,101/05/01,u-plan,企劃科,u-head,post-plan,科長,9,u-plan,109/01/01\n";

const ASKED: Asked = Asked {
    on: date(2026, 3, 2),
    end_missing: None,
};

fn agency(folder: &Path) -> Agency {
    let place = Folder::at(folder);
    let listen = ([127, 0, 0, 1], 0).into();
    admin::init(&place, &Settings::new("demo", "示範機關", listen), NINE).unwrap();
    Agency::open(&place, Arc::new(|| NINE)).unwrap().0
}

#[tokio::test]
async fn a_list_is_looked_at_made_true_and_given_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let agency = agency(folder.path());
    let list = folder.path().join("list.csv");
    std::fs::write(&list, LIST).unwrap();
    let place = Folder::at(folder.path());

    let plan = people::preview(&people::org(&place).unwrap(), &list, &ASKED).unwrap();
    assert_eq!((plan.differences.len(), plan.missing.len()), (8, 0));
    assert!(people::org(&place).unwrap().people.is_empty());

    let done = people::import(&agency, &list, &ASKED).await.unwrap();
    assert_eq!(done, plan);
    let org = people::org(&place).unwrap();
    assert_eq!((org.people.len(), org.units.len()), (2, 2));
    let again = people::import(&agency, &list, &ASKED).await.unwrap();
    assert!(again.is_empty());

    for form in [Form::Csv, Form::Ldif] {
        std::fs::write(&list, people::written(&org, form, ASKED.on)).unwrap();
        let plan = people::preview(&org, &list, &ASKED).unwrap();
        assert!(plan.is_empty(), "{form:?}: {plan}");
    }

    // One row is wrong: nothing of the list becomes true.
    std::fs::write(
        &list,
        LIST.replace("王小明", "王曉明")
            .replace("101/05/01", "101/02/30"),
    )
    .unwrap();
    let problem = people::import(&agency, &list, &ASKED).await.unwrap_err();
    assert_eq!(problem.code(), "people-refused");
    assert_eq!(problem.facts()["code"], "people-date");
    assert_eq!(problem.facts()["row"], "4");
    let Problem::People(faults) = problem else {
        panic!("another problem")
    };
    assert_eq!(faults.count, 1);
    assert_eq!(people::org(&place).unwrap(), org);
}
