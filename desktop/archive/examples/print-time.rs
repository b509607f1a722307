//! How long the leave form's own grid takes from its answers to a checked PDF, fonts loaded.

use archive::form::{Tell, Words, answered};
use archive::print::Filled;
use archive::{Fonts, Meta, Style, make};
use form_model::{Answers, Form, Seen, Session};
use std::error::Error;
use std::time::{Duration, Instant};

const FORM: &[u8] = include_bytes!("../../../workflow-engine/packs/leave/form.json");
const TIMES: usize = 51;

struct Plain(Words);

impl Tell for Plain {
    fn title(&self) -> &str {
        "公務人員請假單"
    }

    fn words(&self) -> &Words {
        &self.0
    }

    fn answer(&self, seen: &Seen<'_>) -> String {
        seen.value.as_text().unwrap_or_default().to_owned()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let fonts = Fonts::find(&[])?;
    fonts.warm(Style::Kai);
    let form = Form::read(FORM)?;
    let session = Session::open(&form, form.start(), Answers::new())?;
    let tell = Plain(Words {
        page: "第 {page} 頁，共 {pages} 頁".to_owned(),
        ..Words::default()
    });
    let meta = Meta {
        title: "公務人員請假單".to_owned(),
        language: "zh-TW".to_owned(),
        created_ms: 0,
        document_id: "print-time".to_owned(),
    };
    let mut took: Vec<Duration> = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        let given = Filled::default().with("agency.name", "示範縣政府");
        let printed = answered(&session, &tell, given)?;
        make(&printed.sheet, &printed.filled, &fonts, &meta)?;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    let told = |name: &str, at: usize| {
        let took = took.get(at).copied().unwrap_or_default();
        println!(
            "print the leave form, {name}: {:.1} ms",
            took.as_secs_f64() * 1_000.0
        );
    };
    told("p50", TIMES / 2);
    told("longest", TIMES - 1);
    Ok(())
}
