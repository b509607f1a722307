#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use office::civil::NO_END;
use office::ids::{PersonId, PostId, UnitId};
use office::operation::MAX_CONTENT;
use office::org::{Grades, Holding, HoldingKind, OrgEvent, Person, Post, Unit};
use proptest::prelude::*;

use super::*;

const ON: Date = date(2026, 3, 2);
const HEADINGS: &str = "人員代號,姓名,初任日,併計年資月數,單位代碼,單位,上級單位代碼,職務編號,職稱,職等,主管單位代碼,任職類別,到職日,離職日\n";

fn asked() -> Asked {
    Asked {
        on: ON,
        end_missing: None,
    }
}

fn after(org: &Org, plan: &Plan) -> Org {
    let mut org = org.clone();
    for event in &plan.events {
        org.allows(event).unwrap();
        org.apply(event);
    }
    org
}

/// Two units, two people; p0002 acts for a vacant head.
fn first() -> String {
    format!(
        "{HEADINGS}\
,,,,u-head,示範機關,,,,,,,,\n\
,,,,u-plan,企劃科,u-head,post-plan,科長,9,u-plan,,,\n\
p0001,王小明,099/03/01,6,u-head,示範機關,,post-head,處長,10-12,u-head,專任,109/01/01,\n\
p0002,李大華,1010501,,u-plan,企劃科,u-head,post-clerk,科員,薦任第六職等至第七職等,,專任,2020-01-01,\n\
p0002,李大華,1010501,,u-plan,企劃科,u-head,post-plan,科長,9,u-plan,代理,2026-02-01,2026-07-31\n"
    )
}

fn known() -> Org {
    let plan = compare(first().as_bytes(), &Org::default(), &asked()).unwrap();
    after(&Org::default(), &plan)
}

#[test]
fn a_new_agency() {
    let plan = compare(first().as_bytes(), &Org::default(), &asked()).unwrap();
    insta::assert_snapshot!(plan);
    let org = after(&Org::default(), &plan);
    let again = compare(first().as_bytes(), &org, &asked()).unwrap();
    assert!(again.is_empty(), "{again}");
    let head = org.head_of(&PersonId::new("p0002").unwrap(), ON).unwrap();
    assert_eq!(head.post.id.as_str(), "post-head");
    let grades = org.grades(&PostId::new("post-clerk").unwrap());
    assert_eq!(
        grades.map(|grades| (grades.lowest, grades.supervisory)),
        Some((6, false))
    );
}

#[test]
fn what_differs_is_said_before_it_is_changed() {
    let check = |name: &str, list: &str, asked: Asked| {
        let org = known();
        let plan = compare(list.as_bytes(), &org, &asked).unwrap();
        insta::assert_snapshot!(name, plan);
        let org = after(&org, &plan);
        let again = compare(list.as_bytes(), &org, &asked).unwrap();
        assert!(
            again.events.is_empty(),
            "{name} is not done in one go: {again}"
        );
    };
    // A name, a title and a unit's name change; p0002 is moved, and acts no more.
    let moved = format!(
        "{HEADINGS}\
p0001,王曉明,099/03/01,6,u-head,示範市政府,,post-head,局長,10-12,u-head,專任,109/01/01,\n\
p0002,李大華,1010501,,u-plan,企劃科,u-head,post-plan,科長,9,u-plan,專任,2026-03-16,\n"
    );
    check("moved", &moved, asked());
    let fewer =
        "person_id,name,first_post,unit_id,post_id\np0001,王小明,2010-03-01,u-head,post-head\n";
    check("fewer", fewer, asked());
    let ending = Asked {
        end_missing: Some(date(2026, 3, 31)),
        ..asked()
    };
    check("ended", fewer, ending);
    // Without numbers of posts, as many personnel systems give it out.
    let plain = "人員代號,姓名,單位,職稱,職等,初任日,併計月數,任用類別\n\
P0001,王小明,示範機關,處長,12,99/3/1,6,專任\n\
p0002,李大華,企劃科,科員,7,101/5/1,0,專任\n\
p0003,張𠮷,企劃科,技士,7,115/3/2,0,專任\n";
    check("plain", plain, asked());
    let seconded = format!(
        "{HEADINGS}\
p0001,王小明,099/03/01,6,u-head,示範機關,,post-head,處長,10-12,u-head,專任,109/01/01,\n\
p0002,李大華,1010501,,u-plan,企劃科,u-head,post-clerk,科員,6-7,,專任,2020-01-01,\n\
p0002,李大華,1010501,,u-plan,企劃科,u-head,post-plan,科長,9,u-plan,代理,2026-02-01,2026-07-31\n\
p0002,李大華,1010501,,u-head,示範機關,,post-aide,秘書,8,,支援,2026-03-09,2026-09-08\n"
    );
    check("seconded", &seconded, asked());
}

#[test]
fn an_encoding_is_recognised() {
    let text = first();
    let org = Org::default();
    let expected = compare(text.as_bytes(), &org, &asked()).unwrap();
    let (big5, _, lost) = encoding_rs::BIG5.encode(&text);
    assert!(!lost);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let quoted = text.replace("王小明", "\"王小明\"").replace('\n', "\r\n");
    for bytes in [&*big5, &marked, quoted.as_bytes()] {
        assert_eq!(compare(bytes, &org, &asked()).unwrap(), expected);
    }
}

#[test]
fn a_directory_gives_out_ldif() {
    let ldif = "# Export\n of a directory\nversion: 1\n\n\
dn: ou=u-head,o=agency\nobjectClass: organizationalUnit\nou: u-head\ndescription:: 56S6\n 56+E5qmf6Zec\n\n\
dn: ou=u-plan,ou=u-head,o=agency\nobjectclass: organizationalUnit\nou: u-plan\nantouUnit: 企劃科\nantouAbove: u-head\n\n\
dn: cn=printers,o=agency\nobjectClass: device\ncn: printers\n\n\n\
dn: uid=p0001,ou=u-head,o=agency\nobjectClass: inetOrgPerson\nuid: p0001\ncn: Wang\ndisplayName;lang-zh: 王小明\n\
departmentNumber: u-head\ntitle: 處長\nantouPost: post-head\nantouGrade: 10-12\nantouHeads: yes\nantouFirstPost: 2010-03-01\n\
jpegPhoto:: /9j/4AAQ\n";
    let plan = compare(ldif.as_bytes(), &Org::default(), &asked()).unwrap();
    insta::assert_snapshot!(plan);
    assert_eq!(
        compare(
            ldif.replace('\n', "\r\n").as_bytes(),
            &Org::default(),
            &asked()
        )
        .unwrap(),
        plan
    );
}

#[test]
fn what_is_wrong_is_all_told_with_its_rows() {
    let check = |list: &str, expected: &[&str]| {
        let faults = compare(list.as_bytes(), &known(), &asked()).unwrap_err();
        let told: Vec<String> = faults.listed.iter().map(ToString::to_string).collect();
        assert_eq!(told, expected, "{list}");
        assert_eq!(faults.count, told.len());
    };
    let with = |rows: &str| format!("{HEADINGS}{rows}");
    check("", &["row 1: people-column-missing column=person_id"]);
    check(
        "姓名,name,單位\n王小明,x,y\n",
        &[
            "row 1: people-column-twice column=name",
            "row 1: people-column-missing column=person_id",
        ],
    );
    // Keys that are identity numbers are not repeated in what is told.
    check(
        "人員代號,姓名\nA123456789,王小明\np0001,李大華\na800000014,張三\n",
        &[
            "row 2: people-identity-number column=person_id",
            "row 4: people-identity-number column=person_id",
        ],
    );
    check(
        &with(
            "p1,王,115/02/30,,u-head,,,a,科員,5,,專任,明天,\n\
p 2,李,1150302,,u-head,,,b,科員,15,,終身,115/03/02,\n\
p3,張,1150302,,u-none,,,c,科員,5,,,115/03/02,\n\
p4,,,x,u-head,,,d,,,u-none,,2026-03-02,2026-03-01\n\
agency,趙,1150302,,u-head,,,e,科員,5,,,,\n\
p5,錢,1150302,,u-head,,,f,科員\n\
,,1150302,,,,,,,,,,,\n",
        ),
        &["row 7: people-row-fields expected=14 found=9"],
    );
    check(
        &with(
            "p1,王,115/02/30,,u-head,,,a,科員,5,,專任,明天,\n\
p 2,李,1150302,,u-head,,,b,科員,15,,終身,115/03/02,\n\
p3,張,1150302,,u-none,,,c,科員,5,,,115/03/02,\n\
p4,,,x,u-head,,,d,,,u-none,,2026-03-02,2026-03-01\n\
agency,趙,1150302,,u-head,,,e,科員,5,,,,\n\
p6,孫,1150302,,u-head,,,f,科員,,,終身,115/03/02,115/03/01\n\
,,1150302,,,,,,,,,,,\n",
        ),
        &[
            "row 2: people-date column=first_post value=115/02/30",
            "row 2: people-missing column=first_post",
            "row 3: people-id column=person_id value=p 2",
            "row 4: people-unit-unknown column=unit_id value=u-none",
            "row 5: people-number column=credited_months value=x",
            "row 5: people-missing column=name",
            "row 5: people-missing column=first_post",
            "row 6: people-reserved column=person_id value=agency",
            "row 7: people-missing column=grade",
            "row 7: people-kind column=kind value=終身",
            "row 7: people-dates column=until value=115/03/01",
            "row 8: people-missing column=person_id",
        ],
    );
    // The same key for two people, the same post twice, two regular posts at once.
    check(
        &with(
            "p1,王,115/3/2,,u-head,,,a,科員,5,,專任,115/03/02,\n\
p1,李,115/3/2,,u-head,,,b,科員,5,,兼任,115/03/02,\n",
        ),
        &["row 3: people-duplicate column=name value=李"],
    );
    check(
        &with(
            "p1,王,115/3/2,,u-head,,,a,科員,5,,專任,115/03/02,\n\
p1,王,115/3/2,,u-head,,,a,科員,5,,專任,115/03/02,\n\
p1,王,115/3/2,,u-head,,,b,科員,5,,專任,115/05/02,\n",
        ),
        &[
            "row 3: people-duplicate column=person_id other_row=2 person=p1",
            "row 4: people-two-regular column=person_id other_row=2 person=p1",
            "row 4: people-two-regular column=person_id other_row=3 person=p1",
        ],
    );
    check(
        "人員代號,單位代碼,單位,上級單位代碼\n,u-a,甲,u-b\n,u-b,乙,u-c\n,u-c,丙,u-a\n,u-d,丁,u-c\n",
        &[
            "row 2: people-unit-circle column=unit_above unit=u-a",
            "row 3: people-unit-circle column=unit_above unit=u-b",
            "row 4: people-unit-circle column=unit_above unit=u-c",
            "row 5: people-unit-circle column=unit_above unit=u-d",
        ],
    );
    check(
        "人員代號,單位代碼,單位\n,u-a,甲\n,u-b,甲\np0001,甲,\n,u-a,丙\n",
        &[
            "row 4: people-unit-ambiguous column=unit_id value=甲",
            "row 5: people-conflict column=unit value=丙",
        ],
    );
    check(
        "dn: o=x\nou: y\n\ndn: O=x\nou: z\n",
        &["row 4: people-duplicate what=dn"],
    );
    check(
        "version: 1\ndn: uid=p1\nchangetype: delete\n\ndn: uid=p2\nuid:< file:///etc/passwd\n\nuid: p3\n\ndn: uid=p4\nuid:: Zg=\nno colon\n",
        &[
            "row 3: people-ldif-change",
            "row 6: people-ldif-address",
            "row 8: people-ldif",
            "row 11: people-ldif",
            "row 12: people-ldif",
        ],
    );
    let long = "王".repeat(FIELD_MAX + 1);
    check(
        &with(&format!(
            "p1,{long},115/3/2,,u-head,,,a,科員,5,,,,\np2,\"王\n明\",115/3/2,,u-head,,,b,科員,5,,,,\n"
        )),
        &[
            "row 2: people-field-long column=name limit=1000",
            "row 3: people-field-control column=name",
        ],
    );
    let title = "長".repeat(101);
    check(
        &with(&format!("p1,王,115/3/2,,u-head,,,a,{title},5,,,,\n")),
        &[
            &*format!("row 2: people-name column=title value={}", "長".repeat(40)),
            "row 2: people-missing column=title",
        ],
    );
}

#[test]
fn limits_hold_before_anything_is_read() {
    let check = |bytes: Vec<u8>, expected: &str, count: usize| {
        let faults = compare(&bytes, &known(), &asked()).unwrap_err();
        assert_eq!(faults.listed[0].to_string(), expected);
        assert_eq!(faults.count, count);
        assert!(faults.listed.len() <= FAULTS_MAX);
    };
    let large = vec![b'a'; BYTES_MAX + 1];
    check(large, "people-file-large limit=67108864", 1);
    // One line of 50 MB.
    let line = [HEADINGS.as_bytes(), &vec![b'x'; 50_000_000]].concat();
    check(line, "row 2: people-line-long limit=65536", 1);
    let folded = format!(
        "dn: uid=p1\ncn: {}",
        format!("{}\n ", "x".repeat(1_000)).repeat(100)
    );
    check(
        folded.into_bytes(),
        "row 2: people-line-long limit=65536",
        1,
    );
    let many = format!("{HEADINGS}{}", "p1,,,,,,,,,,,,,\n".repeat(ROWS_MAX + 1));
    let faults = compare(many.as_bytes(), &known(), &asked()).unwrap_err();
    assert_eq!(faults.listed[0].code, "people-rows");
    let wrong = format!("{HEADINGS}{}", "p 1,,,,,,,,,,,,,\n".repeat(300));
    check(
        wrong.into_bytes(),
        "row 2: people-id column=person_id value=p 1",
        300,
    );
    check(b"\xff\xfep\0".to_vec(), "people-encoding", 1);
    let broken = [HEADINGS.as_bytes(), b"p1,\x80\x80\n"].concat();
    let faults = compare(&broken, &known(), &asked()).unwrap_err();
    assert!(
        faults
            .listed
            .iter()
            .any(|f| f.to_string() == "row 2: people-encoding")
    );
}

prop_compose! {
    fn any_holding()(
        person in 0..6_u8, post in 0..8_u8, from in 0..400_i64, long in 0..500_i64,
        kind in 0..4_usize, ends in any::<bool>(),
    ) -> Holding {
        use HoldingKind::{Acting, Concurrent, Regular, Seconded};
        let from = date(2025, 6, 1).saturating_add(jiff::Span::new().days(from));
        let until = from.saturating_add(jiff::Span::new().days(long));
        Holding {
            person: PersonId::new(format!("p{person}")).unwrap(),
            post: PostId::new(format!("post-{post}")).unwrap(),
            from,
            until: if ends { until } else { NO_END },
            kind: [Regular, Acting, Concurrent, Seconded][kind],
        }
    }
}

/// Names as they come: rare characters, quotes, separators, formulas, characters beyond 16 bits.
fn any_name() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "王", "𠮷", "堃", "\"", ",", ";", "=", "'", "+", ":", "<", "a b", "ü", "\u{e000}", "#",
        "\\",
    ]);
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

prop_compose! {
    fn any_org()(
        names in prop::collection::vec(any_name(), 18),
        above in prop::collection::vec(0..4_u8, 4),
        of in prop::collection::vec((0..4_u8, 1..=14_u8, 1..=14_u8, 0..8_u8, any::<bool>()), 8),
        holdings in prop::collection::vec(any_holding(), 0..20),
    ) -> Org {
        let mut org = Org::default();
        let unit = |number: u8| UnitId::new(format!("u{number}")).unwrap();
        let mut names = names.into_iter();
        let mut name = || names.next().unwrap();
        let mut events = Vec::new();
        for (number, above) in (0..).zip(above) {
            let above = (above < number).then(|| unit(above));
            events.push(OrgEvent::UnitPut(Unit { id: unit(number), name: name(), above }));
        }
        for (number, (of, grade, lowest, heads, supervisory)) in (0..).zip(of) {
            let id = PostId::new(format!("post-{number}")).unwrap();
            let heads = (heads < 4).then(|| unit(heads));
            let grades = Grades { lowest: lowest.min(grade), supervisory };
            let post = Post { id: id.clone(), unit: unit(of), title: name(), grade, heads };
            events.push(OrgEvent::PostPut(post));
            events.push(OrgEvent::PostGrades(id, grades));
        }
        for number in 0..6 {
            events.push(OrgEvent::PersonPut(Person {
                id: PersonId::new(format!("p{number}")).unwrap(),
                name: name(),
                first_post: date(2010, 3, 1),
                credited_months: number,
            }));
        }
        events.extend(holdings.into_iter().map(OrgEvent::HoldingPut));
        for event in events {
            org.allows(&event).unwrap();
            org.apply(&event);
        }
        org
    }
}

proptest! {
    #[test]
    fn what_was_exported_differs_in_nothing(org in any_org()) {
        for form in [Form::Csv, Form::Ldif] {
            let list = written(&org, form, ON);
            let plan = compare(&list, &org, &asked());
            let plan = plan.map_err(|faults| TestCaseError::fail(faults.to_string()))?;
            prop_assert!(plan.is_empty() && plan.differences.is_empty(), "{form:?}: {plan}");
        }
    }

    #[test]
    fn an_agency_can_be_made_of_an_export(org in any_org()) {
        // Holdings of one post that overlap, and two regular posts at once, are no list.
        let csv = written(&org, Form::Csv, ON);
        let Ok(plan) = compare(&csv, &Org::default(), &asked()) else {
            return Ok(());
        };
        let made = after(&Org::default(), &plan);
        let again = written(&made, Form::Csv, ON);
        prop_assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(csv).unwrap());
        let mut bytes = 0;
        for operation in plan.operations() {
            prop_assert!(operation.to_bytes().len() <= MAX_CONTENT);
            bytes += 1;
        }
        prop_assert!(bytes > 0);
    }
}

#[test]
fn a_large_list_becomes_operations_of_a_size() {
    let mut list = format!("{HEADINGS},,,,u-head,示範機關,,,,,,,,\n");
    for number in 0..10_000 {
        list += &format!(
            "p{number:05},王{number},2010-03-01,0,u-head,,,post-{number:05},科員,6-7,,專任,2020-01-01,\n"
        );
    }
    let plan = compare(list.as_bytes(), &Org::default(), &asked()).unwrap();
    let operations = plan.operations();
    let mut org = Org::default();
    let mut count = 0;
    for operation in &operations {
        assert!(operation.to_bytes().len() <= MAX_CONTENT);
        let office::Content::Organise(organise) = operation else {
            continue;
        };
        assert!(organise.changes.len() <= sync::verdict::EVENTS_MAX);
        for change in &organise.changes {
            org.allows(change).unwrap();
            org.apply(change);
            count += 1;
        }
    }
    assert_eq!(count, plan.events.len());
    assert_eq!((org.people.len(), org.holdings.len()), (10_000, 10_000));
}
