//! Laws that hold for every text and every document.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use worker_versioning::boundary::ErrorKind;
use worker_versioning::explain::FlowOptions;
use worker_versioning::interop::read_rollout;
use worker_versioning::rollout::{
    At, Flow, FlowEnd, Ground, MayStop, Receipt, Retirement, Rollout, Situation, Slot,
};
use worker_versioning::version::WorkerVersion;

type Fields = BoxedStrategy<Map<String, Value>>;

fn one_of(choices: &[&str]) -> BoxedStrategy<Value> {
    let choices: Vec<_> = choices.iter().map(|choice| json!(choice)).collect();
    prop::sample::select(choices).boxed()
}

fn task_queue() -> BoxedStrategy<Value> {
    one_of(&["orders", "mail", "audit"])
}

fn build_id() -> BoxedStrategy<Value> {
    one_of(&["1.0", "1.1", "2.0", "3.0"])
}

fn flag() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(Value::Bool).boxed()
}

fn text() -> BoxedStrategy<Value> {
    any::<String>().prop_map(Value::String).boxed()
}

/// An object with all of the first fields and any of the others, in any order.
fn object(
    required: Vec<(&'static str, BoxedStrategy<Value>)>,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> Fields {
    let required = required.into_iter().map(|(name, value)| (Just(Some(name)), value).boxed());
    let optional = optional.into_iter().map(|(name, value)| {
        (any::<bool>().prop_map(move |is_there| is_there.then_some(name)), value).boxed()
    });
    let fields: Vec<_> = required.chain(optional).collect();
    fields
        .prop_shuffle()
        .prop_map(|fields| {
            let there =
                fields.into_iter().filter_map(|(name, value)| Some((name?.to_owned(), value)));
            there.collect()
        })
        .boxed()
}

fn value(fields: Fields) -> BoxedStrategy<Value> {
    fields.prop_map(Value::Object).boxed()
}

fn any_of(kinds: Vec<Fields>) -> BoxedStrategy<Value> {
    value(prop::strategy::Union::new(kinds).boxed())
}

/// At most this many items.
fn list(item: BoxedStrategy<Value>, most: usize) -> BoxedStrategy<Value> {
    prop::collection::vec(item, 0..=most).prop_map(Value::Array).boxed()
}

/// At most this many items, each made from a text of its own.
fn named(field: &'static str, item: Fields, most: usize) -> BoxedStrategy<Value> {
    let name = move |(place, mut fields): (usize, Map<String, Value>)| {
        fields.insert(field.to_owned(), json!(place.to_string()));
        Value::Object(fields)
    };
    prop::collection::vec(item, 0..=most)
        .prop_map(move |items| items.into_iter().enumerate().map(name).collect())
        .boxed()
}

fn version_sets() -> BoxedStrategy<Value> {
    let sets = |groups: &[&[&str]]| {
        groups.iter().map(|build_ids| json!({ "buildIds": build_ids })).collect::<Value>()
    };
    prop::sample::select(vec![
        sets(&[]),
        sets(&[&["1.0"]]),
        sets(&[&["1.0", "1.1"], &["2.0"]]),
        sets(&[&["2.0"], &["1.1", "1.0"]]),
    ])
    .boxed()
}

fn limits() -> BoxedStrategy<Value> {
    let limit = || prop::sample::select(vec![json!(0), json!(2), json!(u32::MAX)]).boxed();
    let names = ["versionSets", "buildIds", "taskQueuesPerBuildId", "buildIdBytes"];
    value(object(vec![], names.map(|name| (name, limit())).to_vec()))
}

fn worker() -> BoxedStrategy<Value> {
    any_of(vec![
        object(
            vec![("taskQueue", task_queue())],
            vec![
                ("buildId", build_id()),
                ("name", text()),
                ("useVersioning", Just(json!(false)).boxed()),
            ],
        ),
        object(
            vec![("taskQueue", task_queue()), ("buildId", build_id()), ("useVersioning", flag())],
            vec![("name", text())],
        ),
    ])
}

fn command() -> Fields {
    let options = || {
        vec![
            ("taskQueue", task_queue()),
            ("versioningIntent", one_of(&["COMPATIBLE", "DEFAULT"])),
            ("useLatestBuildId", Just(json!(false)).boxed()),
        ]
    };
    let activity = options().into_iter().chain([("requestEagerExecution", flag())]).collect();
    prop::strategy::Union::new([
        object(vec![("task", one_of(&["activity"]))], activity),
        object(vec![("task", one_of(&["childWorkflow", "continueAsNew"]))], options()),
        object(
            vec![("task", one_of(&["activity"])), ("useLatestBuildId", flag())],
            vec![("taskQueue", task_queue())],
        ),
        object(vec![("task", one_of(&["workflowRetry", "cronRun"]))], vec![]),
    ])
    .boxed()
}

fn workflow() -> Fields {
    object(
        vec![("taskQueue", task_queue())],
        vec![
            ("workflowType", text()),
            ("buildId", build_id()),
            ("hasCompletedWorkflowTask", flag()),
            ("status", one_of(&["OPEN", "CLOSED"])),
            ("usedBuildIds", list(prop_oneof![build_id(), Just(json!(""))].boxed(), 3)),
            ("count", prop::sample::select(vec![json!(1), json!(1_000_000_000)]).boxed()),
            ("sdk", one_of(&["go", "java", "python", "typescript", "dotnet", "ruby"])),
            ("commands", named("name", command(), 2)),
        ],
    )
}

fn operation() -> BoxedStrategy<Value> {
    let kind =
        |name: &'static str, mut fields: Vec<(&'static str, BoxedStrategy<Value>)>, optional| {
            fields.push(("taskQueue", task_queue()));
            fields.push(("operation", one_of(&[name])));
            object(fields, optional)
        };
    let own = || vec![("buildId", build_id())];
    any_of(vec![
        kind("addNewIdInNewDefaultSet", own(), vec![("name", text())]),
        kind(
            "addNewCompatibleVersion",
            vec![("buildId", build_id()), ("existingCompatibleBuildId", build_id())],
            vec![("promoteSet", flag()), ("name", text())],
        ),
        kind("promoteSetByBuildId", own(), vec![]),
        kind("promoteBuildIdWithinSet", own(), vec![]),
        kind(
            "mergeSets",
            vec![("primaryBuildId", build_id()), ("secondaryBuildId", build_id())],
            vec![],
        ),
    ])
}

/// Expectations that need no workflow and no step.
fn expectation() -> BoxedStrategy<Value> {
    let lands = || {
        let build_id = value(object(vec![("buildId", build_id())], vec![]));
        prop_oneof![one_of(&["unversioned", "rejected"]), build_id].boxed()
    };
    let more = || vec![("after", Just(json!(0)).boxed()), ("description", text())];
    let retired = value(object(vec![("taskQueue", task_queue())], vec![("buildId", build_id())]));
    any_of(vec![
        object(vec![("newWorkflowsOn", task_queue()), ("lands", lands())], more()),
        object(vec![("newWorkflowsOn", task_queue()), ("hasWorker", flag())], more()),
        object(
            vec![("worker", worker()), ("poll", one_of(&["receives", "refused", "idle"]))],
            more(),
        ),
        object(
            vec![
                ("retire", retired),
                ("mayStop", one_of(&["yes", "exceptQueries", "no", "notKnown"])),
            ],
            more(),
        ),
    ])
}

fn complete_for() -> BoxedStrategy<Value> {
    value(object(vec![], vec![("workflows", flag()), ("workers", flag())]))
}

pub fn document() -> BoxedStrategy<Value> {
    let task_queues = (version_sets(), version_sets(), complete_for()).prop_map(
        |(orders, mail, complete_for)| {
            json!([
                { "taskQueue": "orders", "versionSets": orders, "completeFor": complete_for },
                { "versionSets": mail, "taskQueue": "mail" },
            ])
        },
    );
    // An expectation can be about every queue, so each is named.
    let audited = json!({ "taskQueue": "audit", "buildId": "1.0" });
    let workers = list(worker(), 3).prop_map(move |workers| {
        workers.as_array().into_iter().flatten().chain([&audited]).cloned().collect()
    });
    let known = json!({ "workflowId": "all", "taskQueue": "orders", "usedBuildIds": ["1.0", "1.1", "2.0", "3.0"] });
    let workflows = named("workflowId", workflow(), 4).prop_map(move |workflows| {
        workflows.as_array().into_iter().flatten().chain([&known]).cloned().collect()
    });
    value(object(
        vec![
            ("version", Just(json!(1)).boxed()),
            ("taskQueues", task_queues.boxed()),
            ("workers", workers.boxed()),
            ("workflows", workflows.boxed()),
        ],
        vec![
            ("$schema", text()),
            ("name", text()),
            ("description", text()),
            ("limits", limits()),
            ("operations", list(operation(), 4)),
            ("expectations", list(expectation(), 4)),
        ],
    ))
}

pub fn read(document: &Value) -> Rollout {
    read_rollout(&document.to_string()).unwrap_or_else(|error| panic!("{error} in {document}"))
}

/// The same document with another value at one place.
fn with_another_value(document: &Value, place: prop::sample::Index, other: &Value) -> Value {
    let mut changed = document.clone();
    let mut places = Vec::new();
    collect_pointers(&changed, String::new(), &mut places);
    let pointer = place.get(&places);
    *changed.pointer_mut(pointer).expect("a place of the document") = other.clone();
    changed
}

fn collect_pointers(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(place, item)| collect_pointers(item, format!("{at}/{place}"), places)),
        Value::Object(fields) => {
            for (name, field) in fields {
                collect_pointers(field, format!("{at}/{name}"), places);
            }
        }
        _ => {}
    }
    places.push(at);
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = read_rollout(&text);
    }

    #[test]
    fn a_valid_document_is_read(document in document()) {
        let rollout = read(&document);
        let length = |name: &str| document[name].as_array().map_or(0, Vec::len);
        let read = rollout.document();
        prop_assert_eq!(read.workers.len(), length("workers"));
        prop_assert_eq!(read.workflows.len(), length("workflows"));
        prop_assert_eq!(rollout.timeline().len(), length("operations"));
        prop_assert_eq!(read.expectations.len(), length("expectations"));
    }

    #[test]
    fn a_document_with_one_value_changed_is_read_or_refused_with_a_path(
        document in document(),
        place in any::<prop::sample::Index>(),
        other in prop::sample::select(vec![
            json!(null), json!(true), json!(-1), json!(1.5), json!(7), json!(""), json!("1.0"), json!([]), json!({}),
        ]),
    ) {
        if let Err(error) = read_rollout(&with_another_value(&document, place, &other).to_string()) {
            let is_syntax = matches!(error.kind, ErrorKind::Syntax { .. });
            prop_assert!(!is_syntax);
            prop_assert!(!error.problem.is_empty());
        }
    }

    #[test]
    fn a_truncated_document_is_refused(document in document(), cut in any::<prop::sample::Index>()) {
        let text = document.to_string();
        let cut = (0..=cut.index(text.len())).rev().find(|at| text.is_char_boundary(*at));
        prop_assert!(read_rollout(&text[..cut.unwrap_or(0)]).is_err());
    }

    #[test]
    fn results_are_those_of_the_steps_one_after_the_other(document in document()) {
        let rollout = read(&document);
        for (before, answer) in rollout.steps().iter().enumerate() {
            prop_assert_eq!(answer.step, before + 1);
            let taken = &rollout.timeline()[before];
            prop_assert_eq!((&answer.task_queue, &answer.operation), (&taken.operation.task_queue, &taken.operation.operation));
            let before = rollout.namespace_after(before);
            let mut after = before.clone();
            prop_assert_eq!(&taken.take(&mut after), &answer.result);
            prop_assert_eq!(&after, &rollout.namespace_after(answer.step));
            prop_assert_eq!(answer.result.is_change(), after != before);
        }
        prop_assert_eq!(&rollout.namespace_after(0), rollout.start());
    }

    #[test]
    fn refused_steps_are_unexpected_where_nothing_expects_them(document in document()) {
        let rollout = read(&document);
        let mut steps = rollout.steps();
        steps.retain(|step| step.result.is_refused());
        prop_assert_eq!(rollout.check().unexpected_refusals, steps);
    }

    #[test]
    fn what_lands_holds_one_version_of_its_queue_or_is_refused(document in document()) {
        let rollout = read(&document);
        let build_ids = ["1.0", "1.1", "2.0", "3.0"].map(|id| WorkerVersion::BuildId(id.into()));
        let mut held = Vec::new();
        for task_queue in ["orders", "mail", "audit"] {
            for version in build_ids.iter().chain([&WorkerVersion::Unversioned]) {
                let Ok(retirement) = rollout.retire(&task_queue.into(), version, 0) else { continue };
                let Retirement { may_stop, holders, grounds } = retirement;
                let is_certain = grounds.iter().all(Ground::is_certain);
                prop_assert_eq!(may_stop == MayStop::Yes, holders.is_empty() && is_certain);
                prop_assert!(holders.iter().all(|holder| !holder.freed_by.is_empty()));
                held.extend(holders.into_iter().map(|holder| holder.subject));
            }
        }
        held.sort();
        let is_twice = held.windows(2).any(|pair| pair[0] == pair[1]);
        prop_assert!(!is_twice, "{:?}", held);
    }

    #[test]
    fn a_flow_says_what_situation_and_verdict_say(document in document()) {
        let rollout = read(&document);
        let verdicts = rollout.verdicts();
        for (step, of_step) in verdicts.iter().enumerate().skip(1) {
            let [before, after] = [step - 1, step].map(|after| At { after, operation: None });
            let flow = rollout.flow(&before, &after);
            let [was, is] = [&before, &after].map(|at| rollout.situation_at(at));
            check_flow(&rollout, &flow, &was, &is)?;
            let between = rollout.verdict_between(&before, &after);
            prop_assert_eq!(between.verdict.worst, of_step.worst);
            prop_assert_eq!(&between.verdict.hazards, &of_step.hazards);
            prop_assert_eq!(between.verdict.without_worker, of_step.without_worker);
            let still = rollout.flow(&after, &after);
            prop_assert_eq!(still.largest, flow.largest);
            prop_assert!(still.task_queues.iter().all(|queue| !queue.changes));
        }
    }

    #[test]
    fn a_situation_is_the_same_whichever_was_found_before(document in document()) {
        let rollout = read(&document);
        let timeline = rollout.moments();
        for step in (0..timeline.moments.len()).rev().chain(0..timeline.moments.len()) {
            prop_assert_eq!(timeline.after(step).situation(), &rollout.situation(step));
        }
        let timeline = rollout.moments();
        for step in 0..timeline.moments.len() {
            prop_assert_eq!(timeline.after(step).situation(), &rollout.situation(step));
        }
    }

    #[test]
    fn what_a_flow_leaves_out_changes_nothing_of_the_rest(document in document()) {
        let rollout = read(&document);
        for step in 0..=rollout.timeline().len() {
            let [before, after] =
                [step.saturating_sub(1), step].map(|after| At { after, operation: None });
            let whole = rollout.explained_flow(&before, &after, &FlowOptions::default());
            for asked in [vec![], vec!["mail".into()], vec!["orders".into(), "audit".into()]] {
                let options = FlowOptions { task_queues: Some(asked), commands_of: Some(vec![]) };
                let part = rollout.explained_flow(&before, &after, &options);
                let named = options.task_queues.unwrap_or_default();
                let mut expected = whole.clone();
                for queue in &mut expected.task_queues {
                    if !queue.changes && !named.contains(&queue.task_queue) {
                        (queue.sources, queue.places, queue.takers) = Default::default();
                    }
                    for source in &mut queue.sources {
                        source.commands.clear();
                    }
                }
                prop_assert_eq!(part, expected);
            }
        }
    }

    #[test]
    fn a_rollout_with_other_steps_is_that_of_the_document_with_them(
        document in document(),
        other in document(),
    ) {
        let (rollout, other) = (read(&document), read(&other));
        let mut wanted = rollout.document().clone();
        (wanted.steps, wanted.operations) = (other.timeline().to_vec(), vec![]);
        prop_assert_eq!(rollout.with_steps(wanted.steps.clone()), Rollout::new(wanted));
    }
}

/// Every part of every source lands where the situation says, and stands where its version does.
fn check_flow(
    rollout: &Rollout,
    flow: &Flow,
    was: &Situation,
    is: &Situation,
) -> Result<(), TestCaseError> {
    let queue_of = |end: &FlowEnd| {
        flow.task_queues.iter().find(|queue| queue.task_queue == end.task_queue).expect("a queue")
    };
    let mut drawn = 0;
    for queue in &flow.task_queues {
        for source in queue.sources.iter().flat_map(|it| [it].into_iter().chain(&it.commands)) {
            prop_assert_eq!(source.ribbons.iter().map(|it| it.count).sum::<u64>(), source.count);
            prop_assert!(source.count <= flow.largest);
            for ribbon in &source.ribbons {
                drawn += ribbon.subjects.len();
                let counts =
                    ribbon.subjects.iter().map(|it| u64::from(rollout.subjects()[*it].count));
                prop_assert_eq!(counts.sum::<u64>(), ribbon.count);
                for subject in &ribbon.subjects {
                    let (from, to) = (was.landing(*subject), is.landing(*subject));
                    prop_assert_eq!(
                        (&ribbon.to.task_queue, &ribbon.to.outcome),
                        (&to.task_queue, &to.outcome)
                    );
                    prop_assert_eq!(ribbon.from.is_none(), from.lands_like(to));
                    prop_assert_eq!(
                        ribbon.to.receipt == Receipt::Taken,
                        !to.workers.is_empty() && ribbon.to.receipt != Receipt::Direct
                    );
                }
                for end in [&ribbon.to].into_iter().chain(&ribbon.from) {
                    if let Some(Slot { place, version }) = end.slot {
                        let stands = &queue_of(end).places[place].versions[version].version;
                        prop_assert_eq!(Some(stands), end.outcome.version());
                    } else {
                        prop_assert!(matches!(end.receipt, Receipt::Refused | Receipt::Direct));
                    }
                    if let Some(taker) = end.taker {
                        prop_assert_eq!(
                            Some(&queue_of(end).takers[taker].version),
                            end.outcome.version()
                        );
                    }
                }
                let has_taker = !matches!(ribbon.to.receipt, Receipt::Refused | Receipt::Direct);
                prop_assert_eq!(ribbon.to.taker.is_some(), has_taker);
            }
        }
    }
    let subjects = rollout.subjects().iter().filter(|subject| !subject.is_query());
    prop_assert_eq!(drawn, subjects.count());
    Ok(())
}
