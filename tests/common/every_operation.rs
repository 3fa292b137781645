//! Every operation there is, for tests of what holds for each.

use worker_versioning::version_sets::BuildIdOperation;

/// Every operation on two build IDs, with each choice that it has.
pub fn every_operation(first: &str, second: &str) -> Vec<BuildIdOperation> {
    let mut operations = Vec::new();
    for mut operation in BuildIdOperation::all() {
        let fields = operation.fields_mut();
        for ((_, build_id), text) in fields.build_ids.into_iter().zip([first, second]) {
            *build_id = text.into();
        }
        operations.push(operation.clone());
        if let Some(promote_set) = operation.fields_mut().promote_set {
            *promote_set = true;
            operations.push(operation);
        }
    }
    operations
}
