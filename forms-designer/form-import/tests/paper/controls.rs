//! Places to fill in that the file itself knows, and what Word and LibreOffice write besides.

use insta::assert_snapshot;

use crate::draft::{draft, imported, told};
use crate::writer::{docx_of, odt_of};

#[test]
fn controls_of_both() {
    assert_snapshot!(draft(
        "@ 3 9
        | 報到 | 〔date〕 |
        | 名字 | 〔line〕 |
        | 單位 | 〔list 人事室,主計室,秘書室〕 |
        | 假別 | 〔list 休假,事假,病假〕 |
        | 舊欄位 | 〔old line〕 |
        | 舊清單 | 〔old list 甲,乙〕 |
        | 通知方式 | 〔box〕電話　〔box〕郵寄　〔old box〕簡訊 |
        | 補充 | 〔lines〕 |
        | 底線 | 共⟦　　　⟧元 |"
    ));
}

#[test]
fn words_of_word() {
    let check = |cell: &str, expected: &str| {
        let body = format!(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>備用</w:t></w:r></w:p></w:tc><w:tc><w:p>{cell}</w:p></w:tc></w:tr></w:tbl>"
        );
        let told = told(&imported(&docx_of(&body)));
        let line = told.lines().nth(1).unwrap();
        assert_eq!(line, expected, "{cell}");
    };
    let blank = "備用 textfield(16) field_1";
    check("", blank);
    check("<w:del><w:r><w:delText>舊</w:delText></w:r></w:del>", blank);
    check("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", blank);
    check("<w:r><w:drawing><a><t>圖</t></a></w:drawing></w:r>", blank);
    check(
        r#"<w:r><w:sym w:font="Wingdings" w:char="F06F"/><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>乙</w:t></w:r>"#,
        "備用 checklist(16) field_1 {甲, 乙}",
    );
    check(
        r#"<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>&#xA8;</w:t></w:r><w:r><w:t>是</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>o</w:t></w:r><w:r><w:t>否</w:t></w:r>"#,
        "備用 radio(16) field_1 {是, 否}",
    );
    check(
        r#"<mc:AlternateContent><mc:Choice><w:r><w:t>□甲</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>□甲</w:t></w:r></mc:Fallback></mc:AlternateContent><w:ins><w:r><w:t>□乙</w:t></w:r></w:ins>"#,
        "備用 checklist(16) field_1 {甲, 乙}",
    );
    check(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>□甲□乙</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        "備用 checklist(16) field_1 {甲, 乙}",
    );
}

#[test]
fn controls_around_cells_and_rows() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let sdt = |settings: &str, inner: &str| {
        format!("<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    };
    let table = [
        "<w:tbl><w:tr>",
        &cell("日期"),
        &sdt("<w:date/>", &cell("按一下輸入日期")),
        "</w:tr>",
        &sdt("", &format!("<w:tr>{}{}</w:tr>", cell("姓名"), cell(""))),
        "<w:tr>",
        &cell("說明"),
        "<w:tc>",
        &sdt("<w:text/>", "<w:p><w:r><w:t>文字</w:t></w:r></w:p>"),
        "</w:tc></w:tr></w:tbl>",
    ];
    let title = sdt("<w:docPartObj/>", "<w:p><w:r><w:t>申請書</w:t></w:r></w:p>");
    let body = format!("{title}{}", table.concat());
    assert_snapshot!(told(&imported(&docx_of(&body))));
}

#[test]
fn grids_of_word() {
    let cell = |settings: &str, text: &str| {
        format!("<w:tc><w:tcPr>{settings}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let width = |width: u32| format!(r#"<w:tcW w:w="{width}" w:type="dxa"/>"#);
    let merge = r#"<w:hMerge w:val="restart"/>"#;
    // No grid: the cells say how wide they are. Cells that are merged beside each other are one.
    let body = format!(
        r#"<w:tbl><w:tr>{}{}{}{}</w:tr><w:tr>{}{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{}{}</w:tr></w:tbl>"#,
        cell(&width(1000), "姓名"),
        cell(&width(3000), ""),
        cell(&width(1000), "職稱"),
        cell(&width(3000), ""),
        cell("", "地址"),
        cell(merge, ""),
        cell("<w:hMerge/>", ""),
        cell("<w:hMerge/>", ""),
        cell("", "分機"),
        cell("", ""),
    );
    assert_snapshot!(told(&imported(&docx_of(&body))));
}

#[test]
fn grids_of_open_document() {
    let style = |name: &str, width: &str| {
        format!(
            r#"<style:style style:name="{name}" style:family="table-column"><style:table-column-properties {width}/></style:style>"#
        )
    };
    let styles = format!(
        "{}{}",
        style("A", r#"style:column-width="1in""#),
        style("B", r#"style:rel-column-width="1440*""#)
    );
    let body = r#"<text:section><table:table><table:table-columns><table:table-column table:style-name="A"/></table:table-columns><table:table-column table:style-name="B" table:number-columns-repeated="3"/>
<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="4"><text:p>明細</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="3"/></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>品名</text:p></table:table-cell><table:table-cell><text:p>數量</text:p></table:table-cell><table:table-cell><text:p>單價</text:p></table:table-cell><table:table-cell><text:list><text:list-item><text:p>備註</text:p></text:list-item></text:list></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="7"><table:table-cell table:number-columns-repeated="4"/></table:table-row></table:table></text:section>"#;
    assert_snapshot!(told(&imported(&odt_of(&styles, body))));
}

#[test]
fn boxes_of_open_document_forms() {
    let body = r#"<office:forms><form:form><form:radio form:id="a" form:label="紙本"/><form:radio form:id="b" form:label="電子"/><form:checkbox form:id="c" form:label="已閱讀"/></form:form></office:forms>
<text:p>送達：<draw:control draw:control="a"/><draw:control draw:control="b"/></text:p><text:p><draw:control draw:control="c"/></text:p>"#;
    assert_snapshot!(told(&imported(&odt_of("", body))));
}
