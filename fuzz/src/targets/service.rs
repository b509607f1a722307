//! What comes into the designer: paper forms, and the pieces of a pack under edit.

use std::collections::BTreeMap;
use std::io::Write as _;

use form_model::Form;
use pack_author::{FLOW, RULES, route, table, texts::Texts};
use zip::write::SimpleFileOptions;

use crate::seeds::leave_files;
use crate::{Held, same};

/// A page of Word (`word/document.xml`), in the file that Word makes of it: what is imported is a
/// form that can be read.
pub fn paper(bytes: &[u8]) -> Held {
    let Some(file) = docx(bytes) else {
        return Ok(());
    };
    let Ok(imported) = form_import::import(&file, "paper.docx") else {
        return Ok(());
    };
    let read = Form::read(imported.form.pretty().as_bytes());
    same(&read.is_ok(), &true, "an imported form that cannot be read")
}

fn docx(document: &[u8]) -> Option<Vec<u8>> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document),
    ];
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).ok()?;
        zip.write_all(part).ok()?;
    }
    zip.finish().ok().map(std::io::Cursor::into_inner)
}

/// The leave pack with other bytes in the place of one file.
fn with(path: &str, bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = leave_files();
    files.insert(path.to_owned(), bytes.to_vec());
    files
}

/// A flow as a linear route: one that is read is compiled to what reads the same.
pub fn route(bytes: &[u8]) -> Held {
    let files = with(FLOW, bytes);
    let _ = route::stations(&files);
    let Ok(linear) = route::read(&files) else {
        return Ok(());
    };
    let Ok(compiled) = route::compile(&linear) else {
        return Ok(());
    };
    same(
        &route::read(&compiled).ok(),
        &Some(linear),
        "a route that changes when it is compiled",
    )
}

/// Tables of decisions as grids.
pub fn table(bytes: &[u8]) -> Held {
    let files = with(RULES, bytes);
    let Ok(decisions) = table::decisions(&files) else {
        return Ok(());
    };
    for listed in decisions.iter().take(8) {
        let _ = table::read(&files, &listed.name);
        let _ = table::doubts(&files, &listed.name);
    }
    Ok(())
}

/// The texts of a pack.
pub fn texts(bytes: &[u8]) -> Held {
    let files = with("texts/zh-TW.ftl", bytes);
    if let Ok(texts) = Texts::read(&files) {
        for text in texts
            .lines()
            .iter()
            .flat_map(|line| line.texts.iter().flatten())
        {
            let _ = pack_author::texts::plain(text);
        }
    }
    Ok(())
}

/// A pack that travels by itself.
pub fn pack_file(bytes: &[u8]) -> Held {
    if let Ok(opened) = sync::pack_file::open(bytes) {
        let roots = sync::certificate::Roots::default();
        let verified = opened.verify(&roots, i64::MAX, &|_| false);
        same(
            &verified.is_err(),
            &true,
            "a signer for whom nobody vouches",
        )?;
    }
    Ok(())
}
