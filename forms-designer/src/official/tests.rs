use super::*;
use crate::arguments::Language;
use crate::texts::Say;
use archive::print::Sheet as Laid;

const FORM: &str = r#"{"components":[
    {"type":"textfield","key":"subject","label":"主旨"},
    {"type":"select","key":"kind","label":"假別","values":[{"label":"休假","value":"annual"},{"label":"病假","value":"sick"}]},
    {"type":"group","label":"經費","components":[{"type":"number","key":"amount","label":"金額"}]},
    {"type":"dynamiclist","path":"items","label":"明細","components":[{"type":"textfield","key":"name","label":"品名"},{"type":"number","key":"count","label":"數量"}]}]}"#;

fn form() -> Form {
    Form::read(FORM.as_bytes()).expect("a form")
}

/// The lines as `kind said`, deeper ones behind dots.
fn drawn(sheet: &Json) -> Vec<String> {
    let lines = lines(sheet).into_iter();
    let lines = lines.map(|line| {
        let dots = "·".repeat(usize::try_from(line.depth).unwrap_or(0));
        format!("{dots}{} {}", line.kind.name(), line.said)
            .trim()
            .to_owned()
    });
    lines.collect()
}

#[test]
fn a_form_becomes_a_sheet_that_can_be_laid_out() {
    let sheet = begin(&form(), "請假單");
    insta::assert_snapshot!(drawn(&sheet).join("\n"));
    assert_eq!(wrong(sheet.pretty().as_bytes(), &form()), []);
}

#[test]
fn lines_come_move_and_go() {
    let mut sheet = begin(&form(), "單");
    let row = add(&mut sheet, "/body/2/grid/rows/0", Kind::Row, "").expect("a row");
    assert_eq!(row, "/body/2/grid/rows/1");
    let text = add(&mut sheet, &row, Kind::Text, "字").expect("a text");
    assert_eq!(text, "/body/3");
    let moved = shift(&mut sheet, &text, false).expect("moved");
    assert_eq!(moved, "/body/2");
    assert_eq!(shift(&mut sheet, "/body/0", false), None);
    assert_eq!(remove(&mut sheet, &moved).as_deref(), Some("/body/2"));
    assert_eq!(
        remove(&mut sheet, &row).as_deref(),
        Some("/body/2/grid/rows/1")
    );
    assert_eq!(sheet, begin(&form(), "單"));
    let head = add(&mut sheet, "/header", Kind::Row, "").expect("a grid");
    assert_eq!(head, "/header/0/grid/rows/0");
    assert_eq!(remove(&mut sheet, &head).as_deref(), Some("/header"));
    for kind in Kind::ADDED {
        let at = add(&mut sheet, "/body", kind, "字").expect("a line");
        assert_eq!(wrong(sheet.pretty().as_bytes(), &form()), [], "{kind:?}");
        remove(&mut sheet, &at);
    }
}

#[test]
fn boxes_are_written_and_chosen() {
    let (form, say) = (form(), Say::new(Language::Chinese));
    let mut sheet = begin(&form, "單");
    let line = "/body/2/grid/rows/2";
    let shown = rows(&sheet, line, &form, &say);
    let ids: Vec<&str> = shown.iter().map(|row| row.id.as_str()).collect();
    assert!(
        ids.contains(&"cells/0/label") && ids.contains(&"cells/1/text+"),
        "{ids:?}"
    );
    assert!(
        shown.iter().all(|row| !row.label.starts_with("sheet-")),
        "{shown:?}"
    );
    change(&mut sheet, line, "cells/0/label", "事由").expect("written");
    change(&mut sheet, line, "height", "20").expect("written");
    assert_eq!(change(&mut sheet, line, "height", "tall"), None);
    choose(&mut sheet, line, "cells/1/text+", 2, (&form, &say)).expect("put in");
    choose(&mut sheet, line, "cells/1/align", 1, (&form, &say)).expect("chosen");
    tick(&mut sheet, line, "cells/1/bold", true).expect("ticked");
    let row = crate::sheet::at(&sheet, line).expect("the row").compact();
    assert_eq!(
        row,
        r#"{"height":20,"cells":[{"label":"事由","align":"spread"},{"text":"{answers.subject}{answers.amount}","span":3,"align":"center","bold":true}]}"#
    );
    choose(&mut sheet, line, "cells/1/kind", 2, (&form, &say)).expect("a choice");
    let row = crate::sheet::at(&sheet, line).expect("the row").compact();
    assert!(row.contains(r#""choice":{"path":"answers.kind""#), "{row}");
    press(&mut sheet, line, "cells/1/remove").expect("removed");
    press(&mut sheet, line, "cells").expect("added");
    change(&mut sheet, "/body/2", "widths", "25, 151").expect("written");
    assert!(matches!(
        wrong(sheet.pretty().as_bytes(), &form).as_slice(),
        [Wrong::Sheet("print-sheet-wrong", ..)]
    ));
}

#[test]
fn what_the_form_does_not_ask_is_told() {
    let mut sheet = begin(&form(), "單");
    change(&mut sheet, "/body/1", "text", "{answers.gone}").expect("written");
    assert_eq!(
        wrong(sheet.pretty().as_bytes(), &form()),
        [Wrong::Answer("gone".into())]
    );
}

#[test]
fn a_sheet_is_filled_with_what_it_could_say() {
    let form = form();
    let json = begin(&form, "單");
    let sheet = Laid::read(json.pretty().as_bytes()).expect("a sheet");
    let session = form_model::Session::open(&form, form.start(), Default::default());
    let session = session.expect("a session");
    let filled = filled(&sheet, &json, &session, (&[], &|_| "答".to_owned()));
    let missing: Vec<String> = sheet
        .needs()
        .into_iter()
        .filter(|path| !path.contains("[]"))
        .filter(|path| !filled.text.contains_key(path) && !filled.rows.contains_key(path))
        .collect();
    assert_eq!(missing, [""; 0]);
}
