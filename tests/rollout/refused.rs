//! Documents that are refused, field by field: where, what was expected, and what stood there.

use crate::documents::{document, refusal};

/// Documents of these fields are refused with these messages.
fn check(rows: &[(&str, &str)]) {
    for (fields, expected) in rows {
        assert_eq!(refusal(&document(fields)), *expected, "{fields}");
    }
}

#[test]
fn texts_that_are_no_document() {
    for (text, expected) in [
        ("", "line 1, column 1: expected a rollout document, got JSON that ends too early"),
        ("{} {}", "line 1, column 4: expected a rollout document, got text that is not JSON"),
        ("[]", "expected object, got array"),
        ("null", "expected object, got null"),
        ("hello", "line 1, column 1: expected a rollout document, got text that is not JSON"),
        (
            "{\n  \"version\": 1,\n",
            "line 3, column 1: expected a rollout document, got JSON that ends too early",
        ),
        (
            "{ \"version\": 1, }",
            "line 1, column 17: expected a rollout document, got text that is not JSON",
        ),
    ] {
        assert_eq!(refusal(text), expected, "{text}");
    }
    assert_eq!(
        refusal(&"[".repeat(1_000_000)),
        "line 1, column 130: expected a rollout document, got JSON that is nested too deep"
    );
}

#[test]
fn versions_that_are_not_1() {
    for (text, expected) in [
        ("{}", "version: expected 1, got nothing"),
        (r#"{"version": "1"}"#, "version: expected 1, got string"),
        (r#"{"version": null}"#, "version: expected 1, got null"),
        (r#"{"version": 0}"#, "version: expected 1, got 0"),
        (r#"{"version": 1.5}"#, "version: expected 1, got 1.5"),
        // A newer version may have more fields: that is not what is wrong.
        (
            r#"{"version": 2, "more": true}"#,
            "version: expected 1, got 2: a newer worker-versioning may read it",
        ),
    ] {
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn the_document_itself() {
    check(&[
        (
            r#""opertions": []"#,
            "expected no other fields than version, $schema, name, description, limits, taskQueues, workers, workflows, steps, operations, expectations, got opertions",
        ),
        (r#""name": "a", "name": "b""#, "expected each field once, got name again"),
        (r#""$schema": 1"#, "$schema: expected string, got number"),
        (r#""name": null"#, "name: expected string, got null"),
        (r#""description": []"#, "description: expected string, got array"),
        (r#""limits": 10"#, "limits: expected object, got number"),
        (r#""taskQueues": {}"#, "taskQueues: expected array, got object"),
        (r#""workers": "orders""#, "workers: expected array, got string"),
        (r#""workflows": true"#, "workflows: expected array, got boolean"),
        (r#""operations": null"#, "operations: expected array, got null"),
        (r#""expectations": 5"#, "expectations: expected array, got number"),
    ]);
}

#[test]
fn limits() {
    check(&[
        (
            r#""limits": {"versionSet": 10}"#,
            "limits: expected no other fields than versionSets, buildIds, taskQueuesPerBuildId, buildIdBytes, got versionSet",
        ),
        (
            r#""limits": {"versionSets": "10"}"#,
            "limits.versionSets: expected integer from 0 to 4294967295, got string",
        ),
        (
            r#""limits": {"buildIds": 1.5}"#,
            "limits.buildIds: expected integer from 0 to 4294967295, got 1.5",
        ),
        (
            r#""limits": {"buildIds": -1}"#,
            "limits.buildIds: expected integer from 0 to 4294967295, got -1",
        ),
        (
            r#""limits": {"taskQueuesPerBuildId": 1e-3}"#,
            "limits.taskQueuesPerBuildId: expected integer from 0 to 4294967295, got 0.001",
        ),
        (
            r#""limits": {"buildIdBytes": 4294967296}"#,
            "limits.buildIdBytes: expected integer from 0 to 4294967295, got 4294967296",
        ),
    ]);
}

#[test]
fn task_queues() {
    check(&[
        (r#""taskQueues": ["orders"]"#, "taskQueues[0]: expected object, got string"),
        (r#""taskQueues": [{}]"#, "taskQueues[0].taskQueue: expected string, got nothing"),
        (
            r#""taskQueues": [{"taskQueue": ""}]"#,
            "taskQueues[0].taskQueue: missing task queue name",
        ),
        (
            r#""taskQueues": [{"taskQueue": "/_sys/orders"}]"#,
            "taskQueues[0].taskQueue: task queue name cannot start with reserved prefix /_sys/",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a"}, {"taskQueue": "b"}, {"taskQueue": "a"}]"#,
            "taskQueues[2].taskQueue: expected each task queue once, got 'a' again",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "sets": []}]"#,
            "taskQueues[0]: expected no other fields than taskQueue, versionSets, completeFor, lookedAt, got sets",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "completeFor": true}]"#,
            "taskQueues[0].completeFor: expected object, got boolean",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "completeFor": {"pollers": true}}]"#,
            "taskQueues[0].completeFor: expected no other fields than workflows, workers, got pollers",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "lookedAt": 5}]"#,
            "taskQueues[0].lookedAt: expected string, got number",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [["1.0"]]}]"#,
            "taskQueues[0].versionSets[0]: expected object, got array",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": ["1"], "default": "1"}]}]"#,
            "taskQueues[0].versionSets[0]: expected no other fields than buildIds, got default",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": [1.0]}]}]"#,
            "taskQueues[0].versionSets[0].buildIds[0]: expected string, got number",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": "1.0"}]}]"#,
            "taskQueues[0].versionSets[0].buildIds: expected array, got string",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{}]}]"#,
            "taskQueues[0].versionSets[0].buildIds: expected array, got nothing",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": []}]}]"#,
            "taskQueues[0].versionSets[0].buildIds: expected at least one build ID in each version set",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": ["1", ""]}]}]"#,
            "taskQueues[0].versionSets[0].buildIds[1]: expected a build ID that is not empty",
        ),
        (
            r#""taskQueues": [{"taskQueue": "a", "versionSets": [{"buildIds": ["1"]}, {"buildIds": ["2", "1"]}]}]"#,
            "taskQueues[0].versionSets[1].buildIds[1]: expected each build ID once in a task queue, got '1' again",
        ),
    ]);
    let name = "ä".repeat(501);
    check(&[(
        &format!(r#""taskQueues": [{{"taskQueue": "{name}"}}]"#),
        "taskQueues[0].taskQueue: taskQueue length exceeds limit",
    )]);
}

#[test]
fn workers() {
    check(&[
        (r#""workers": [[]]"#, "workers[0]: expected object, got array"),
        (r#""workers": [{}]"#, "workers[0].taskQueue: expected string, got nothing"),
        (r#""workers": [{"taskQueue": ""}]"#, "workers[0].taskQueue: missing task queue name"),
        (
            r#""workers": [{"taskQueue": "a", "buildID": "1"}]"#,
            "workers[0]: expected no other fields than name, taskQueue, buildId, useVersioning, deploymentOptions, got buildID",
        ),
        (
            r#""workers": [{"taskQueue": "a", "buildId": 1}]"#,
            "workers[0].buildId: expected string, got number",
        ),
        (
            r#""workers": [{"taskQueue": "a", "useVersioning": true}]"#,
            "workers[0].buildId: expected string beside useVersioning, got nothing",
        ),
        (
            r#""workers": [{"taskQueue": "a", "useVersioning": "true"}]"#,
            "workers[0].useVersioning: expected boolean, got string",
        ),
        (
            r#""workers": [{"taskQueue": "a", "name": 5}]"#,
            "workers[0].name: expected string, got number",
        ),
    ]);
}

#[test]
fn workflows() {
    check(&[
        (r#""workflows": [null]"#, "workflows[0]: expected object, got null"),
        (
            r#""workflows": [{"taskQueue": "a"}]"#,
            "workflows[0].workflowId: expected string, got nothing",
        ),
        (
            r#""workflows": [{"workflowId": "w"}]"#,
            "workflows[0].taskQueue: expected string, got nothing",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "/_sys/a"}]"#,
            "workflows[0].taskQueue: task queue name cannot start with reserved prefix /_sys/",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a"}, {"workflowId": "w", "taskQueue": "b"}]"#,
            "workflows[1].workflowId: expected each workflow once, got 'w' again",
        ),
        // The first one that repeats an earlier one.
        (
            r#""workflows": [
                {"workflowId": "x", "taskQueue": "a"}, {"workflowId": "w", "taskQueue": "a"},
                {"workflowId": "x", "taskQueue": "a"}, {"workflowId": "w", "taskQueue": "a"}
            ]"#,
            "workflows[2].workflowId: expected each workflow once, got 'x' again",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "runId": "r"}]"#,
            "workflows[0]: expected no other fields than workflowId, count, workflowType, taskQueue, buildId, hasCompletedWorkflowTask, status, usedBuildIds, sdk, commands, got runId",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "workflowType": 5}]"#,
            "workflows[0].workflowType: expected string, got number",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "buildId": 1.0}]"#,
            "workflows[0].buildId: expected string, got number",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "buildId": ""}]"#,
            "workflows[0].buildId: expected a build ID, or none for unversioned workers, got empty text",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "hasCompletedWorkflowTask": 0}]"#,
            "workflows[0].hasCompletedWorkflowTask: expected boolean, got number",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "status": "RUNNING"}]"#,
            "workflows[0].status: expected one of 'OPEN', 'CLOSED', got 'RUNNING'",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "usedBuildIds": "1"}]"#,
            "workflows[0].usedBuildIds: expected array, got string",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "usedBuildIds": [1]}]"#,
            "workflows[0].usedBuildIds[0]: expected string, got number",
        ),
        (
            r#""workflows": [{"workflowId": "w", "taskQueue": "a", "sdk": "rust"}]"#,
            "workflows[0].sdk: expected one of 'go', 'java', 'python', 'typescript', 'dotnet', 'ruby', got 'rust'",
        ),
    ]);
}

#[test]
fn commands() {
    for (command, expected) in [
        ("5", ": expected object, got number"),
        (
            r#"{"name": "c"}"#,
            ".task: expected one of 'activity', 'childWorkflow', 'continueAsNew', 'workflowRetry', 'cronRun', 'reset', got nothing",
        ),
        (r#"{"task": "activity"}"#, ".name: expected string, got nothing"),
        (
            r#"{"name": "c", "task": "newWorkflow"}"#,
            ".task: expected one of 'activity', 'childWorkflow', 'continueAsNew', 'workflowRetry', 'cronRun', 'reset', got 'newWorkflow'",
        ),
        (
            r#"{"name": "c", "task": "activity", "taskQueue": ""}"#,
            ".taskQueue: missing task queue name",
        ),
        (
            r#"{"name": "c", "task": "activity", "versioningIntent": "Compatible"}"#,
            ".versioningIntent: expected one of 'COMPATIBLE', 'DEFAULT', got 'Compatible'",
        ),
        (
            r#"{"name": "c", "task": "activity", "versioningIntent": null}"#,
            ".versioningIntent: expected one of 'COMPATIBLE', 'DEFAULT', got null",
        ),
        (
            r#"{"name": "c", "task": "activity", "useLatestBuildId": "yes"}"#,
            ".useLatestBuildId: expected boolean, got string",
        ),
        (
            r#"{"name": "c", "task": "activity", "versioningIntent": "COMPATIBLE", "useLatestBuildId": true}"#,
            ".useLatestBuildId: expected false or nothing beside versioningIntent COMPATIBLE, got true",
        ),
        (
            r#"{"name": "c", "task": "activity", "requestEagerExecution": 1}"#,
            ".requestEagerExecution: expected boolean, got number",
        ),
        (
            r#"{"name": "c", "task": "childWorkflow", "requestEagerExecution": true}"#,
            ": expected no other fields than name, task, taskQueue, versioningIntent, useLatestBuildId, got requestEagerExecution",
        ),
        (
            r#"{"name": "c", "task": "cronRun", "taskQueue": "a"}"#,
            ": expected no other fields than name, task, got taskQueue",
        ),
        (
            r#"{"name": "c", "task": "workflowRetry", "versioningIntent": "DEFAULT"}"#,
            ": expected no other fields than name, task, got versioningIntent",
        ),
        (
            r#"{"name": "b", "task": "cronRun"}"#,
            ".name: expected each name once in a workflow, got 'b' again",
        ),
    ] {
        let commands = format!(r#"[{{"name": "b", "task": "activity"}}, {command}]"#);
        let workflow =
            format!(r#"{{"workflowId": "w", "taskQueue": "a", "commands": {commands}}}"#);
        check(&[(
            &format!(r#""workflows": [{workflow}]"#),
            &format!("workflows[0].commands[1]{expected}"),
        )]);
    }
}

#[test]
fn operations() {
    for (operation, expected) in [
        ("[]", ": expected object, got array"),
        (
            r#"{"taskQueue": "a"}"#,
            ".operation: expected one of 'addNewIdInNewDefaultSet', 'addNewCompatibleVersion', 'promoteSetByBuildId', 'promoteBuildIdWithinSet', 'mergeSets', got nothing",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewDefault"}"#,
            ".operation: expected one of 'addNewIdInNewDefaultSet', 'addNewCompatibleVersion', 'promoteSetByBuildId', 'promoteBuildIdWithinSet', 'mergeSets', got 'addNewDefault'",
        ),
        (
            r#"{"operation": "promoteSetByBuildId", "buildId": "1"}"#,
            ".taskQueue: expected string, got nothing",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewIdInNewDefaultSet"}"#,
            ".buildId: expected string, got nothing",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewIdInNewDefaultSet", "buildId": 2.0}"#,
            ".buildId: expected string, got number",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewIdInNewDefaultSet", "buildId": "1", "promoteSet": true}"#,
            ": expected no other fields than name, taskQueue, operation, buildId, got promoteSet",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewCompatibleVersion", "buildId": "1"}"#,
            ".existingCompatibleBuildId: expected string, got nothing",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewCompatibleVersion", "buildId": "1", "existingCompatibleBuildId": "0", "promoteSet": 1}"#,
            ".promoteSet: expected boolean, got number",
        ),
        (
            r#"{"taskQueue": "a", "operation": "addNewCompatibleVersion", "buildId": "1", "makeSetDefault": true}"#,
            ": expected no other fields than name, taskQueue, operation, buildId, existingCompatibleBuildId, promoteSet, got makeSetDefault",
        ),
        (
            r#"{"taskQueue": "a", "operation": "mergeSets", "primaryBuildId": "1"}"#,
            ".secondaryBuildId: expected string, got nothing",
        ),
        (
            r#"{"taskQueue": "a", "operation": "mergeSets", "buildId": "1"}"#,
            ": expected no other fields than name, taskQueue, operation, primaryBuildId, secondaryBuildId, got buildId",
        ),
        (
            r#"{"taskQueue": "a", "operation": "promoteSetByBuildId", "buildId": "1", "name": 1}"#,
            ".name: expected string, got number",
        ),
    ] {
        check(&[(&format!(r#""operations": [{operation}]"#), &format!("operations[0]{expected}"))]);
    }
}

/// Expectations of a rollout with a workflow, a closed one and one step are refused with these messages.
fn check_expectations(rows: &[(&str, &str)]) {
    for (expectation, expected) in rows {
        let fields = format!(
            r#""workflows": [
                {{"workflowId": "w", "taskQueue": "a", "commands": [{{"name": "c", "task": "activity"}}]}},
                {{"workflowId": "closed", "taskQueue": "a", "status": "CLOSED", "commands": [{{"name": "c", "task": "activity"}}]}}
            ],
            "operations": [{{"taskQueue": "a", "operation": "promoteSetByBuildId", "buildId": "1"}}],
            "expectations": [{expectation}]"#
        );
        check(&[(&fields, &format!("expectations[0]{expected}"))]);
    }
}

#[test]
fn expectations_of_landings() {
    check_expectations(&[
        ("true", ": expected object, got boolean"),
        ("{}", ": expected one of newWorkflowsOn, workflow, step, worker, retire, got none"),
        (
            r#"{"after": 0}"#,
            ": expected one of newWorkflowsOn, workflow, step, worker, retire, got none",
        ),
        (
            r#"{"newWorkflowsOn": "a", "workflow": "w"}"#,
            ": expected no other fields than description, after, newWorkflowsOn, lands, hasWorker, got workflow",
        ),
        (r#"{"workflow": "w", "description": 1}"#, ".description: expected string, got number"),
        (r#"{"newWorkflowsOn": ["a"]}"#, ".newWorkflowsOn: expected string, got array"),
        (r#"{"newWorkflowsOn": ""}"#, ".newWorkflowsOn: missing task queue name"),
        (r#"{"newWorkflowsOn": "a"}"#, ": expected lands or hasWorker, got neither"),
        (r#"{"workflow": "w"}"#, ": expected lands or hasWorker, got neither"),
        (
            r#"{"newWorkflowsOn": "b", "hasWorker": true}"#,
            ".newWorkflowsOn: expected a task queue of the document, got 'b'",
        ),
        (
            r#"{"workflow": "closd", "hasWorker": true}"#,
            ".workflow: expected the ID of one of the workflows, got 'closd'; the nearest is 'closed'",
        ),
        (
            r#"{"workflow": "v", "hasWorker": true}"#,
            ".workflow: expected the ID of one of the workflows, got 'v'",
        ),
        (
            r#"{"workflow": "w", "command": "d", "hasWorker": true}"#,
            ".command: expected the name of one of the commands of 'w', got 'd'",
        ),
        (
            r#"{"workflow": "closed", "command": "c", "hasWorker": true}"#,
            ".command: expected no command of a closed workflow",
        ),
        (r#"{"workflow": "w", "hasWorker": null}"#, ".hasWorker: expected boolean, got null"),
        (
            r#"{"workflow": "w", "lands": "1.0"}"#,
            ".lands: expected one of 'buildId', 'unversioned', 'rejected', got '1.0'",
        ),
        (
            r#"{"workflow": "w", "lands": 1.0}"#,
            ".lands: expected one of 'buildId', 'unversioned', 'rejected', got number",
        ),
        (
            r#"{"workflow": "w", "lands": {}}"#,
            ".lands: expected one of 'buildId', 'unversioned', 'rejected', got object",
        ),
        (r#"{"workflow": "w", "lands": "buildId"}"#, ".lands: expected object, got string"),
        (
            r#"{"workflow": "w", "lands": {"unversioned": true}}"#,
            ".lands: expected one of 'buildId', 'unversioned', 'rejected', got object",
        ),
        (
            r#"{"workflow": "w", "lands": {"buildId": 1}}"#,
            ".lands.buildId: expected string, got number",
        ),
        (
            r#"{"workflow": "w", "lands": {"buildId": ""}}"#,
            ".lands.buildId: expected a build ID, or none for unversioned workers, got empty text",
        ),
        (
            r#"{"workflow": "w", "lands": {"buildId": "1", "taskQueue": "a"}}"#,
            ".lands: expected no other fields than buildId, got taskQueue",
        ),
        (
            r#"{"workflow": "w", "lands": "rejected", "after": 2}"#,
            ".after: expected integer from 0 to 1, got 2",
        ),
        (
            r#"{"workflow": "w", "lands": "rejected", "after": -1}"#,
            ".after: expected integer from 0 to 4294967295, got -1",
        ),
        (
            r#"{"workflow": "w", "lands": "rejected", "after": "1"}"#,
            ".after: expected integer from 0 to 4294967295, got string",
        ),
    ]);
}

#[test]
fn expectations_of_results() {
    check_expectations(&[
        (r#"{"step": 0, "result": "changed"}"#, ".step: expected integer from 1 to 1, got 0"),
        (r#"{"step": 2, "result": "changed"}"#, ".step: expected integer from 1 to 1, got 2"),
        (
            r#"{"step": 1}"#,
            ".result: expected one of 'changed', 'unchanged', 'refused', got nothing",
        ),
        (
            r#"{"step": 1, "result": "failed"}"#,
            ".result: expected one of 'changed', 'unchanged', 'refused', got 'failed'",
        ),
        (
            r#"{"step": 1, "result": "changed", "code": "NOT_FOUND"}"#,
            ".code: expected only beside result refused",
        ),
        (
            r#"{"step": 1, "result": "unchanged", "message": "m"}"#,
            ".message: expected only beside result refused",
        ),
        (
            r#"{"step": 1, "result": "refused", "code": "OUT_OF_RANGE"}"#,
            ".code: expected one of 'INVALID_ARGUMENT', 'NOT_FOUND', 'FAILED_PRECONDITION', got 'OUT_OF_RANGE'",
        ),
        (
            r#"{"step": 1, "result": "changed", "after": 1}"#,
            ": expected no other fields than description, step, result, code, message, got after",
        ),
    ]);
}

#[test]
fn expectations_of_polls_and_retirement() {
    check_expectations(&[
        (r#"{"worker": "w", "poll": "idle"}"#, ".worker: expected object, got string"),
        (
            r#"{"worker": {"taskQueue": "a"}}"#,
            ".poll: expected one of 'receives', 'refused', 'idle', got nothing",
        ),
        (
            r#"{"worker": {"taskQueue": "a"}, "poll": "waits"}"#,
            ".poll: expected one of 'receives', 'refused', 'idle', got 'waits'",
        ),
        (
            r#"{"worker": {"taskQueue": "a", "useVersioning": true}, "poll": "idle"}"#,
            ".worker.buildId: expected string beside useVersioning, got nothing",
        ),
        (
            r#"{"worker": {"taskQueue": "b"}, "poll": "idle"}"#,
            ".worker.taskQueue: expected a task queue of the document, got 'b'",
        ),
        (
            r#"{"retire": {"taskQueue": "b"}, "mayStop": "yes"}"#,
            ".retire.taskQueue: expected a task queue of the document, got 'b'",
        ),
        (
            r#"{"retire": {"taskQueue": "a", "buildId": "2"}, "mayStop": "yes"}"#,
            ".retire.buildId: expected a build ID of the document, got '2'",
        ),
        (
            r#"{"retire": {"taskQueue": "a"}}"#,
            ".mayStop: expected one of 'yes', 'exceptQueries', 'no', 'notKnown', got nothing",
        ),
        (
            r#"{"retire": {"taskQueue": "a"}, "mayStop": true}"#,
            ".mayStop: expected one of 'yes', 'exceptQueries', 'no', 'notKnown', got boolean",
        ),
        (
            r#"{"retire": {"taskQueue": "a"}, "mayStop": "maybe"}"#,
            ".mayStop: expected one of 'yes', 'exceptQueries', 'no', 'notKnown', got 'maybe'",
        ),
        (r#"{"retire": "1.0", "mayStop": "yes"}"#, ".retire: expected object, got string"),
        (
            r#"{"retire": {"buildId": "1"}, "mayStop": "yes"}"#,
            ".retire.taskQueue: expected string, got nothing",
        ),
        (
            r#"{"retire": {"taskQueue": "a", "version": "1"}, "mayStop": "yes"}"#,
            ".retire: expected no other fields than taskQueue, buildId, got version",
        ),
    ]);
}

#[test]
fn steps_under_both_names() {
    let step = r#"{"taskQueue": "a", "operation": "promoteSetByBuildId", "buildId": "1"}"#;
    check(&[(
        &format!(r#""steps": [{step}], "operations": [{step}]"#),
        "operations: expected steps or operations, its older name, got both",
    )]);
}

#[test]
fn an_expectation_of_a_step_where_there_is_none() {
    check(&[(
        r#""expectations": [{"step": 1, "result": "changed"}]"#,
        "expectations[0].step: expected a step, but there are no steps",
    )]);
}
