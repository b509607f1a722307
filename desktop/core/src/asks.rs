//! What small commands are asked with. These types are written out in place in
//! the generated TypeScript, so they have no name there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! asks {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? })*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
            #[allow(missing_docs, reason = "a field without a line is what its name says")]
            pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
        )*
        /// The names of these types.
        pub(crate) const ASKS: &[&str] = &[$(stringify!($name)),*];
    };
}

asks! {
    /// Nothing to ask with.
    struct Nothing {}
    /// An invitation as it was pasted or read from its file.
    struct AskText { text: String }
    /// An invitation and the passphrase of the new vault.
    struct AskEnrol { text: String, passphrase: String, remember: bool }
    /// The passphrase of the vault.
    struct AskPassphrase { passphrase: String }
    /// A case.
    struct AskCase { case: String }
    /// A station of a case.
    struct AskStation { case: String, station: String }
    /// The PIN of a card; empty where the reader has keys of its own.
    struct AskPin { pin: String }
    /// Where the module of a card's maker is; found by itself when empty.
    struct AskModule { path: String }
    /// A case whose flow is drawn, on a dark ground or a light one.
    struct AskPicture { case: String, dark: bool }
    /// A case to write into one file at a place of this computer; only the host may
    /// ask. Fields to blacken, whether the names of files are, whether files and paper
    /// go in (when nothing is said: unless something is blackened), and operations to
    /// leave out whole.
    struct AskExport { case: String, path: String, #[serde(default)] redact: Vec<String>, #[serde(default)] redact_names: bool, #[serde(default)] files: Option<bool>, #[serde(default)] leave_out: Vec<String> }
    /// A case to save as one file: fields to blacken, whether the names of files are, whether files
    /// and paper go in (when nothing is said: unless something is blackened).
    struct AskSave { case: String, #[serde(default)] redact: Vec<String>, #[serde(default)] redact_names: bool, #[serde(default)] files: Option<bool> }
    /// Some rows of a list.
    struct AskDone { offset: u32, limit: u32 }
    /// A service.
    struct AskService { service: String }
    /// A draft.
    struct AskDraft { draft: String }
    /// A draft that went over to another version of its form: back to the first one, or it was seen.
    struct AskVersion { draft: String, back: bool }
    /// A file for a draft; its content as Base64 (RFC 4648 §4).
    struct AskAttach { draft: String, #[serde(default)] field: String, name: String, media: String, base64: String }
    /// A file whose bytes come in pieces, for a field of the draft or for none.
    struct AskBegin { draft: String, #[serde(default)] field: String, name: String, media: String, bytes: u64 }
    /// A piece of a file, as Base64, and its place in it.
    struct AskPiece { intake: String, at: u64, base64: String }
    /// A file that is being taken in.
    struct AskIntake { intake: String }
    /// A file at a place of this computer; only the host may ask.
    struct AskPath { draft: String, #[serde(default)] field: String, path: String }
    /// A file on its way, to be held back or let go on.
    struct AskPause { sha256: String, paused: bool }
    /// A file of a case.
    struct AskFile { case: String, sha256: String }
    /// A file of a case or of a draft, and which page of it.
    struct AskPreview { case: Option<String>, draft: Option<String>, sha256: String, page: u32 }
    /// A file to take out of a field of a draft, or of all without a field; every file of this
    /// content without a name.
    struct AskDetach { draft: String, #[serde(default)] field: String, sha256: String, #[serde(default)] name: Option<String> }
    /// A list of a draft.
    struct AskList { draft: String, list: String }
    /// A row of a list of a draft, from 0.
    struct AskRow { draft: String, list: String, row: u32 }
    /// A row of a list of a draft to be put at another place, both from 0.
    struct AskMove { draft: String, list: String, from: u32, to: u32 }
    /// A block of cells, with a tab between cells and a line a row, that begins at a field of a
    /// list's row.
    struct AskPaste { draft: String, field: String, text: String }
    /// What is looked for to be picked in a field.
    struct AskPick { draft: String, field: String, text: String }
    /// An own case to take back, and why.
    struct AskWithdraw { case: String, reason: String }
    /// A waiting matter to put off until then, ms; to be shown again now when null.
    struct AskLater { case: String, station: String, until: Option<i64> }
    /// An operation of this computer.
    struct AskOperation { operation: String }
    /// Whose account; the own one when empty.
    struct AskAccount { person: Option<String> }
    /// A person.
    struct AskPerson { person: String }
    /// Somebody as they are on a day, `YYYY-MM-DD`; today when nothing is said.
    struct AskPersonOn { person: String, #[serde(default)] on: Option<String> }
    /// A signature in a case, by its operation.
    struct AskSignature { case: String, operation: String }
    /// A flow as it is on the screen.
    struct AskFlow { xml: String }
    /// A flow to be saved, and the stamp of the file that it was made from.
    struct AskFlowSave { xml: String, stamp: String }
    /// Whether the demo's cable is in.
    struct AskCable { plugged: bool }
}
