//! The command table: every command of the window, declared once. Each host
//! (the window, the loopback host of the browser tests, the command line) serves
//! this table and cannot leave a command out. A read answers at once from the
//! vault; a write tells the listeners which screens to read anew. No command
//! waits for the network.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::{Config, TS};

use crate::asks::*;
use crate::flow_desk::commands::TABLE as OF_A_FLOW;
use crate::topics::{
    account, batch, called, cards, case, case_file, decide, deputies, directory, draft, explain,
    files, frame, inbox, mine, paper, picture, route, saving, search, settings, setup, signature,
    signed, stuck, sync,
};
use crate::views::*;
use crate::{Core, Failure};

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// Whether it can change anything.
    pub writes: bool,
    /// The TypeScript of what it is asked with.
    pub(crate) request: fn(&Config) -> String,
    /// The TypeScript of what it answers.
    pub(crate) answer: fn(&Config) -> String,
}

pub(crate) fn read<T: DeserializeOwned>(request: Value) -> Result<T, Failure> {
    serde_json::from_value(request).map_err(|e| Failure::new("command-request").with("detail", e))
}

pub(crate) fn answer<T: Serialize>(answer: &T) -> Result<Value, Failure> {
    serde_json::to_value(answer).map_err(|e| Failure::new("command-answer").with("detail", e))
}

macro_rules! writes {
    (r) => {
        false
    };
    (w) => {
        true
    };
}

macro_rules! commands {
    ($of:ty; $($mark:ident $name:ident($request:ty) -> $answer:ty = $run:path;)*) => {
        /// Every command.
        pub const TABLE: &[$crate::commands::Command] = &[$($crate::commands::Command {
            name: stringify!($name),
            writes: $crate::commands::writes!($mark),
            request: $crate::commands::typescript_of::<$request>,
            answer: $crate::commands::typescript_of::<$answer>,
        }),*];

        /// Runs a command by its name.
        pub(crate) fn dispatch(
            of: &$of,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, $crate::Failure> {
            match name {
                $(stringify!($name) => $crate::commands::answer::<$answer>(
                    &$run(of, $crate::commands::read::<$request>(request)?)?,
                ),)*
                _ => Err($crate::Failure::new("command-unknown").with("name", name)),
            }
        }
    };
}
pub(crate) use {commands, writes};

commands! {
    Core;

    r setup_state(Nothing) -> SetupView = setup::state;
    r setup_read(AskText) -> InvitationView = setup::read;
    w setup_enrol(AskEnrol) -> SetupView = setup::enrol;
    w unlock(AskPassphrase) -> SetupView = setup::unlock;
    w unlock_system(Nothing) -> SetupView = setup::unlock_system;
    w lock(Nothing) -> SetupView = setup::lock;

    r frame(Nothing) -> Frame = frame::frame;
    w settings_set(Settings) -> Settings = settings::set;

    r inbox(InboxQuery) -> InboxPage = inbox::page;
    w inbox_later(AskLater) -> () = inbox::put_off;
    r mine(Nothing) -> MinePage = mine::page;
    w mine_views(Vec<SavedView>) -> Vec<SavedView> = mine::keep_views;
    r case_open(AskCase) -> CaseView = case::open;
    r case_flow(AskPicture) -> FlowPicture = picture::of_case;
    r case_explain(AskCase) -> ExplanationView = explain::of_case;
    w case_export(AskExport) -> ExportView = case_file::export;
    w case_save(AskSave) -> SavedCase = saving::case_file;
    r done(AskDone) -> DonePage = signed::page;

    r services(Nothing) -> Vec<ServiceRow> = draft::services;
    w draft_new(AskService) -> DraftView = draft::new;
    w draft_open(AskDraft) -> DraftView = draft::open;
    w draft_correct(AskCase) -> DraftView = draft::correct;
    w draft_fill(AskStation) -> DraftView = draft::fill;
    w draft_version(AskVersion) -> DraftView = draft::version;
    w draft_change(DraftChange) -> DraftView = draft::change;
    w draft_row_add(AskList) -> DraftView = draft::row_add;
    w draft_row_remove(AskRow) -> DraftView = draft::row_remove;
    w draft_row_move(AskMove) -> DraftView = draft::row_move;
    w draft_paste(AskPaste) -> DraftView = draft::paste;
    r draft_pick(AskPick) -> PickView = draft::pick;
    w draft_attach(AskAttach) -> DraftView = draft::attach;
    w draft_attach_begin(AskBegin) -> IntakeView = files::begin;
    w draft_attach_part(AskPiece) -> IntakeView = files::piece;
    w draft_attach_end(AskIntake) -> DraftView = files::end;
    w draft_attach_stop(AskIntake) -> () = files::stop;
    w draft_attach_path(AskPath) -> DraftView = files::path;
    w draft_detach(AskDetach) -> DraftView = draft::detach;
    w draft_delete(AskDraft) -> () = draft::delete;
    w draft_submit(AskDraft) -> Signed = draft::submit;

    w station_act(StationAct) -> Signed = decide::station;
    r signature(AskSignature) -> SignatureView = signature::of;
    r station_try(StationAct) -> TryView = route::attempt;
    r desks(DeskQuery) -> Vec<DeskView> = called::find;
    r batch(BatchAsk) -> BatchView = batch::open;
    r card(Nothing) -> CardView = cards::state;
    w card_open(AskPin) -> CardView = cards::open;
    w card_close(Nothing) -> CardView = cards::close;
    w card_module(AskModule) -> CardView = cards::set_module;
    w case_seen(AskCase) -> () = decide::seen;
    w case_withdraw(AskWithdraw) -> Signed = decide::withdraw;
    w undo(AskOperation) -> () = decide::undo;
    w acknowledge(AskOperation) -> () = decide::acknowledge;

    r stuck(Nothing) -> Vec<StuckRow> = stuck::list;
    r stuck_open(AskCase) -> StuckView = stuck::open;
    w stuck_mend(MendAct) -> Signed = stuck::mend;

    r deputies(Nothing) -> DeputiesPage = deputies::page;
    r deputy_check(DeputyAsk) -> DeputyCheck = deputies::check;
    w deputy_ask(DeputyAsk) -> Signed = deputies::ask;
    w deputy_act(DeputyAct) -> Signed = deputies::act;

    r account(AskAccount) -> AccountView = account::of;
    r search(SearchQuery) -> SearchPage = search::page;

    r people(PeopleQuery) -> PeoplePage = directory::page;
    r person(AskPersonOn) -> PersonView = directory::person;

    r sync_state(Nothing) -> SyncView = sync::state;
    w sync_now(Nothing) -> () = sync::now;
    r transfers(Nothing) -> Vec<TransferRow> = files::transfers;
    w transfer_pause(AskPause) -> () = files::pause;
    w file_fetch(AskFile) -> () = files::fetch;
    w file_save(AskFile) -> SavedFile = saving::file;
    r file_preview(AskPreview) -> PreviewView = files::preview;
    w queue_cancel(AskOperation) -> () = sync::cancel;

    r paper(AskCase) -> PaperFile = paper::of_case;
    r paper_preview(AskDraft) -> PaperFile = paper::of_draft;
    r paper_blank(AskService) -> PaperFile = paper::blank;

    w demo_switch(AskPerson) -> Frame = frame::demo_switch;
    w demo_cable(AskCable) -> Frame = frame::demo_cable;
}

/// A named view by its name, anything else written out.
pub(crate) fn typescript_of<T: TS + 'static>(config: &Config) -> String {
    if !ASKS.contains(&T::ident(config).as_str()) {
        return T::name(config);
    }
    T::inline(config)
        .replace("Record<symbol, never>", "Record<string, never>")
        .replace(", }", " }")
}

fn config() -> Config {
    Config::new().with_large_int("number")
}

/// `desktop/ui/src/generated/commands.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = config();
    let lines: Vec<(String, String, &str)> = TABLE
        .iter()
        .chain(OF_A_FLOW)
        .map(|c| ((c.request)(&config), (c.answer)(&config), c.name))
        .collect();
    let used = |name: &str| {
        let list = format!("Array<{name}>");
        lines.iter().any(|(request, answer, _)| {
            [request, answer]
                .into_iter()
                .any(|t| t == name || *t == list)
        })
    };
    let mut names: Vec<&str> = crate::views::all()
        .map(|(name, _)| *name)
        .filter(|name| used(name))
        .collect();
    names.sort_unstable();
    let mut out = String::from(
        "// Written from the command table in desktop/core. Not edited by hand.\nimport type {\n",
    );
    for name in names {
        out += &format!("  {name},\n");
    }
    out += "} from \"./views\";\n\n/**\n * Every command: what is asked with, and what is answered.\n */\nexport type Commands = {\n";
    for (request, answer, name) in &lines {
        out += &format!("  {name}: {{ request: {request}, answer: {answer} }},\n");
    }
    out += "};\n\n";
    out += &declaration::<crate::Changed>(&config);
    out
}

/// `desktop/ui/src/generated/views.ts`.
#[must_use]
pub fn typescript_views() -> String {
    let config = config();
    let mut out =
        String::from("// Written by ts-rs from desktop/core/src/views.rs. Not edited by hand.\n\n");
    out += &crate::views::all()
        .map(|(_, declare)| declare(&config))
        .collect::<Vec<_>>()
        .join("\n");
    out
}

/// One type as TypeScript with its documentation.
pub(crate) fn declaration<T: TS>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    let lines: Vec<String> = format!("{docs}export {}\n", T::decl(config))
        .replace("\n *", "\n * ")
        .lines()
        .map(tidy)
        .collect();
    lines.join("\n") + "\n"
}

/// One line without blanks at its end, or two in a comment's beginning.
fn tidy(line: &str) -> String {
    line.trim_end()
        .replacen(" *  ", " * ", 1)
        .replace(" * /", " */")
        .replace(", };", " };")
}
