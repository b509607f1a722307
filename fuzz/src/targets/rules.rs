//! Expressions and decision tables of packs.

use std::collections::BTreeSet;

use feel::dmn::Decisions;
use feel::{Context, Value};
use jiff::civil::date;

use crate::{Held, must, same};

/// Names that the expressions of packs know, with a value of each kind.
fn variables() -> Context {
    let request = Context::from([
        ("days".to_owned(), Value::Number(3.into())),
        ("kind".to_owned(), Value::Text("annual".to_owned())),
        ("級別".to_owned(), Value::Number(7.into())),
    ]);
    let list = Value::List(vec![
        Value::Number(1.into()),
        Value::Text("乙".to_owned()),
        Value::Null,
    ]);
    Context::from([
        ("request".to_owned(), Value::Context(request)),
        ("申請".to_owned(), Value::Text("甲".to_owned())),
        ("list".to_owned(), list),
        ("on".to_owned(), Value::Date(date(2026, 2, 28))),
        ("yes".to_owned(), Value::Bool(true)),
        ("span".to_owned(), Value::Days(5400)),
        ("n".to_owned(), Value::Number(2.into())),
    ])
}

/// A FEEL expression: compiled and evaluated twice with the same answer.
pub fn expression(bytes: &[u8]) -> Held {
    let text = String::from_utf8_lossy(bytes);
    let variables = variables();
    let mut names: BTreeSet<String> = variables.keys().cloned().collect();
    names.extend(["request.days".to_owned(), "request.級別".to_owned()]);
    let found = feel::names_in(&text);
    must(
        found.iter().all(|name| !name.is_empty()),
        "a name without letters",
    )?;
    let Ok(program) = feel::compile(&text, &names) else {
        return Ok(());
    };
    let first = program.eval(&variables);
    same(
        &first.value,
        &program.eval(&variables).value,
        "evaluated twice",
    )?;
    same(
        &program.eval(&Context::new()).value,
        &program.eval(&Context::new()).value,
        "evaluated twice without variables",
    )?;
    written(&first.value)
}

/// A decision model: every decision asked, with inputs and without.
pub fn decisions(bytes: &[u8]) -> Held {
    let Ok(model) = Decisions::read(bytes) else {
        return Ok(());
    };
    let texts: Context = model
        .inputs()
        .map(|name| (name.to_owned(), Value::Text("annual".to_owned())))
        .collect();
    let numbers: Context = model
        .inputs()
        .map(|name| (name.to_owned(), Value::Number(12.into())))
        .collect();
    let dates: Context = model
        .inputs()
        .map(|name| (name.to_owned(), Value::Date(date(2026, 12, 3))))
        .collect();
    for name in model.names() {
        for inputs in [&Context::new(), &texts, &numbers, &dates] {
            written(&model.decide(name, inputs).value)?;
        }
    }
    Ok(())
}

/// What may be kept is read back as it was written, unless it is beyond the limits of reading.
fn written(value: &Value) -> Held {
    let bytes = minicbor::to_vec(value).map_err(|e| e.to_string())?;
    match minicbor::decode::<Value>(&bytes) {
        Ok(back) => same(value, &back, "a value that changes when it is written"),
        Err(_) => Ok(()),
    }
}

/// A value, and named values, in their CBOR form: what is read is exactly what is written.
pub fn value(bytes: &[u8]) -> Held {
    let mut decoder = minicbor::Decoder::new(bytes);
    if let Ok(value) = decoder.decode::<Value>() {
        let again = minicbor::to_vec(&value).map_err(|e| e.to_string())?;
        let read = bytes.get(..decoder.position()).unwrap_or_default();
        same(&read, &again.as_slice(), "a value of two spellings")?;
    }
    let mut decoder = minicbor::Decoder::new(bytes);
    if let Ok(context) = feel::cbor::variables::decode(&mut decoder, &mut ()) {
        let mut encoder = minicbor::Encoder::new(Vec::new());
        feel::cbor::variables::encode(&context, &mut encoder, &mut ())
            .map_err(|e| e.to_string())?;
        let read = bytes.get(..decoder.position()).unwrap_or_default();
        same(
            &read,
            &encoder.writer().as_slice(),
            "variables of two spellings",
        )?;
    }
    Ok(())
}
