//! Case files: what one proves, in sentences, and that a changed byte is found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use desktop_core::Failure;
use desktop_core::case_file::{
    Changed, FileLine, Named, OnDisk, Report, Step, Told, Verdict, verify,
};
use office::civil;
use sync::case_file::{Content as _, Opened, Trust, read};

use crate::files;
use crate::screen::say;
use crate::texts::Language;

/// Exit code when nothing is wrong and not everything is proven.
pub const GAPS: u8 = 2;
/// Most copies that are tried.
const TRIES_MAX: u64 = 100_000;

/// What stands behind `verify`.
struct Asked {
    file: PathBuf,
    trust: Trust,
    language: Language,
    json: bool,
    tries: Option<u64>,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut file = None;
        let mut asked = Self {
            file: PathBuf::new(),
            trust: Trust::default(),
            language: Language::Taiwan,
            json: false,
            tries: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let wrong = || Failure::new("cli-option").with("option", argument);
            let mut value = || arguments.next().ok_or_else(wrong);
            match argument.as_str() {
                "--json" => asked.json = true,
                "--root" => asked.trust.roots.push(certificate(value()?)?),
                "--stamp-root" => asked.trust.stamp_roots.push(certificate(value()?)?),
                "--lang" => asked.language = Language::of(value()?).ok_or_else(wrong)?,
                "--try-changes" => {
                    let count = value()?.parse().ok().filter(|count| *count <= TRIES_MAX);
                    asked.tries = Some(count.ok_or_else(wrong)?);
                }
                word if word.starts_with("--") || file.is_some() => return Err(wrong()),
                word => file = Some(PathBuf::from(word)),
            }
        }
        asked.file = file.ok_or_else(|| Failure::new("cli-usage"))?;
        Ok(asked)
    }

    fn tag(&self) -> &'static str {
        match self.language {
            Language::Taiwan => "zh-TW",
            Language::English => "en",
        }
    }
}

/// A certificate, DER or PEM.
fn certificate(path: &str) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(Path::new(path))?;
    if bytes.starts_with(b"-----BEGIN") {
        return Ok(sync::certificate::from_pem(&bytes)?);
    }
    Ok(bytes)
}

/// `verify FILE …`: the exit code, 0 when all of it holds.
pub fn run(arguments: &[String]) -> Result<u8, Failure> {
    let asked = Asked::read(arguments)?;
    let mut file = OnDisk::open(&asked.file)?;
    let report = verify(&mut file, &asked.trust, asked.tag());
    if asked.json {
        let page = serde_json::to_string_pretty(&report);
        say(&page.map_err(|e| Failure::new("command-answer").with("detail", e))?);
    } else {
        Teller(asked.language).report(&asked.file, &report);
    }
    let code = match report.verdict {
        Verdict::Whole => 0,
        Verdict::Broken => 1,
        Verdict::Gaps => GAPS,
    };
    match asked.tries {
        Some(tries) if code != 1 => Ok(if try_changes(&asked, &mut file, tries)? {
            code
        } else {
            1
        }),
        _ => Ok(code),
    }
}

/// The next of a row of numbers that is the same each time (SplitMix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Changes one byte in each of so many copies, none of which is written: whether
/// each was found, and in the part in which it is. Every other copy is changed in a
/// part that is chosen first, so that small parts are changed too.
fn try_changes(asked: &Asked, file: &mut OnDisk, tries: u64) -> Result<bool, Failure> {
    let whole = read(file).map_err(|fault| Failure::of(&fault.code, fault.facts))?;
    let size = file.size();
    let places = places(&whole, size);
    let (mut state, mut found, mut named) = (1, 0_u64, 0_u64);
    let mut parts: BTreeMap<String, u64> = BTreeMap::new();
    for number in 0..tries {
        let chance = next(&mut state);
        let one = usize::try_from(number / 2).unwrap_or(0) % places.len().max(1);
        let at = match places.get(one).filter(|_| number % 2 == 1) {
            Some(some) => {
                let place = chance % some.len().max(1) as u64;
                let place = usize::try_from(place).unwrap_or(0);
                some.get(place).copied().unwrap_or(0)
            }
            None => chance % size,
        };
        let mask = u8::try_from(next(&mut state) % 255 + 1).unwrap_or(1);
        let part = whole.part_at(at);
        let report = verify(&mut Changed::new(file, at, mask), &asked.trust, asked.tag());
        let is_found = report.verdict == Verdict::Broken;
        let is_named = report.faults.iter().any(|fault| fault.part == part);
        found += u64::from(is_found);
        named += u64::from(is_named);
        if !is_found || !is_named {
            say(&format!("{at} {mask:#04x} {part}"));
        }
        *parts.entry(kind(&part)).or_default() += 1;
    }
    let facts = [("tries", tries), ("found", found), ("named", named)];
    say(&asked.language.say_all("proof-tried", &facts));
    for (part, count) in parts {
        say(&format!("  {count:>5}  {part}"));
    }
    Ok(found == tries && named == tries)
}

/// Some bytes of every part.
fn places(whole: &Opened, size: u64) -> Vec<Vec<u64>> {
    let mut places: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let step = usize::try_from(size / 4_096).unwrap_or(1).max(1);
    for at in (0..size).step_by(step).chain(size.checked_sub(1)) {
        places.entry(whole.part_at(at)).or_default().push(at);
    }
    places.into_values().collect()
}

/// Parts of a kind are counted together.
fn kind(part: &str) -> String {
    match part.split_once('/') {
        Some((folder, _)) => format!("{folder}/"),
        None => part.to_owned(),
    }
}

fn moment(ms: i64) -> String {
    civil::wall(ms).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A hash as it is compared by eye: its first sixteen digits.
fn short(hash: &str) -> String {
    hash.get(..16).unwrap_or(hash).to_owned()
}

/// A fingerprint in groups of four.
fn grouped(hash: &str) -> String {
    let groups: Vec<&str> = (0..hash.len())
        .step_by(4)
        .filter_map(|at| hash.get(at..at + 4))
        .collect();
    groups.join(" ")
}

struct Teller(Language);

impl Teller {
    fn line(&self, code: &str, facts: &[(&str, String)]) {
        say(&self.0.say_all(code, facts));
    }

    fn word(&self, code: &str) -> String {
        self.0.say(code, &BTreeMap::new())
    }

    fn report(&self, path: &Path, report: &Report) {
        self.line("proof-head", &[("file", path.display().to_string())]);
        if !report.agency.is_empty() {
            self.matter(report);
            for version in &report.versions {
                let facts = [
                    ("number", version.number.to_string()),
                    ("seq", version.seq.to_string()),
                    ("hash", short(&version.hash)),
                ];
                self.line("proof-version", &facts);
                for answer in &version.answers {
                    let value = answer
                        .value
                        .clone()
                        .unwrap_or_else(|| self.word("proof-blackened"));
                    self.line(
                        "proof-answer",
                        &[("label", answer.label.clone()), ("value", value)],
                    );
                }
                version
                    .files
                    .iter()
                    .for_each(|file| self.file("proof-file", file));
            }
            if let Some(paper) = &report.paper {
                self.file("proof-paper", paper);
            }
            self.line("proof-steps", &[]);
            for (step, number) in report.steps.iter().zip(1..) {
                self.step(number, step);
            }
            self.left_out(report);
            self.trust(report);
        }
        self.told("proof-gap", &report.gaps);
        self.told("proof-fault", &report.faults);
        let code = match report.verdict {
            Verdict::Whole => "proof-whole",
            Verdict::Gaps => "proof-gaps",
            Verdict::Broken => "proof-broken",
        };
        self.line(
            code,
            &[(
                "count",
                report.faults.len().max(report.gaps.len()).to_string(),
            )],
        );
    }

    fn matter(&self, report: &Report) {
        let none = || "—".to_owned();
        let packs: Vec<String> = report
            .packs
            .iter()
            .map(|(service, version)| format!("{service} {version}"))
            .collect();
        let facts = [
            ("agency", report.agency.clone()),
            ("case", report.case.clone()),
            ("number", report.number.clone().unwrap_or_else(none)),
            (
                "file_number",
                report.file_number.clone().unwrap_or_else(none),
            ),
            ("packs", packs.join(", ")),
            ("records", report.records.to_string()),
            ("head", short(&report.head)),
        ];
        self.line("proof-matter", &facts);
        let who = report.exporter.as_ref().map_or_else(none, person);
        self.line("proof-made", &[("who", who), ("at", moment(report.made))]);
    }

    fn file(&self, code: &str, file: &FileLine) {
        let name = match file.name.is_empty() {
            true => self.word("proof-blackened"),
            false => file.name.clone(),
        };
        let facts = [
            ("name", name),
            ("bytes", file.bytes.to_string()),
            ("hash", short(&file.sha256)),
            ("place", self.word(&format!("place-{}", file.place))),
        ];
        self.line(code, &facts);
    }

    fn step(&self, number: usize, step: &Step) {
        let who = step
            .by
            .as_ref()
            .map_or_else(|| self.word("proof-nobody"), person);
        let at = step.at.or(step.word).map_or_else(|| "—".to_owned(), moment);
        let facts = [
            ("number", format!("{number:>2}")),
            ("at", at),
            ("what", self.word(&format!("did-{}", step.what))),
            ("who", who),
            ("title", step.title.clone()),
        ];
        let mut line = self.0.say_all("proof-step", &facts);
        if let Some(principal) = &step.acting_for {
            line += &self.0.say_all("proof-for", &[("who", person(principal))]);
        }
        if !step.right.is_empty() {
            line += &self.word(&format!("right-{}", step.right));
        }
        say(line.trim_end());
        if !step.words.is_empty() {
            self.line("proof-words", &[("words", step.words.clone())]);
        }
        for (name, value) in &step.values {
            self.line(
                "proof-answer",
                &[("label", name.clone()), ("value", value.clone())],
            );
        }
        if let Some(saw) = &step.saw {
            let facts = [
                ("seq", saw.seq.to_string()),
                ("version", saw.version.to_string()),
                ("files", saw.files.to_string()),
            ];
            self.line("proof-saw", &facts);
        }
        self.signature(step);
    }

    fn signature(&self, step: &Step) {
        let mut parts = Vec::new();
        match step.signature {
            "valid" => {
                let facts = [
                    ("key", self.word(&format!("key-{}", step.key))),
                    ("device", step.device.clone()),
                    ("certificate", step.certificate.clone()),
                    ("at", step.signed.map(moment).unwrap_or_default()),
                ];
                parts.push(self.0.say_all("signature-valid", &facts));
            }
            "wrong" => {
                let why = step
                    .why
                    .as_ref()
                    .map(|told| self.reason(told))
                    .unwrap_or_default();
                parts.push(self.0.say_all("signature-wrong", &[("why", why)]));
            }
            _ => parts.push(self.word("signature-left-out")),
        }
        match step.revoked_later {
            Some(since) => {
                parts.push(
                    self.0
                        .say_all("signature-revoked-later", &[("at", moment(since))]),
                );
            }
            None if step.signature == "valid" && !step.revocation_known => {
                parts.push(self.word("signature-revocation-unknown"));
            }
            None => {}
        }
        match step.word {
            Some(word) => parts.push(self.0.say_all("signature-word", &[("at", moment(word))])),
            None => parts.push(self.word("signature-no-word")),
        }
        if let Some(stamped) = step.stamped {
            parts.push(
                self.0
                    .say_all("signature-stamped", &[("at", moment(stamped))]),
            );
        }
        let between = self.word("proof-between");
        say(&format!("      {}", parts.join(&between)));
    }

    fn left_out(&self, report: &Report) {
        let out = &report.left_out;
        if !out.fields.is_empty() {
            self.line("proof-out-fields", &[("fields", out.fields.join(", "))]);
        }
        if !out.records.is_empty() {
            let records: Vec<String> = out.records.iter().map(ToString::to_string).collect();
            self.line("proof-out-records", &[("records", records.join(", "))]);
        }
        for (code, count) in [
            ("proof-out-operations", out.operations),
            ("proof-out-files", out.files),
        ] {
            if count > 0 {
                self.line(code, &[("count", count.to_string())]);
            }
        }
        for (what, count) in &out.missing {
            let what = self.word(&format!("missing-{what}"));
            self.line(
                "proof-missing",
                &[("what", what), ("count", count.to_string())],
            );
        }
    }

    fn trust(&self, report: &Report) {
        if let Some(root) = &report.root {
            let code = match report.root_is_given {
                true => "proof-root-given",
                false => "proof-root-own",
            };
            self.line(code, &[("root", grouped(root))]);
        }
        if let Some((at, by)) = &report.stamp {
            let root = report
                .stamp_root
                .as_deref()
                .map(grouped)
                .unwrap_or_default();
            let code = match report.stamp_root_is_given {
                true => "proof-stamp-given",
                false => "proof-stamp-own",
            };
            let facts = [("at", moment(*at)), ("by", by.clone()), ("root", root)];
            self.line(code, &facts);
        }
    }

    /// Faults or gaps; those of one kind in many parts in one line.
    fn told(&self, code: &str, all: &[Told]) {
        let mut by_reason: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for told in all {
            by_reason
                .entry(self.reason(told))
                .or_default()
                .insert(&told.part);
        }
        for (reason, parts) in by_reason {
            let parts: Vec<&str> = parts.into_iter().collect();
            self.line(code, &[("reason", reason), ("parts", parts.join(", "))]);
        }
    }

    /// The sentence of a fault, or that of its family, with its code.
    fn reason(&self, told: &Told) -> String {
        let family = told.code.split('-').next().unwrap_or_default();
        let known = |code: &str| self.0.known(&format!("fault-{code}"), &told.facts);
        let sentence = known(&told.code).or_else(|| known(family));
        match sentence {
            Some(sentence) => format!("{sentence}［{}］", told.code),
            None => self.0.say(&told.code, &told.facts),
        }
    }
}

fn person(named: &Named) -> String {
    match named.name == named.id {
        true => named.id.clone(),
        false => format!("{}（{}）", named.name, named.id),
    }
}
