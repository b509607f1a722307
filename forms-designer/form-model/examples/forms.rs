//! `cargo xtask bench forms`: a form of 500 fields with 200 conditions, opened, and filled in key by
//! key; and a list of 200 rows with its sum. With the argument `form` the form itself.
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    missing_docs,
    reason = "a measurement takes time"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use feel::{Context, Value};
use form_model::{Answers, Form, Problem, Session};

const FIELDS: usize = 500;
const CONDITIONS: usize = 200;
const OPENED: usize = 50;
const KEYS: usize = 20_000;
const ROWS: usize = 200;

fn main() -> ExitCode {
    if std::env::args().nth(1).is_some_and(|asked| asked == "form") {
        println!("{}", large());
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bench forms: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Problem> {
    let text = large();
    let mut reads = Vec::new();
    let mut opens = Vec::new();
    for _ in 0..OPENED {
        let started = Instant::now();
        let form = Form::read(text.as_bytes())?;
        reads.push(started.elapsed());
        let started = Instant::now();
        let session = Session::open(&form, form.start(), Context::new())?;
        opens.push(started.elapsed());
        drop(session);
    }
    println!("form: {FIELDS} fields");
    println!("form, conditions: {CONDITIONS} conditions");
    told("read the form", &mut reads);
    told("open it", &mut opens);
    let form = Form::read(text.as_bytes())?;
    told("keystroke to stable state", &mut keys(&form)?);
    let form = Form::read(list().as_bytes())?;
    told(
        "keystroke in a list of 200 rows with sums",
        &mut cells(&form)?,
    );
    Ok(())
}

/// A keystroke in one field after the other, three characters each.
fn keys(form: &Form) -> Result<Vec<Duration>, Problem> {
    let mut session = Session::open(form, form.start(), Context::new())?;
    let mut taken = Vec::new();
    for key in 0..KEYS {
        let field = key / 3 % FIELDS;
        let path = format!("f{field}");
        let value = match field % 4 {
            0 => Value::Bool(key % 3 != 1),
            1 => Value::from(i64::try_from(key % 7).unwrap_or_default()),
            _ => Value::text("甲乙丙".chars().take(key % 3 + 1).collect::<String>()),
        };
        let started = Instant::now();
        session.change(&path, value)?;
        taken.push(started.elapsed());
    }
    Ok(taken)
}

fn cells(form: &Form) -> Result<Vec<Duration>, Problem> {
    let row = || {
        Value::Context(Context::from([
            ("count".to_owned(), Value::from(2i64)),
            ("price".to_owned(), Value::from(30i64)),
        ]))
    };
    let rows = Value::List((0..ROWS).map(|_| row()).collect());
    let answers = Answers::from([("items".to_owned(), rows)]);
    let mut session = Session::open(form, answers, Context::new())?;
    let mut taken = Vec::new();
    for key in 0..KEYS / 10 {
        let path = format!("items[{}].price", key % ROWS);
        let value = Value::from(i64::try_from(key).unwrap_or_default());
        let started = Instant::now();
        session.change(&path, value)?;
        taken.push(started.elapsed());
    }
    Ok(taken)
}

fn told(name: &str, taken: &mut [Duration]) {
    taken.sort_unstable();
    let at = |share: usize| taken.get((taken.len() * share / 100).min(taken.len() - 1));
    let shown = |name: &str, took: Option<&Duration>| {
        let took = took.copied().unwrap_or_default();
        println!("{name}: {:.3} ms", took.as_secs_f64() * 1_000.0);
    };
    shown(&format!("{name}, p50"), at(50));
    shown(&format!("{name}, p99"), at(99));
    shown(&format!("{name}, longest"), taken.last());
}

/// Boxes, numbers and texts; two of five have a condition on one before, and some a limit.
fn large() -> String {
    let mut components = Vec::new();
    let mut conditions = 0;
    for field in 0..FIELDS {
        let (kind, more) = match field % 4 {
            0 => ("checkbox", String::new()),
            1 => (
                "number",
                r#", "validate": {"min": 0, "max": "=f1 + 10"}"#.to_owned(),
            ),
            _ => ("textfield", r#", "validate": {"maxLength": 20}"#.to_owned()),
        };
        let condition = if field > 4 && conditions < CONDITIONS && field % 5 < 2 {
            conditions += 1;
            let before = field - field % 4 - 4;
            let number = before + 1;
            format!(r#", "conditional": {{"hide": "=not(f{before}) and f{number} > 3"}}"#)
        } else {
            String::new()
        };
        components.push(format!(
            r#"{{"type": "{kind}", "key": "f{field}", "label": "欄位 {field}"{more}{condition}}}"#
        ));
    }
    format!(
        r#"{{"type": "default", "components": [{}]}}"#,
        components.join(",")
    )
}

fn list() -> String {
    r#"{"type": "default", "components": [
        {"type": "dynamiclist", "path": "items", "components": [
            {"type": "number", "key": "count"}, {"type": "number", "key": "price"},
            {"type": "expression", "key": "sum", "expression": "=this.count * this.price", "computeOn": "change"}
        ]},
        {"type": "antou-total", "key": "total", "expression": "=sum(items.sum)", "computeOn": "change"}
    ]}"#
    .to_owned()
}
