//! A push, look by look: what each look at the cluster means, in facts and in words.

use serde_json::{Value, json};
use worker_versioning::boundary::json::read;
use worker_versioning::explain::{ExplainedOtherStarts, ExplainedPushEvent, ExplainedPushPlan};
use worker_versioning::interop::read_rollout;
use worker_versioning::rollout::Rollout;

/// Two queues and five steps, the second of which changes nothing.
fn rollout() -> Rollout {
    let queue = json!({ "taskQueue": "orders", "versionSets": sets("1.0") });
    let steps = json!([
        { "taskQueue": "orders", "operation": "addNewIdInNewDefaultSet", "buildId": "2.0" },
        { "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "2.0" },
        { "name": "Back", "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0" },
        { "taskQueue": "mail", "operation": "addNewIdInNewDefaultSet", "buildId": "m" },
        { "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "2.0" },
    ]);
    let document = json!({ "version": 1, "taskQueues": [queue], "steps": steps });
    read_rollout(&document.to_string()).expect("a rollout")
}

/// Version sets, as `1.0,1.1 2.0`.
fn sets(text: &str) -> Value {
    text.split_whitespace()
        .map(|set| json!({ "buildIds": set.split(',').collect::<Vec<_>>() }))
        .collect()
}

/// What a look means; null where it means nothing.
fn look(rollout: &Rollout, step: u32, done: &[u32], seen: Value) -> Value {
    let mut look = seen;
    look["step"] = json!(step);
    look["done"] = json!(done);
    let look = read(&look.to_string(), "a look").expect("a look");
    match rollout.push(&look) {
        Ok(None) => Value::Null,
        Ok(Some(event)) => {
            let mut answer = json!(ExplainedPushEvent::from(event));
            let mut event = answer["event"].take();
            event["message"] = answer["message"].take();
            event
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}

fn queue(name: &str, text: &str) -> Value {
    json!({ "taskQueue": name, "versionSets": sets(text) })
}

fn start(orders: &str, mail: &str) -> Value {
    json!({ "moment": "start", "found": [queue("orders", orders), queue("mail", mail)] })
}

fn before(orders: &str) -> Value {
    json!({ "moment": "step", "found": [queue("orders", orders)] })
}

fn sent(orders: &str, is_late: bool) -> Value {
    json!({ "moment": "sent", "found": [queue("orders", orders)], "isLate": is_late })
}

fn lost(mut seen: Value) -> Value {
    seen["lost"] = fault("answerLost", "no answer came.");
    seen
}

fn fault(kind: &str, message: &str) -> Value {
    json!({ "kind": kind, "message": message })
}

#[test]
fn a_plan_says_what_is_compared_and_what_each_step_makes_of_its_queue() {
    let plan = json!(ExplainedPushPlan::from(rollout().push_plan(3)));
    assert_eq!(plan["taskQueues"], json!(["orders", "mail"]));
    assert_eq!(plan["newDefaultsOn"], json!(["orders", "mail"]));
    let steps = plan["steps"].as_array().expect("steps");
    let back =
        json!({ "taskQueue": "orders", "operation": "promoteSetByBuildId", "buildId": "1.0" });
    assert_eq!((steps.len(), &steps[0]), (3, &back));
    let of_plan = &rollout().push_plan(3).steps[0];
    assert_eq!(json!([of_plan.before, of_plan.after]), json!([sets("1.0 2.0"), sets("2.0 1.0")]));
    assert_eq!(
        plan["lines"].as_array().expect("lines")[2..4],
        ["4. mail: add m in a new default set", "   no version sets → [m]"],
    );
    assert_eq!(
        json!(ExplainedPushPlan::from(rollout().push_plan(6)))["lines"],
        json!(["no steps"])
    );
}

/// A look at the start from a step, the event, and the steps with which to go on.
type Start = (u32, &'static str, &'static str, &'static str, Option<&'static [usize]>);
const STARTS: &[Start] = &[
    (1, "1.0", "", "checked", None),
    (4, "2.0 1.0", "", "checked", None),
    (6, "1.0 2.0", "m", "checked", None),
    (1, "1.0 2.0", "m", "alreadyDone", None),
    (4, "1.0 2.0", "m", "alreadyDone", None),
    (1, "2.0 1.0", "m", "otherStart", Some(&[5])),
    (1, "1.0 2.0", "", "otherStart", Some(&[2, 3])),
    (2, "1.0", "", "otherStart", Some(&[1])),
    (6, "1.0", "", "otherStart", Some(&[1])),
    (1, "2.0", "", "otherStart", Some(&[])),
    (1, "1.0", "other", "otherStart", Some(&[])),
    (1, "", "", "otherStart", Some(&[])),
];

#[test]
fn a_push_begins_only_where_the_rollout_expects_the_cluster() {
    for (from, orders, mail, expected, continue_from) in STARTS {
        let event = look(&rollout(), *from, &[], start(orders, mail));
        let shown = event["why"].get("reason").unwrap_or(&event["event"]);
        assert_eq!(shown, expected, "from {from}: {orders} and {mail}");
        let next = continue_from.map(|next| json!(next));
        assert_eq!(event.get("continueFrom"), next.as_ref(), "from {from}: {orders} and {mail}");
    }
}

#[test]
fn a_queue_that_a_step_reaches_is_compared_with_what_it_has_then() {
    let event = look(&rollout(), 5, &[], start("2.0 1.0", "other"));
    let expected = json!({ "taskQueue": "mail", "expected": sets("m"), "found": sets("other") });
    assert_eq!(event["why"]["differences"], json!([expected]));
}

#[test]
fn the_order_of_a_guessed_set_is_that_of_the_cluster() {
    // What a merge makes of sets that were imported is a guess but for the default.
    let document = json!({
        "version": 1,
        "taskQueues": [{ "taskQueue": "orders", "versionSets": sets("1.0,1.1 2.0,2.1") }],
        "steps": [{ "taskQueue": "orders", "operation": "mergeSets", "primaryBuildId": "2.0", "secondaryBuildId": "1.0" }],
    });
    let rollout = read_rollout(&document.to_string()).expect("a rollout");
    let after = rollout.namespace_after(1);
    let guessed = after.sets(&"orders".into());
    assert!(guessed[0].order_is_guess());
    for (found, is_done) in [
        ("1.0,1.1,2.0,2.1", true),
        ("2.0,1.1,1.0,2.1", true),
        // The default is known.
        ("1.0,1.1,2.1,2.0", false),
        ("1.0,1.1,2.1", false),
        ("1.0,1.0,2.0,2.1", false),
        ("1.0,1.1,2.0,3.0,2.1", false),
    ] {
        let event = look(&rollout, 1, &[], sent(found, false));
        let expected = if is_done { "done" } else { "stopped" };
        assert_eq!(event["event"], expected, "{found}");
    }
}

#[test]
fn a_step_is_sent_only_to_a_queue_as_it_was_before() {
    let rollout = rollout();
    let events = [
        look(&rollout, 1, &[], before("1.0")),
        look(&rollout, 2, &[1], before("1.0 2.0")),
        look(&rollout, 1, &[], json!({ "moment": "step" })),
        look(&rollout, 2, &[], json!({ "moment": "step" })),
    ];
    let shown = events.map(|event| event["event"].clone());
    assert_eq!(shown, ["starting", "unchanged", "wouldSend", "unchanged"]);
    for (found, continue_from) in [("2.0 1.0", json!([4])), ("1.0", json!([]))] {
        let event = look(&rollout, 3, &[1], before(found));
        assert_eq!(
            (&event["why"]["reason"], &event["continueFrom"]),
            (&json!("changed"), &continue_from)
        );
    }
}

#[test]
fn a_step_that_was_sent_is_done_when_it_shows() {
    let rollout = rollout();
    let done = look(&rollout, 1, &[], sent("1.0 2.0", true));
    assert_eq!((&done["event"], &done["answer"]), (&json!("done"), &json!("received")));
    assert_eq!(done["message"], "Step 1: done. orders is now [1.0] [2.0]");
    let done = look(&rollout, 1, &[], lost(sent("1.0 2.0", false)));
    assert_eq!(done["answer"], "lost");
    assert_eq!(
        done["message"],
        "Step 1: done (its answer was lost, but it shows). orders is now [1.0] [2.0]"
    );
    assert_eq!(look(&rollout, 1, &[], sent("1.0", false)), Value::Null);
}

#[test]
fn defaults_that_nobody_polls_with_stop_a_push() {
    let worker = |queue: &str, build_id: &str, opted_in: bool| json!({ "taskQueue": queue, "buildId": build_id, "useVersioning": opted_in });
    let polled = |from, workers: &[Value]| {
        look(&rollout(), from, &[], json!({ "moment": "pollers", "pollers": workers }))
    };
    let all =
        [worker("orders", "1.0", true), worker("orders", "2.0", true), worker("mail", "m", true)];
    assert_eq!(polled(1, &all), Value::Null);
    assert_eq!(polled(5, &all[1..2]), Value::Null);
    let others = [
        worker("orders", "1.0", false),
        worker("orders", "1.0", true),
        worker("orders", "2.0", false),
        worker("orders", "m", true),
    ];
    let event = polled(1, &others);
    assert_eq!(
        event["why"]["missing"],
        json!([
            { "taskQueue": "orders", "buildId": "2.0", "notOptedIn": true },
            { "taskQueue": "mail", "buildId": "m", "notOptedIn": false },
        ])
    );
    assert_eq!(
        event["message"],
        "No worker has polled in the last minutes with what would become a default:\n  2.0 on orders: its workers have not opted in to versioning, and get nothing of it\n  m on mail\nWhat lands there would wait. Start these workers first (they may poll before the queue knows their build ID), or say --without-pollers. Nothing was sent."
    );
}

#[test]
fn other_generations_stop_a_push_and_what_is_not_shown_does_not() {
    let rollout = rollout();
    let mut hidden = json!({ "moment": "generations" });
    assert_eq!(look(&rollout, 1, &[], hidden.clone()), Value::Null);
    hidden["rulesNotKnown"] = json!(["orders", "mail"]);
    hidden["error"] = fault("unauthorized", "PERMISSION_DENIED: no");
    let event = look(&rollout, 1, &[], hidden.clone());
    assert_eq!(event["event"], "rulesNotKnown");
    assert_eq!(
        event["message"],
        "Note: whether orders and mail have assignment or redirect rules is not known, since the cluster does not show them (PERMISSION_DENIED: no). Where there are some, they decide before version sets do, and what is said here of version sets is wrong."
    );
    hidden["generations"] = json!([{ "kind": "redirectRules", "taskQueue": "orders", "count": 2 }]);
    let event = look(&rollout, 1, &[], hidden);
    assert_eq!(event["why"]["reason"], "otherGenerations");
    let message = event["message"].as_str().expect("a message");
    assert!(message.starts_with(
        "Other generations of Worker Versioning route tasks here:\n  orders has 2 redirect rules\n"
    ));
    assert!(message.ends_with("\nNothing was sent."));
}

#[test]
fn what_is_said_on_the_way() {
    let rollout = rollout();
    let end = json!({ "moment": "end" });
    for (step, done, seen, message) in [
        (1, &[][..], start("1.0", ""), "The cluster is where the document starts."),
        (3, &[], start("1.0 2.0", ""), "The cluster is where step 2 leaves it."),
        (1, &[], start("1.0 2.0", "m"), "All steps are done already."),
        (1, &[], before("1.0"), "Step 1: sending."),
        (2, &[1], before("1.0 2.0"), "Step 2: nothing to do."),
        (1, &[], json!({ "moment": "step" }), "Step 1 would be sent:"),
        (1, &[], end.clone(), "Nothing was changed."),
        (6, &[1], end, "All done."),
        (1, &[], json!({ "moment": "declined" }), "Nothing was sent."),
    ] {
        assert_eq!(look(&rollout, step, done, seen.clone())["message"], message, "{seen}");
    }
}

#[test]
fn why_a_push_stopped_and_how_to_go_on() {
    let rollout = rollout();
    let failed = json!({ "moment": "failed", "error": fault("unreachable", "no answer.") });
    let unread = json!({ "moment": "unread", "error": fault("unreachable", "cut off.") });
    for (step, done, seen, message) in [
        (
            1,
            &[][..],
            start("2.0 1.0", "other"),
            "The cluster is not what the plan expects before step 1:\n  orders: expected [1.0], found [2.0] [1.0]\n  mail: expected no version sets, found [other]\nNothing was sent. Pull the version sets, and make the plan anew.",
        ),
        (
            2,
            &[],
            start("1.0", ""),
            "The cluster is not what the plan expects before step 2:\n  orders: expected [1.0] [2.0], found [1.0]\nNothing was sent. No step is done yet: go on with --from-step 1.",
        ),
        (
            1,
            &[],
            start("2.0 1.0", ""),
            "The cluster is not what the plan expects before step 1:\n  orders: expected [1.0], found [2.0] [1.0]\nNothing was sent. Steps 1 to 3 are done already: go on with --from-step 4.",
        ),
        (
            1,
            &[],
            start("1.0 2.0", ""),
            "The cluster is not what the plan expects before step 1:\n  orders: expected [1.0], found [1.0] [2.0]\nNothing was sent. The plan comes through this state more than once: go on with --from-step 2 or 3, whichever is meant.",
        ),
        (
            6,
            &[],
            start("2.0 1.0", "m"),
            "The cluster is not what the plan expects after its last step:\n  orders: expected [1.0] [2.0], found [2.0] [1.0]\nNothing was sent. Steps 1 to 4 are done already: go on with --from-step 5.",
        ),
        (
            3,
            &[1, 2],
            before("2.0 1.0"),
            "Somebody else has changed orders before step 3 (Back):\n  orders: expected [1.0] [2.0], found [2.0] [1.0]\nIt was not sent. Done before it: steps 1, 2. Steps 1 to 3 are done already: go on with --from-step 4.",
        ),
        (
            3,
            &[1],
            before(""),
            "Somebody else has changed orders before step 3 (Back):\n  orders: expected [1.0] [2.0], found no version sets\nIt was not sent. Done before it: step 1. Pull the version sets, and make the plan anew.",
        ),
        (
            1,
            &[],
            failed.clone(),
            "At step 1: no answer.\nNo step was done before it. Nothing was done of the rest. When that is put right, go on with --from-step 1.",
        ),
        (
            6,
            &[],
            failed,
            "While reading: no answer.\nNo step was done before it. Nothing was done of the rest. When that is put right, go on with --from-step 6.",
        ),
        (
            1,
            &[],
            sent("1.0", true),
            "Step 1 was sent and taken.\norders still has the version sets from before it. It may show later. No step was done before it. Push again, with --dry-run first: it reads where the cluster is, and says how to go on.",
        ),
        (
            3,
            &[],
            lost(sent("1.0 2.0", true)),
            "Step 3 (Back) was sent, but no answer came.\norders still has the version sets from before it. It most likely never arrived, and yet may show later. No step was done before it. Push again, with --dry-run first: it reads where the cluster is, and says how to go on.",
        ),
        (
            3,
            &[1],
            sent("1.0", false),
            "Step 3 (Back) was sent and taken.\nNow orders has version sets from neither before nor after it: somebody else changes them too.\n  orders: expected [2.0] [1.0], found [1.0]\nDone before it: step 1. Whether step 3 (Back) was done has to be seen from these. Pull the version sets, and make the plan anew.",
        ),
        (
            1,
            &[],
            lost(unread),
            "Step 1 was sent, but no answer came.\nThe version sets could not be read since: cut off.\nNo step was done before it. Whether step 1 was done is not known. Push again, with --dry-run first: it reads where the cluster is, and says how to go on.",
        ),
    ] {
        let event = look(&rollout, step, done, seen.clone());
        assert_eq!(event["event"], "stopped", "{seen}");
        assert_eq!(event["message"], message, "{seen}");
    }
}

#[test]
fn a_look_that_lacks_something_is_refused() {
    let rollout = rollout();
    let mail = json!({ "moment": "sent", "found": [queue("mail", "m")] });
    let start = json!({ "moment": "start", "found": [queue("orders", "1.0")] });
    let hidden = json!({ "moment": "generations", "rulesNotKnown": ["orders"] });
    for (step, seen, message) in [
        (0, before("1.0"), "step: expected integer from 1 to 5, got 0"),
        (6, sent("1.0", true), "step: expected integer from 1 to 5, got 6"),
        (7, json!({ "moment": "end" }), "step: expected integer from 1 to 6, got 7"),
        (1, mail, "found: expected 'orders' too, got others"),
        (1, start, "found: expected 'mail' too, got others"),
        (1, hidden, "error: expected object, got nothing"),
        (1, json!({ "moment": "failed" }), "error: expected object, got nothing"),
        (1, json!({ "moment": "unread" }), "error: expected object, got nothing"),
    ] {
        assert_eq!(look(&rollout, step, &[], seen.clone())["error"], message, "{seen}");
    }
}

#[test]
fn a_document_that_starts_from_other_version_sets() {
    let found = |orders| {
        let queues = &start(orders, "m")["found"];
        let found: Vec<_> = read(&queues.to_string(), "task queues").expect("task queues");
        json!(ExplainedOtherStarts::from(rollout().other_starts(&found)))
    };
    assert_eq!(found("1.0"), json!({ "differences": [], "message": "" }));
    assert_eq!(
        found("1.0 2.0")["message"],
        "it starts from other version sets; say --replace to write over them:\n  orders: [1.0] would become [1.0] [2.0]"
    );
}
