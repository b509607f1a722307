//! Names of the variables that data objects and properties are.

use crate::bpmn::local;
use crate::bpmn::model::Scope;
use std::collections::BTreeMap;

/// The names by id: a reference has the name of its data object; a data object without a name has
/// that of the first reference that has one.
pub(super) fn names(scope: &Scope, around: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut names = around.clone();
    for data in &scope.data {
        names.insert(data.id.clone(), data.name.clone());
    }
    for data in &scope.data {
        let Some(object) = data.refers.as_deref().map(local) else {
            continue;
        };
        let unnamed = names.get(object).is_some_and(|name| name == object);
        if unnamed && data.name != data.id {
            names.insert(object.to_owned(), data.name.clone());
        }
        if let Some(name) = names.get(object).cloned() {
            names.insert(data.id.clone(), name);
        }
    }
    names
}
