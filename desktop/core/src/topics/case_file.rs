//! 輸出案卷檔: one case in one file that proves itself.

use std::path::Path;

use crate::asks::AskExport;
use crate::case_file::export::{self, Less};
use crate::topics::decide::case_id;
use crate::views::ExportView;
use crate::{Core, Failure};

/// Files and paper are left out of a copy in which something is blackened, unless
/// they are asked for: what they say is not looked at.
pub(crate) fn export(core: &Core, ask: AskExport) -> Result<ExportView, Failure> {
    let session = core.session()?;
    let blackens = !ask.redact.is_empty() || ask.redact_names;
    let operations = ask.leave_out.iter().map(|id| export::operation_of(id));
    let less = Less {
        fields: ask.redact.into_iter().collect(),
        names: ask.redact_names,
        files: !ask.files.unwrap_or(!blackens),
        operations: operations.collect::<Result<_, _>>()?,
    };
    export::export(&session, &case_id(ask.case)?, less, Path::new(&ask.path))
}
