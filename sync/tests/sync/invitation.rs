use proptest::prelude::*;
use sync::Hash;
use sync::invitation::{Invitation, NAME_BYTES_MAX, Unusable, fitting};

fn invitation() -> Invitation {
    Invitation {
        servers: vec![
            "https://antou.demo.example:8443".into(),
            "https://10.1.2.3:8443".into(),
        ],
        root: Hash([0xab; 32]),
        code: "K7F3-9QPD".into(),
        agency: "示範市政府檔案服務處".into(),
        person: "葉雅𤧟".into(),
    }
}

#[test]
fn the_text_form() {
    insta::assert_snapshot!(invitation().to_text().unwrap());
}

fn check(text: &str, expected: Result<(), &str>) {
    let found = Invitation::from_text(text).map_err(|error| error.code());
    match expected {
        Ok(()) => assert_eq!(found, Ok(invitation()), "{text}"),
        Err(code) => assert_eq!(found, Err(code), "{text}"),
    }
}

#[test]
fn as_people_type_it() {
    let text = invitation().to_text().unwrap();
    check(&text, Ok(()));
    check(&text.to_lowercase(), Ok(()));
    check(
        &text.replace('-', " ").replacen("ANTOU 1", "ANTOU-1", 1),
        Ok(()),
    );
    check(&format!("\u{feff}  {}", text.replace('\n', "\r\n")), Ok(()));
    let (title, lines) = text.split_once('\n').unwrap();
    let confused = format!("{title}\n{}", lines.replace('0', "o").replace('1', "l"));
    check(&confused, Ok(()));
    check("", Err("invitation-none"));
    check("hello", Err("invitation-none"));
    check("ANTOU-1", Err("invitation-whole"));
    check(&text.replacen("\n", "\n!", 1), Err("invitation-character"));
    check(&"ANTOU-1 0".repeat(5000), Err("invitation-none"));
    let mut swapped: Vec<&str> = text.lines().collect();
    swapped.swap(1, 2);
    check(&swapped.join("\n"), Err("invitation-line"));
}

#[test]
fn parts_that_cannot_be_used() {
    let with = |servers: &[&str], code: &str| {
        let servers = servers.iter().map(|one| (*one).to_owned()).collect();
        Invitation {
            servers,
            code: code.into(),
            ..invitation()
        }
        .to_text()
        .map_err(|error| error.code())
    };
    for (servers, code) in [
        (&[][..], "A"),
        (&["http://plain.example"], "A"),
        (&["https://"], "A"),
        (&["https://a b"], "A"),
        (&["https://a"; 5], "A"),
        (&["https://a"], ""),
        (&["https://a"], "lower"),
        (&["https://a"], "A234567890123456789012345678901234"),
    ] {
        assert_eq!(
            with(servers, code),
            Err("invitation-part"),
            "{servers:?} {code}"
        );
    }
}

#[test]
fn names() {
    let with = |agency: &str, person: &str| {
        let invitation = Invitation {
            agency: agency.into(),
            person: person.into(),
            ..invitation()
        };
        invitation.to_text().map_err(|error| error.facts())
    };
    let part = |name: &str| Err(sync::Facts::from([("part".to_owned(), name.to_owned())]));
    assert_eq!(with("", "王小明"), part("agency"));
    assert_eq!(with("處", ""), part("person"));
    assert_eq!(with("處", "王\n明"), part("person"));
    assert_eq!(with(&"處".repeat(41), "王小明"), part("agency"));
    let check = |name: &str, expected: &str| assert_eq!(fitting(name), expected);
    check("王小明", "王小明");
    check("王\u{7}小明", "王小明");
    check(&"處".repeat(90), &"處".repeat(NAME_BYTES_MAX / 3));
    assert!(with(&fitting(&"處".repeat(90)), "王小明").is_ok());
}

proptest! {
    #[test]
    fn there_and_back(
        servers in prop::collection::vec("https://[a-z0-9.:/]{1,60}", 1..4),
        root in any::<[u8; 32]>(),
        code in "[A-Z0-9-]{1,32}",
        agency in "[a-z一-龥]{1,40}",
        person in "[A-Z一-龥]{1,40}",
    ) {
        let invitation = Invitation { servers, root: Hash(root), code, agency, person };
        let text = invitation.to_text().unwrap();
        prop_assert_eq!(Invitation::from_text(&text).unwrap(), invitation);
    }

    /// One wrong character is found, and nearly always in its line.
    #[test]
    fn one_slip_is_found(place in any::<prop::sample::Index>(), to in "[0-9A-HJKMNP-TV-Z]") {
        let text = invitation().to_text().unwrap();
        let (title, body) = text.split_once('\n').unwrap();
        let place = place.index(body.len());
        prop_assume!(body.as_bytes()[place].is_ascii_alphanumeric());
        let mut changed = body.to_owned();
        changed.replace_range(place..=place, &to);
        prop_assume!(changed != body);
        let line = body[..place].matches('\n').count() + 1;
        let found = Invitation::from_text(&format!("{title}\n{changed}")).unwrap_err();
        prop_assert!(found == Unusable::Line { line } || found == Unusable::Whole, "{:?}", found);
    }
}
