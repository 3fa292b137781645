//! What is answered about deployments and versions. The patterns of times are those of a live server.

use crate::world::{
    Activity, Asked, Workflow, World, create_deployment, create_version, note, set_current,
    set_manager, set_ramping, version,
};
use serde_json::{Value, json};

impl World {
    fn described(&self, deployment: &str) -> Value {
        let described = self.deployments.describe(&deployment.into()).expect("a deployment");
        serde_json::to_value(described).expect("JSON")
    }

    fn summary(&self, of: &str) -> Value {
        let deployment = version(of).deployment_name;
        let described = self.described(deployment.as_str());
        let summaries = &described["workerDeploymentInfo"]["versionSummaries"];
        let summaries = summaries.as_array().expect("a list");
        let build_id = json!(version(of).build_id);
        let of_build_id = |summary: &&Value| summary["deploymentVersion"]["buildId"] == build_id;
        summaries.iter().find(of_build_id).expect("a summary").clone()
    }

    fn info(&self, of: &str) -> Value {
        let described = self.deployments.describe_version(&version(of)).expect("a version");
        serde_json::to_value(described).expect("JSON")["workerDeploymentVersionInfo"].clone()
    }
}

/// The times of an answer, such as `createTime=a routingUpdateTime=b`: the same letter for the same time.
fn times(answers: &[Value]) -> Vec<String> {
    let mut known: Vec<u64> = Vec::new();
    let mut letter = |time: u64| {
        let place = known.iter().position(|it| *it == time).unwrap_or_else(|| {
            known.push(time);
            known.len() - 1
        });
        char::from(b'a' + u8::try_from(place).expect("few times"))
    };
    let mut told = |answer: &Value| {
        let mut times: Vec<_> = answer.as_object().expect("an object").iter().collect();
        times.retain(|(name, _)| name.ends_with("Time"));
        times.sort_by_key(|(name, _)| name.as_str());
        let time = |time: &Value| time.as_u64().expect("a time");
        let mut words: Vec<_> = times
            .into_iter()
            .map(|(name, value)| format!("{name}={}", letter(time(value))))
            .collect();
        if let Some(drainage) = answer.get("drainageInfo") {
            let status = drainage.get("status").and_then(Value::as_str).unwrap_or("-");
            let changed = letter(time(&drainage["lastChangedTime"]));
            let checked = letter(time(&drainage["lastCheckedTime"]));
            words.push(format!("{status}={changed}{checked}"));
        }
        words.join(" ")
    };
    answers.iter().map(&mut told).collect()
}

#[test]
fn a_deployment() {
    let mut world = World::with(&["D:1", "D:2"]);
    world = world.after(&[set_current("D", "1"), set_ramping("D", "2", 12.5)]);
    let described = world.described("D");
    assert_eq!(described["conflictToken"], json!(world.token("D")));
    let info = &described["workerDeploymentInfo"];
    assert_eq!(info["name"], "D");
    assert_eq!(
        (&info["lastModifierIdentity"], &info["managerIdentity"]),
        (&json!("me"), &json!(""))
    );
    let config = &info["routingConfig"];
    let names = |build_id: &str| json!({ "deploymentName": "D", "buildId": build_id });
    assert_eq!(config["currentDeploymentVersion"], names("1"));
    assert_eq!(config["rampingDeploymentVersion"], names("2"));
    assert_eq!(config["rampingVersionPercentage"], 12.5);
    assert_eq!(config["revisionNumber"], 2);
    let order: Vec<_> = info["versionSummaries"].as_array().expect("a list").iter().collect();
    assert_eq!(order.len(), 2);
    assert_eq!(order[0]["deploymentVersion"], names("2"), "the newest first");

    world = world.after(&[set_ramping("D", "", 30.0), set_manager("D", "boss").by("you")]);
    let info = &world.described("D")["workerDeploymentInfo"];
    assert_eq!(info["lastModifierIdentity"], "you");
    assert_eq!(info["managerIdentity"], "boss");
    // A ramp to the unversioned workers is a percentage without a version.
    assert_eq!(info["routingConfig"].get("rampingDeploymentVersion"), None);
    assert_eq!(info["routingConfig"]["rampingVersionPercentage"], 30.0);
}

#[test]
fn a_version() {
    let mut world = World::new().after(&[create_deployment("D", "r")]);
    world = world.after(&[create_version("D", "1", "v").by("maker")]);
    assert_eq!(
        world.info("D:1"),
        json!({
            "deploymentVersion": { "deploymentName": "D", "buildId": "1" },
            "status": "CREATED",
            "createTime": world.info("D:1")["createTime"],
            "rampPercentage": 0.0,
            "taskQueueInfos": [],
            "metadata": {},
            "lastModifierIdentity": "maker",
        })
    );
    assert_eq!(world.poll("D:1", "b", Workflow), "ok");
    assert_eq!(world.poll("D:1", "a", Activity), "ok");
    world =
        world.after(&[set_ramping("D", "1", 12.5), note("D:1", &[("k", "\"v\"")], &[]).by("x")]);
    let info = world.info("D:1");
    assert_eq!(info["status"], "RAMPING");
    assert_eq!(info["rampPercentage"], 12.5);
    assert_eq!(info["metadata"], json!({ "k": "\"v\"" }));
    assert_eq!(info["lastModifierIdentity"], "x");
    let queues = json!([{ "name": "a", "type": "ACTIVITY" }, { "name": "b", "type": "WORKFLOW" }]);
    assert_eq!(info["taskQueueInfos"], queues);
    let described = world.deployments.describe_version(&version("D:1")).expect("D:1");
    assert_eq!(json!(described.version_task_queues), queues);
}

#[test]
fn a_deployment_notes_its_versions_a_moment_before_they_come_to_be() {
    let mut world = World::with(&["D:1"]);
    let deployment = |world: &World| world.described("D")["workerDeploymentInfo"].clone();
    assert_eq!(
        times(&[deployment(&world), world.summary("D:1"), world.info("D:1")]),
        ["createTime=a", "createTime=a", "createTime=b"]
    );
    assert_eq!(world.poll("D:2", "q", Workflow), "ok");
    assert_eq!(
        times(&[deployment(&world), world.summary("D:2"), world.info("D:2")]),
        ["createTime=a", "createTime=b", "createTime=c"]
    );
    // A promotion that creates the version notes it at its own moment.
    world = world.after(&[set_current("E", "x").without_pollers()]);
    assert_eq!(
        times(&[world.summary("E:x"), world.info("E:x")]),
        [
            "createTime=a currentSinceTime=a firstActivationTime=a lastCurrentTime=a routingUpdateTime=a -=aa",
            "createTime=b currentSinceTime=a routingChangedTime=a",
        ]
    );
}

#[test]
fn the_times_of_a_life() {
    let mut world = World::with(&["D:1", "D:2"]).after(&[set_current("D", "1")]);
    let both = |world: &World| times(&[world.summary("D:2"), world.info("D:2")]);
    world = world.after(&[set_ramping("D", "2", 10.0)]);
    assert_eq!(
        both(&world),
        [
            "createTime=a firstActivationTime=b rampingSinceTime=b routingUpdateTime=b",
            "createTime=c rampingSinceTime=b routingChangedTime=b",
        ]
    );
    world = world.after(&[set_ramping("D", "2", 20.0)]);
    assert_eq!(
        both(&world),
        [
            "createTime=a firstActivationTime=b rampingSinceTime=b routingUpdateTime=c",
            "createTime=d rampingSinceTime=b routingChangedTime=c",
        ]
    );
    // The deployment notes the end of a ramp at its own moment, and the version has it a moment later.
    world = world.after(&[set_ramping("D", "", 0.0)]);
    assert_eq!(
        both(&world),
        [
            "createTime=a firstActivationTime=b lastDeactivationTime=c routingUpdateTime=c DRAINING=cc",
            "createTime=d routingChangedTime=c DRAINING=ee",
        ]
    );
    // A check tells the deployment all, also when the version came to be.
    world.deployments.check_drainage(&version("D:2"), 1);
    let after_check = both(&world);
    assert_eq!(
        after_check,
        [
            "createTime=a firstActivationTime=b lastDeactivationTime=c routingUpdateTime=c DRAINING=de",
            "createTime=a routingChangedTime=c DRAINING=de",
        ]
    );
    world.deployments.check_drainage(&version("D:2"), 0);
    assert_eq!(both(&world)[1], "createTime=a routingChangedTime=c DRAINED=dd");
    // Current: the deployment keeps the moment of the drainage's end, the version nothing of it.
    world = world.after(&[set_current("D", "2")]);
    assert_eq!(
        both(&world),
        [
            "createTime=a currentSinceTime=b firstActivationTime=c lastCurrentTime=b routingUpdateTime=b -=bb",
            "createTime=a currentSinceTime=b routingChangedTime=b",
        ]
    );
    // A ramp to the unversioned workers passes through the current version, which clears that note.
    world = world.after(&[set_ramping("D", "", 5.0)]);
    assert_eq!(
        both(&world)[0],
        "createTime=a currentSinceTime=b firstActivationTime=c lastCurrentTime=b routingUpdateTime=b"
    );
    world = world.after(&[set_current("D", "1")]);
    assert_eq!(
        both(&world),
        [
            "createTime=a firstActivationTime=b lastCurrentTime=c lastDeactivationTime=d routingUpdateTime=d DRAINING=ee",
            "createTime=a routingChangedTime=d DRAINING=ee",
        ]
    );
}

#[test]
fn a_reactivation_is_no_demotion() {
    let mut world = World::with(&["D:1"]);
    world.deployments.reactivate(&version("D:1"));
    assert_eq!(
        times(&[world.summary("D:1"), world.info("D:1")]),
        ["createTime=a DRAINING=bb", "createTime=a DRAINING=bb"]
    );
    assert_eq!(world.summary("D:1")["drainageStatus"], "DRAINING");
}
