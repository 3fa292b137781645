//! The engine as JavaScript reaches it, run in Node and in a browser: each function converts what it is given, calls,
//! and converts the answer.

#![cfg(target_arch = "wasm32")]

mod boundary;
mod deployments;
mod namespace;
mod rollout;
mod words;

use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

const NOTHING: JsValue = JsValue::UNDEFINED;

/// A value of JavaScript.
#[expect(clippy::needless_pass_by_value, reason = "it is written where it is passed")]
fn js(value: Value) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).expect("JSON")
}

/// An answer, to be compared.
fn shown(answer: &JsValue) -> Value {
    let text = js_sys::JSON::stringify(answer).expect("no cycles");
    serde_json::from_str(&String::from(text)).expect("JSON")
}

/// The answer of a call that succeeds.
fn answer(result: Result<JsValue, JsValue>) -> Value {
    match result {
        Ok(answer) => shown(&answer),
        Err(thrown) => panic!("{}", facts(&thrown)),
    }
}

/// What is known of the refusal of a call that fails.
fn refusal<T>(result: Result<T, JsValue>) -> Value {
    facts(&result.err().expect("a refusal"))
}

/// The facts of what was thrown, which is a `Failed` of the engine.
fn facts(thrown: &JsValue) -> Value {
    let method = js_sys::Reflect::get(thrown, &"facts".into()).expect("an object");
    let method: &js_sys::Function = method.dyn_ref().expect("a Failed");
    shown(&method.call0(thrown).expect("facts"))
}
