//! What a screen shows of a step: sources, places, takers, and the headline.

use worker_versioning::explain::{
    self, ExplainedFlow, ExplainedQueueFlow, ExplainedRibbon, ExplainedSource, FlowOptions,
    Headline, LandingReasons, Sign, SourceOf, Stage, TakerKind,
};
use worker_versioning::interop::command::read_command;
use worker_versioning::operation::Operation;
use worker_versioning::rollout::{At, Receipt, Rollout};

use crate::documents::rollout;

/// Four build IDs after the step, 1,633 running workflows and eleven workers.
fn orders() -> Rollout {
    orders_with(r#""completeFor": { "workflows": true },"#, "")
}

fn orders_with(complete: &str, commands: &str) -> Rollout {
    let worker = |build_id: &str| {
        format!(r#"{{ "taskQueue": "orders", "buildId": "{build_id}", "useVersioning": true }}"#)
    };
    let workers = [vec![worker("2.0"); 6], vec![worker("1.1"); 4]].concat().join(",");
    rollout(&format!(
        r#""taskQueues": [{{ "taskQueue": "orders", {complete}
            "versionSets": [{{ "buildIds": ["1.0", "1.1"] }}, {{ "buildIds": ["2.0"] }}] }}],
        "workers": [{workers}, {{ "taskQueue": "orders" }}],
        "workflows": [
            {{ "workflowId": "older", "taskQueue": "orders", "buildId": "1.0", "count": 1532 {commands} }},
            {{ "workflowId": "newer", "taskQueue": "orders", "buildId": "2.0", "count": 87 }},
            {{ "workflowId": "oldest", "taskQueue": "orders", "count": 14 }}
        ]"#
    ))
}

fn operation(command: &str) -> Operation {
    let command = format!("temporal task-queue update-build-ids {command} --task-queue orders");
    read_command(&command).expect("a command").operation
}

const START: At = At { after: 0, operation: None };

fn after(command: &str) -> At {
    At { after: 0, operation: Some(operation(command)) }
}

const PATCH: &str = "add-new-compatible --build-id 1.2 --existing-compatible-build-id 1.0";

fn flow(rollout: &Rollout, command: &str) -> ExplainedFlow {
    rollout.explained_flow(&START, &after(command), &FlowOptions::default())
}

fn said(headline: &Headline) -> String {
    let Headline { sign, lead, rest, detail, short, further } = headline;
    let more = further.len();
    format!("{sign:?}: {lead} {rest} | {detail} | {short} | {more}")
}

fn queue<'a>(flow: &'a ExplainedFlow, name: &str) -> &'a ExplainedQueueFlow {
    let mut queues = flow.task_queues.iter();
    queues.find(|queue| queue.task_queue.as_str() == name).expect("the queue")
}

fn ribbon(ribbon: &ExplainedRibbon) -> String {
    let from = ribbon.from.as_ref().map(|from| format!("{} → ", from.label)).unwrap_or_default();
    format!("{} {from}{} {:?}", ribbon.count, ribbon.to.label, ribbon.to.receipt)
}

fn source(source: &ExplainedSource) -> String {
    let ribbons: Vec<String> = source.ribbons.iter().map(ribbon).collect();
    format!("{}: {}", source.label, ribbons.join(", "))
}

#[test]
fn what_flows_where() {
    let flow = flow(&orders(), PATCH);
    let orders = queue(&flow, "orders");
    assert_eq!(
        orders.sources.iter().map(source).collect::<Vec<_>>(),
        [
            "New workflows: 1 2.0 Taken",
            "Running on 2.0: 87 2.0 Taken",
            "Running on 1.0: 1532 1.1 → 1.2 Waits",
            "Running, unversioned: 14 unversioned Taken",
        ]
    );
    let places: Vec<String> = orders
        .places
        .iter()
        .map(|place| {
            let versions = place.versions.iter().map(|version| {
                let note = version.note.as_deref().unwrap_or_default();
                format!("{} {}→{} {note}", version.label, version.count_before, version.count)
            });
            format!(
                "{} ({}): {}",
                place.title,
                place.status,
                versions.collect::<Vec<_>>().join("; ")
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "Version set of 2.0 (default for new workflows): 2.0 87→87 ",
            "Version set of 1.0 (): 1.2 0→1532 new, takes over from 1.1; 1.1 1532→0 ; 1.0 0→0 replaced by 1.1 earlier",
            "Unversioned (): unversioned 14→14 ",
        ]
    );
    let takers: Vec<String> = orders
        .takers
        .iter()
        .map(|taker| format!("{}, {}", taker.title, taker.note.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        takers,
        [
            "6 workers of 2.0, poll orders",
            "Nobody polls for 1.2, ",
            "4 workers of 1.1, refused: 1.2 is newer in its set",
            "1 unversioned worker, polls orders",
        ]
    );
    assert_eq!((flow.largest, orders.running, orders.build_ids), (1532, 1633, 4));
}

#[test]
fn a_refused_command_has_the_way_out_of_its_hazard() {
    let commands = r#", "commands": [
        { "name": "charge", "task": "activity", "taskQueue": "mail", "versioningIntent": "COMPATIBLE" }
    ]"#;
    let rollout = orders_with(r#""completeFor": { "workflows": true },"#, commands);
    let headline = rollout.explained_flow(&START, &START, &FlowOptions::default()).headline;
    assert_eq!(headline.lead, "1,532 activities are refused:");
    let mut hazards = rollout.hazards().into_iter().map(|hazard| explain::hazard(&hazard).way_out);
    assert!(hazards.any(|way_out| way_out.eq_ignore_ascii_case(&format!("{}.", headline.rest))));
}

#[test]
fn one_verdict_on_a_step() {
    let rows = [
        (
            PATCH,
            "Stops: 1,532 would wait: start a worker of 1.2 on orders first | 1,532 move from 1.1 to 1.2 at their next task. New workflows and 101 running ones stay. | 1,532 would wait | 1",
        ),
        (
            "promote-set --build-id 1.0",
            "Moves: New workflows go to 1.1, nothing would wait  | New workflows go to 1.1 instead of 2.0. 1,633 running ones stay. | new workflows move | 1",
        ),
        (
            "promote-set --build-id 2.0",
            "Nothing: Nothing moves  | orders is already as this step asks. | nothing moves | 0",
        ),
        (
            "promote-set --build-id 9.9",
            "Refused: The server would refuse this step. Name a build ID that the queue has, or add 9.9 first. | targeted version 9.9 not found | refused | 0",
        ),
    ];
    for (command, expected) in rows {
        assert_eq!(said(&flow(&orders(), command).headline), expected, "{command}");
    }
}

#[test]
fn what_is_not_listed_is_not_known() {
    let headline = flow(&orders_with("", ""), "promote-set --build-id 1.0").headline;
    assert_eq!(headline.sign, Sign::NotKnown);
    assert_eq!(headline.lead, "New workflows go to 1.1, nothing listed would wait");
    let nobody = rollout(
        r#""taskQueues": [{ "taskQueue": "orders", "versionSets": [{ "buildIds": ["1.0"] }] }],
        "workflows": [{ "workflowId": "w", "taskQueue": "orders", "buildId": "1.0", "count": 5 }]"#,
    );
    let flow =
        flow(&nobody, "add-new-compatible --build-id 1.1 --existing-compatible-build-id 1.0");
    assert_eq!(flow.headline.sign, Sign::NotKnown);
    assert_eq!(flow.headline.lead, "Not known who takes new workflows and 5 running ones:");
    assert_eq!(flow.headline.rest, "list the workers of orders");
    let [taker] = &queue(&flow, "orders").takers[..] else { panic!("one taker") };
    assert_eq!(
        (taker.kind, taker.title.as_str()),
        (TakerKind::NotKnown, "Not known who polls for 1.1")
    );
}

#[test]
fn parts_that_differ_are_ribbons_of_their_own() {
    let commands = r#", "commands": [
        { "name": "kept", "task": "activity" },
        { "name": "newest", "task": "activity", "versioningIntent": "DEFAULT" },
        { "name": "across", "task": "childWorkflow", "taskQueue": "mail", "versioningIntent": "COMPATIBLE" }
    ]"#;
    let flow = flow(&orders_with("", commands), PATCH);
    let older = &queue(&flow, "orders").sources[2];
    assert_eq!(older.note.as_deref(), Some("activities, children"));
    assert_eq!(
        older.commands.iter().map(source).collect::<Vec<_>>(),
        [
            "Activities: 1532 2.0 Taken, 1532 1.1 → 1.2 Waits",
            "Children on mail: 1532 refused Refused",
        ]
    );
    assert_eq!(older.commands[1].id, "running 1.0 › children on mail");
    let refused = &older.commands[1].ribbons[0].to;
    assert_eq!((refused.place, refused.taker, refused.receipt), (None, None, Receipt::Refused));
}

#[test]
fn a_moment_to_which_no_step_leads_does_not_say_that_nothing_moves() {
    let start = |rollout: &Rollout| {
        said(&rollout.explained_flow(&START, &START, &FlowOptions::default()).headline)
    };
    assert_eq!(
        start(&orders()),
        "Nothing: Nothing waits  | 1,633 workflows run. | nothing waits | 0"
    );
    assert_eq!(
        start(&orders_with("", "")),
        "Nothing: Nothing listed waits  | 1,633 workflows run. | nothing listed waits | 0"
    );
}

#[test]
fn queues_that_do_not_change_may_be_folded() {
    let options = FlowOptions { task_queues: Some(Vec::new()), ..FlowOptions::default() };
    let folded = orders().explained_flow(&START, &START, &options);
    let orders = queue(&folded, "orders");
    assert!(!orders.changes && orders.sources.is_empty() && orders.places.is_empty());
    assert_eq!((orders.running, orders.build_ids), (1633, 3));
}

#[test]
fn commands_may_be_left_out() {
    let commands = r#", "commands": [
        { "name": "charge", "task": "activity" },
        { "name": "send", "task": "childWorkflow", "taskQueue": "mail" }
    ]"#;
    let rollout = orders_with("", commands);
    let described = |commands_of: Option<Vec<SourceOf>>| {
        let options = FlowOptions { commands_of, ..FlowOptions::default() };
        let flow = rollout.explained_flow(&START, &after(PATCH), &options);
        let sources = &queue(&flow, "orders").sources;
        let older = sources.iter().find(|source| source.id == "running 1.0").expect("a source");
        assert_eq!(older.command_labels, ["Activities", "Children on mail"]);
        assert_eq!(older.note.as_deref(), Some("activities, children"));
        older.commands.len()
    };
    let of = |task_queue: &str, source: &str| {
        Some(vec![SourceOf { task_queue: task_queue.into(), source: source.to_owned() }])
    };
    assert_eq!(described(None), 2);
    assert_eq!(described(Some(Vec::new())), 0);
    assert_eq!(described(of("orders", "running 1.0")), 2);
    assert_eq!(described(of("orders", "running 1.0 › activities")), 2);
    assert_eq!(described(of("mail", "running 1.0")), 0);
    assert_eq!(described(of("orders", "running 1")), 0);
    assert_eq!(described(of("orders", "running 1.0.0")), 0);
}

#[test]
fn why_something_lands_where_it_does() {
    let rollout = orders();
    let subject = &rollout.subjects()[1].what;
    let LandingReasons { question, reasons } =
        rollout.reasons(subject, &after(PATCH)).expect("a subject");
    assert_eq!(question, "why they would wait");
    let shown: Vec<_> = reasons.iter().map(|reason| (reason.at, reason.text.as_str())).collect();
    assert_eq!(
        shown,
        [
            (
                Stage::Source,
                "Their last workflow task was completed by 1.0, so every next task carries build ID 1.0."
            ),
            (Stage::Place, "On orders, 1.0 is in the version set 1.0, 1.1, 1.2."),
            (
                Stage::Version,
                "The set's default takes its tasks. This step makes it 1.2; they went to 1.1 before."
            ),
            (
                Stage::Taker,
                "No worker of 1.2 polls orders, so they wait. Workers of 1.1 are refused:"
            ),
        ]
    );
    let last = reasons.last().expect("reasons");
    assert_eq!(last.message.as_deref(), Some("Task queue has a newer compatible build: \"1.2\""));
    assert!(last.is_obstacle);
}
