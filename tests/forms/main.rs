//! What crosses, as it is written and read: for each public type its exact JSON, as `pkg/index.d.ts` declares it.

mod deployed;
mod documents;
mod hazards;
mod plans;
mod refusals;
mod rollouts;
mod tasks;
mod version_sets;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use worker_versioning::boundary::json;

/// Each value is written so.
fn written<T: Serialize + Debug>(rows: impl IntoIterator<Item = (T, Value)>) {
    for (value, expected) in rows {
        assert_eq!(serde_json::to_value(&value).expect("it can be written"), expected, "{value:?}");
    }
}

/// Each value is what this is read as.
fn read<T: DeserializeOwned + PartialEq + Debug>(rows: impl IntoIterator<Item = (T, Value)>) {
    for (expected, form) in rows {
        match json::read::<T>(&form.to_string(), "the form") {
            Ok(value) => assert_eq!(value, expected, "{form}"),
            Err(error) => panic!("{error}, in {form}"),
        }
    }
}

/// Each value is written so, and read back.
fn written_and_read<T>(rows: impl IntoIterator<Item = (T, Value)>)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    for (value, form) in rows {
        written([(&value, form.clone())]);
        read([(value, form)]);
    }
}
