//! What a cluster shows of Worker Deployments: `temporal worker deployment list`, `describe` and `describe-version` as JSON or
//! JSONL, the latter two also as text, and the API's answers to the same calls as proto JSON.

use crate::sorted::SortedSet;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

use super::{PassedOver, other_output, read_values};
use crate::boundary::InputError;
use crate::boundary::json::Value;
use crate::deployments::{
    DrainageStatus, ListedDeployment, ListedVersion, Ramp, Timestamp, VersionStatus,
};
use crate::names::{BuildId, DeploymentName, Identity, TaskQueueName, TaskQueueType};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;

const FORMATS: &str = "the JSON of `temporal worker deployment list`, `describe` or `describe-version`, or of the API's calls";

/// The deployments and versions that a text shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedDeployments {
    /// The deployments, in order.
    pub deployments: Vec<ListedDeployment>,
    /// The versions that are described on their own, in order.
    pub versions: Vec<ListedVersion>,
    /// Lines before and after the answers that are not part of them, such as prompts and code fences.
    pub passed_over: Vec<PassedOver>,
}

/// Reads the deployments and versions that a cluster shows, several answers one after the other too.
///
/// # Errors
/// When the text holds something else. The error says what was expected, where, and what stood there.
///
/// ```
/// use worker_versioning::interop::read_worker_deployments;
///
/// let printed = read_worker_deployments(r#"{
///   "name": "orders",
///   "routingConfig": { "currentVersionDeploymentName": "orders", "currentVersionBuildID": "1.0" },
///   "versionSummaries": [{ "deploymentName": "orders", "BuildID": "1.0", "drainageStatus": "unspecified" }]
/// }"#).unwrap();
/// assert_eq!(printed.deployments[0].current, Some("1.0".into()));
/// ```
pub fn read_worker_deployments(text: &str) -> Result<PrintedDeployments, InputError> {
    let mut printed = PrintedDeployments::default();
    if text.lines().any(|line| [DEPLOYMENT, VERSION].contains(&line.trim_end())) {
        read_text(text, &mut printed)?;
        return Ok(printed);
    }
    let values =
        read_values(text, &mut printed.passed_over).map_err(
            |error| match other_output::in_text(text) {
                Some(other) => unknown(other),
                None => error.expecting(FORMATS),
            },
        )?;
    if values.is_empty() {
        return Err(unknown("nothing"));
    }
    for (place, value) in values.into_iter().enumerate() {
        let path = if place == 0 { String::new() } else { format!("value {}", place + 1) };
        match value {
            Value::Array(items) => {
                for (place, item) in items.into_iter().enumerate() {
                    read_one(&tidy(item), &format!("{path}[{place}]"), &mut printed)?;
                }
            }
            value => read_one(&tidy(value), &path, &mut printed)?,
        }
    }
    Ok(printed)
}

fn unknown(got: &str) -> InputError {
    InputError::value("", format!("expected {FORMATS}, got {got}"))
}

const DEPLOYMENT: &str = "Worker Deployment:";
const VERSION: &str = "Worker Deployment Version:";

/// What stands in a section of a text.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Deployment,
    Summaries,
    Version,
    TaskQueues,
    Other,
}

/// Reads what `describe` and `describe-version` print as text. Its times, such as `2 seconds ago`, tell no order.
fn read_text(text: &str, printed: &mut PrintedDeployments) -> Result<(), InputError> {
    let mut section = Section::Other;
    for (line, number) in text.lines().zip(1..) {
        let words = line.trim_end();
        let problem = |expected: &str| {
            InputError::value(format!("line {number}"), format!("expected {expected}, got {words}"))
        };
        if words.is_empty() {
            continue;
        }
        if !words.starts_with(' ') {
            section = match words {
                DEPLOYMENT => {
                    printed.deployments.push(ListedDeployment::default());
                    Section::Deployment
                }
                VERSION => {
                    printed.versions.push(ListedVersion {
                        version: WorkerDeploymentVersion::new("", ""),
                        status: None,
                        drainage: None,
                        task_queues: Some(SortedSet::default()),
                    });
                    Section::Version
                }
                "Version Summaries:" => Section::Summaries,
                "Task Queues:" => Section::TaskQueues,
                other => {
                    printed.passed_over.extend(PassedOver::around(number, other));
                    Section::Other
                }
            };
            continue;
        }
        let cells: Vec<&str> =
            words.split("  ").map(str::trim).filter(|it| !it.is_empty()).collect();
        match (section, &cells[..]) {
            (Section::Deployment, [name, value]) => {
                let Some(deployment) = printed.deployments.last_mut() else { continue };
                let number = || serde_json::from_str(value).map_err(|_| problem("a percentage"));
                match *name {
                    "Name" => deployment.name = (*value).into(),
                    "LastModifierIdentity" => deployment.last_modifier_identity = (*value).into(),
                    "ManagerIdentity" => deployment.manager_identity = (*value).into(),
                    "CurrentVersionBuildID" => deployment.current = Some((*value).into()),
                    "RampingVersionBuildID" => {
                        let percentage =
                            deployment.ramp.take().map_or(0.0, |ramp| ramp.percentage.get());
                        deployment.ramp = ramp(Some((*value).into()), percentage);
                    }
                    "RampingVersionPercentage" => {
                        let to = deployment.ramp.take().and_then(|ramp| ramp.to);
                        deployment.ramp = ramp(to, number()?);
                    }
                    _ => {}
                }
            }
            (Section::Summaries, ["DeploymentName", ..])
            | (Section::TaskQueues, ["Name", "Type", ..]) => {}
            (Section::Summaries, [name, build_id, rest @ ..]) => {
                let Some(deployment) = printed.deployments.last_mut() else { continue };
                deployment.versions.push(ListedVersion {
                    version: WorkerDeploymentVersion::new(*name, *build_id),
                    status: None,
                    drainage: rest.first().and_then(|status| drainage(status)),
                    task_queues: None,
                });
            }
            (Section::Version, [name, value]) => {
                let Some(version) = printed.versions.last_mut() else { continue };
                match *name {
                    "DeploymentName" => version.version.deployment_name = (*value).into(),
                    "BuildID" => version.version.build_id = (*value).into(),
                    "DrainageStatus" => version.drainage = drainage(value),
                    _ => {}
                }
            }
            (Section::TaskQueues, [name, of_type, ..]) => {
                let of_type = queue_type(of_type).ok_or_else(|| problem("a type of task queue"))?;
                let queues = printed.versions.last_mut().and_then(|it| it.task_queues.as_mut());
                if let Some(queues) = queues {
                    queues.insert(((*name).into(), of_type));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The value without fields that are null, and with the names of fields in camel case, as SDKs that keep the names of the
/// protocol do not write them.
fn tidy(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(tidy).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| !matches!(value, Value::Null));
            Value::Object(fields.map(|(name, value)| (camel_case(&name), tidy(value))).collect())
        }
        value => value,
    }
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        text += letters.as_str();
    }
    text
}

fn read_one(value: &Value, path: &str, printed: &mut PrintedDeployments) -> Result<(), InputError> {
    let inner = |name: &str| value.get(name).map(|inner| (inner, field(path, name)));
    if let Some((info, path)) = inner("workerDeploymentInfo") {
        printed.deployments.push(read::<ApiDeployment>(info, &path)?.listed());
    } else if let Some((info, path)) = inner("workerDeploymentVersionInfo") {
        let queues = match inner("versionTaskQueues") {
            Some((queues, path)) => Some(read::<Vec<Queue>>(queues, &path)?),
            None => None,
        };
        let mut version = read::<ApiVersion>(info, &path)?.listed();
        if let Some(queues) = queues {
            version.task_queues = Some(queues.into_iter().map(Queue::member).collect());
        }
        printed.versions.push(version);
    } else if let Some((Value::Array(items), path)) = inner("workerDeployments") {
        for (place, item) in items.iter().enumerate() {
            let deployment = read::<ApiDeployment>(item, &format!("{path}[{place}]"))?;
            printed.deployments.push(deployment.listed());
        }
    } else if value.get("routingConfig").is_some() && value.get("name").is_some() {
        printed.deployments.push(read::<CliDeployment>(value, path)?.listed());
    } else if value.get("deploymentName").is_some() && value.get("BuildID").is_some() {
        printed.versions.push(read::<CliVersion>(value, path)?.listed());
    } else {
        let values = std::slice::from_ref(value);
        return Err(unknown(other_output::in_json(values).unwrap_or("JSON of another kind")));
    }
    Ok(())
}

fn field(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn read<T: DeserializeOwned>(value: &Value, path: &str) -> Result<T, InputError> {
    value.read(path)
}

/// The empty text stands for none.
fn build_id(text: String) -> Option<BuildId> {
    (!text.is_empty()).then(|| text.into())
}

fn time(text: Option<String>) -> Option<Timestamp> {
    Timestamp::new(&text?)
}

/// A ramp as the command line shows it: to the unversioned workers only by a percentage above 0, to a version at 0 % only by
/// its name.
fn ramp(to: Option<BuildId>, percentage: f32) -> Option<Ramp> {
    let percentage = Percentage::from(percentage);
    (to.is_some() || percentage.is_positive()).then_some(Ramp { to, percentage })
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct CliDeployment {
    name: DeploymentName,
    routing_config: CliRoutingConfig,
    #[serde(default)]
    version_summaries: Vec<CliVersion>,
    #[serde(default)]
    last_modifier_identity: Identity,
    #[serde(default)]
    manager_identity: Identity,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct CliRoutingConfig {
    #[serde(default, rename = "currentVersionBuildID")]
    current: String,
    #[serde(default, rename = "rampingVersionBuildID")]
    ramping: String,
    #[serde(default, rename = "rampingVersionPercentage")]
    percentage: f32,
    #[serde(default)]
    current_version_changed_time: Option<String>,
    #[serde(default)]
    ramping_version_changed_time: Option<String>,
    #[serde(default)]
    ramping_version_percentage_changed_time: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct CliVersion {
    deployment_name: DeploymentName,
    #[serde(rename = "BuildID")]
    build_id: BuildId,
    #[serde(default)]
    drainage_status: String,
    #[serde(default)]
    drainage_info: Option<CliDrainage>,
    #[serde(default, rename = "taskQueuesInfos")]
    task_queues: Option<Vec<Queue>>,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct CliDrainage {
    #[serde(default)]
    drainage_status: String,
}

#[derive(Deserialize)]
#[serde(rename = "*")]
struct Queue {
    name: TaskQueueName,
    #[serde(rename = "type")]
    of_type: QueueType,
}

impl Queue {
    fn member(self) -> (TaskQueueName, TaskQueueType) {
        (self.name, self.of_type.0)
    }
}

/// The type of a queue, as the command line and the API write it.
struct QueueType(TaskQueueType);

impl<'de> Deserialize<'de> for QueueType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known = queue_type(&text).map(Self);
        known.ok_or_else(|| D::Error::custom(format!("expected a type of task queue, got {text}")))
    }
}

fn queue_type(text: &str) -> Option<TaskQueueType> {
    match text {
        "workflow" | "TASK_QUEUE_TYPE_WORKFLOW" => Some(TaskQueueType::Workflow),
        "activity" | "TASK_QUEUE_TYPE_ACTIVITY" => Some(TaskQueueType::Activity),
        "nexus" | "TASK_QUEUE_TYPE_NEXUS" => Some(TaskQueueType::Nexus),
        _ => None,
    }
}

fn drainage(text: &str) -> Option<DrainageStatus> {
    match text {
        "draining" | "VERSION_DRAINAGE_STATUS_DRAINING" => Some(DrainageStatus::Draining),
        "drained" | "VERSION_DRAINAGE_STATUS_DRAINED" => Some(DrainageStatus::Drained),
        _ => None,
    }
}

impl CliDeployment {
    fn listed(self) -> ListedDeployment {
        let routing = self.routing_config;
        ListedDeployment {
            name: self.name,
            current: build_id(routing.current),
            ramp: ramp(build_id(routing.ramping), routing.percentage),
            current_version_changed: time(routing.current_version_changed_time),
            ramping_version_changed: time(routing.ramping_version_changed_time),
            ramping_version_percentage_changed: time(
                routing.ramping_version_percentage_changed_time,
            ),
            revision_number: None,
            versions: self.version_summaries.into_iter().map(CliVersion::listed).collect(),
            last_modifier_identity: self.last_modifier_identity,
            manager_identity: self.manager_identity,
        }
    }
}

impl CliVersion {
    fn listed(self) -> ListedVersion {
        let status = self.drainage_info.map_or(self.drainage_status, |info| info.drainage_status);
        let members = |queues: Vec<Queue>| queues.into_iter().map(Queue::member).collect();
        ListedVersion {
            version: WorkerDeploymentVersion {
                deployment_name: self.deployment_name,
                build_id: self.build_id,
            },
            status: None,
            drainage: drainage(&status),
            task_queues: self.task_queues.map(members),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct ApiDeployment {
    name: DeploymentName,
    #[serde(default)]
    routing_config: ApiRoutingConfig,
    #[serde(default)]
    version_summaries: Vec<ApiVersion>,
    #[serde(default)]
    last_modifier_identity: Identity,
    #[serde(default)]
    manager_identity: Identity,
}

#[derive(Default, Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct ApiRoutingConfig {
    #[serde(default)]
    current_deployment_version: Option<ApiVersionName>,
    #[serde(default)]
    ramping_deployment_version: Option<ApiVersionName>,
    #[serde(default)]
    ramping_version_percentage: f32,
    #[serde(default)]
    current_version_changed_time: Option<String>,
    #[serde(default)]
    ramping_version_changed_time: Option<String>,
    #[serde(default)]
    ramping_version_percentage_changed_time: Option<String>,
    /// A text, as proto JSON writes 64-bit numbers; left out for 0.
    #[serde(default)]
    revision_number: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct ApiVersionName {
    #[serde(default)]
    deployment_name: DeploymentName,
    #[serde(default)]
    build_id: String,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct ApiVersion {
    deployment_version: ApiVersionName,
    #[serde(default)]
    status: String,
    #[serde(default)]
    drainage_status: String,
    #[serde(default)]
    drainage_info: Option<ApiDrainage>,
    #[serde(default)]
    task_queue_infos: Option<Vec<Queue>>,
}

#[derive(Deserialize)]
#[serde(rename = "*", rename_all = "camelCase")]
struct ApiDrainage {
    #[serde(default)]
    status: String,
}

impl ApiDeployment {
    fn listed(self) -> ListedDeployment {
        let routing = self.routing_config;
        let named = |version: Option<ApiVersionName>| version.and_then(|it| build_id(it.build_id));
        let revision_number = routing.revision_number.as_deref().unwrap_or("0").parse().ok();
        ListedDeployment {
            name: self.name,
            current: named(routing.current_deployment_version),
            ramp: ramp(
                named(routing.ramping_deployment_version),
                routing.ramping_version_percentage,
            ),
            current_version_changed: time(routing.current_version_changed_time),
            ramping_version_changed: time(routing.ramping_version_changed_time),
            ramping_version_percentage_changed: time(
                routing.ramping_version_percentage_changed_time,
            ),
            revision_number,
            versions: self.version_summaries.into_iter().map(ApiVersion::listed).collect(),
            last_modifier_identity: self.last_modifier_identity,
            manager_identity: self.manager_identity,
        }
    }
}

impl ApiVersion {
    fn listed(self) -> ListedVersion {
        let status = match self.status.as_str() {
            "WORKER_DEPLOYMENT_VERSION_STATUS_CREATED" => Some(VersionStatus::Created),
            "WORKER_DEPLOYMENT_VERSION_STATUS_INACTIVE" => Some(VersionStatus::Inactive),
            "WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT" => Some(VersionStatus::Current),
            "WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING" => Some(VersionStatus::Ramping),
            "WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING" => Some(VersionStatus::Draining),
            "WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED" => Some(VersionStatus::Drained),
            _ => None,
        };
        let of_info = self.drainage_info.map_or(self.drainage_status, |info| info.status);
        let ApiVersionName { deployment_name, build_id } = self.deployment_version;
        let members: Option<SortedSet<_>> =
            self.task_queue_infos.map(|queues| queues.into_iter().map(Queue::member).collect());
        ListedVersion {
            version: WorkerDeploymentVersion { deployment_name, build_id: build_id.into() },
            status,
            drainage: drainage(&of_info),
            task_queues: members,
        }
    }
}
