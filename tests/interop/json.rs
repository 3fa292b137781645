//! The reader of JSON against a well-known one.

use proptest::prelude::*;
use worker_versioning::interop::{JsonValue, read_json};

fn same(ours: &JsonValue, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (JsonValue::Null, serde_json::Value::Null) => true,
        (JsonValue::Number(ours), serde_json::Value::Number(theirs)) => {
            *ours == theirs.as_u64().and_then(|number| u32::try_from(number).ok())
        }
        (JsonValue::Boolean(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
        (JsonValue::String(ours), serde_json::Value::String(theirs)) => ours == theirs,
        (JsonValue::Array(ours), serde_json::Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (JsonValue::Object(ours), serde_json::Value::Object(theirs)) => {
            ours.fields().all(|(name, _)| theirs.contains_key(name))
                && theirs
                    .iter()
                    .all(|(name, theirs)| ours.get(name).is_some_and(|ours| same(ours, theirs)))
        }
        _ => false,
    }
}

/// Both refuse, or both read the same.
fn agree(text: &str) -> Result<(), TestCaseError> {
    let theirs: Result<Vec<serde_json::Value>, _> =
        serde_json::Deserializer::from_str(text).into_iter().collect();
    match (read_json(text), theirs) {
        (Ok(ours), Ok(theirs)) => {
            prop_assert_eq!(ours.len(), theirs.len());
            prop_assert!(
                ours.iter().zip(&theirs).all(|(ours, theirs)| same(ours, theirs)),
                "{}",
                text
            );
        }
        (Err(_), Err(_)) => {}
        // A number too large for a double is JSON all the same.
        (Ok(_), Err(error)) => {
            prop_assert!(error.to_string().contains("number out of range"), "{}: {}", text, error);
        }
        (Err(error), Ok(_)) => prop_assert!(false, "{}: {:?}", text, error),
    }
    Ok(())
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reads_what_is_written(value in any_json(), is_pretty in any::<bool>()) {
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.expect("JSON can be written");
        let read = read_json(&text).expect("it is JSON");
        prop_assert_eq!(read.len(), 1);
        prop_assert!(same(&read[0], &value), "{}", text);
    }

    #[test]
    fn agrees_on_damaged_json(value in any_json(), place in any::<prop::sample::Index>(), damage in "[\\[\\]{}\",:0-9eE.+a-z\\\\ -]{0,3}") {
        let mut text = serde_json::to_string(&value).expect("JSON can be written");
        let places: Vec<_> = (0..=text.len()).filter(|place| text.is_char_boundary(*place)).collect();
        let from = places[place.index(places.len())];
        let to = places[place.index(places.len()).saturating_add(1).min(places.len() - 1)];
        text.replace_range(from..to, &damage);
        agree(&text)?;
    }

    #[test]
    fn agrees_on_anything_like_json(text in "[\\[\\]{}\",:0-9eE.+tfnul\\\\ -]{0,12}") {
        agree(&text)?;
    }
}

#[test]
fn escapes() {
    for (text, expected) in [
        (r#""\"\\\/\b\f\n\r\t""#, Some("\"\\/\u{8}\u{c}\n\r\t")),
        (r#""\u00e9\ud83d\ude00""#, Some("é😀")),
        (r#""\u0000""#, Some("\0")),
        // Half of a pair is no text.
        (r#""\ud83d""#, None),
        (r#""\ude00""#, None),
        (r#""\ud83d\u0041""#, None),
        ("\"\n\"", None),
        (r#""\x41""#, None),
    ] {
        let expected = expected.map(|text| vec![JsonValue::String(text.to_owned())]);
        assert_eq!(read_json(text).ok(), expected, "{text}");
    }
}

#[test]
fn numbers_and_words_end_before_the_next_value() {
    for text in ["02", "0false", "nulltrue", "truefalse", "1-1", "[02]", "null,", "1]"] {
        assert!(read_json(text).is_err(), "{text}");
        agree(text).expect("both refuse");
    }
    for (text, count) in
        [("0 2", 2), ("null\ntrue", 2), ("1[2]", 2), ("[]{}\"\"[]", 4), ("null\"x\"", 2)]
    {
        assert_eq!(read_json(text).map(|values| values.len()), Ok(count), "{text}");
        agree(text).expect("both read it");
    }
}
