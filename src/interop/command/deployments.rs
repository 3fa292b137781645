//! `temporal worker deployment …`: the operations on Worker Deployments.

use super::flags::{Flags, OwnFlags};
use super::{
    BUILD_ID, CommandError, CommandProblem, CommandWords, DeploymentCommandReading, Fault, Kind,
    NoCommand, Read, Reading, flag,
};
use crate::deployments::DeploymentOperation;
use crate::names::{BuildId, Identity};
use crate::percentage::Percentage;
use crate::version::WorkerDeploymentVersion;
use crate::vocabulary::Record;

const DEPLOYMENT_NAME: &str = "deployment-name";
const NAME: &str = "name";
const UNVERSIONED: &str = "unversioned";
const IGNORE_MISSING_TASK_QUEUES: &str = "ignore-missing-task-queues";
const ALLOW_NO_POLLERS: &str = "allow-no-pollers";
const PERCENTAGE: &str = "percentage";
const DELETE: &str = "delete";
const MANAGER_IDENTITY: &str = "manager-identity";
const SELF: &str = "self";
const SKIP_DRAINAGE: &str = "skip-drainage";
const METADATA: &str = "metadata";
const REMOVE_ENTRIES: &str = "remove-entries";
const IDENTITY: &str = "identity";
const YES: &str = "yes";

const FLAGS: OwnFlags = OwnFlags {
    switches: &[
        UNVERSIONED,
        IGNORE_MISSING_TASK_QUEUES,
        ALLOW_NO_POLLERS,
        DELETE,
        SELF,
        SKIP_DRAINAGE,
        YES,
    ],
    values: &[DEPLOYMENT_NAME, NAME, BUILD_ID, PERCENTAGE, MANAGER_IDENTITY],
    lists: &[METADATA, REMOVE_ENTRIES],
};

/// The operations that there is a command for.
pub(super) const NAMES: &str = "set-current-version, set-ramping-version, manager-identity, delete-version, delete, \
    create, update-version-metadata";

/// Writes a command flag by flag.
struct Writer(Vec<String>);

impl Writer {
    fn new(command: &str) -> Self {
        Self(vec![format!("temporal worker deployment {command}")])
    }

    fn value(mut self, name: &str, value: &str) -> Result<Self, NoCommand> {
        self.0.push(flag(name, value)?);
        Ok(self)
    }

    fn switch(mut self, name: &str, is_on: bool) -> Self {
        if is_on {
            self.0.push(format!("--{name}"));
        }
        self
    }

    /// The version, of which no build ID means the unversioned workers.
    fn version(self, build_id: &BuildId) -> Result<Self, NoCommand> {
        if build_id.is_empty() {
            Ok(self.switch(UNVERSIONED, true))
        } else {
            self.value(BUILD_ID, build_id.as_str())
        }
    }

    fn of(self, version: &WorkerDeploymentVersion) -> Result<Self, NoCommand> {
        self.value(DEPLOYMENT_NAME, version.deployment_name.as_str())?
            .value(BUILD_ID, version.build_id.as_str())
    }

    fn identity(self, identity: &Identity) -> Result<Self, NoCommand> {
        if identity.is_empty() { Ok(self) } else { self.value(IDENTITY, identity.as_str()) }
    }

    fn end(self) -> String {
        self.0.join(" \\\n    ")
    }
}

/// The command that asks a server for an operation on a Worker Deployment, over several lines. It does not ask before it
/// acts. A conflict token is left out, since the command reads the present one by itself.
///
/// # Errors
/// When there is none.
///
/// ```
/// use worker_versioning::deployments::DeploymentOperation;
/// use worker_versioning::interop::command::write_deployment_operation;
/// use worker_versioning::version::WorkerDeploymentVersion;
///
/// let delete = DeploymentOperation::DeleteWorkerDeploymentVersion {
///     deployment_version: WorkerDeploymentVersion::new("orders", "1.0"),
///     skip_drainage: false,
///     identity: "".into(),
/// };
/// assert_eq!(
///     write_deployment_operation(&delete).unwrap(),
///     r"temporal worker deployment delete-version \
///     --deployment-name=orders \
///     --build-id=1.0",
/// );
/// ```
pub fn write_deployment_operation(operation: &DeploymentOperation) -> Result<String, NoCommand> {
    let command = match operation {
        DeploymentOperation::SetWorkerDeploymentCurrentVersion {
            deployment_name,
            build_id,
            identity,
            conflict_token: _,
            ignore_missing_task_queues,
            allow_no_pollers,
        } => Writer::new("set-current-version")
            .value(DEPLOYMENT_NAME, deployment_name.as_str())?
            .version(build_id)?
            .switch(IGNORE_MISSING_TASK_QUEUES, *ignore_missing_task_queues)
            .switch(ALLOW_NO_POLLERS, *allow_no_pollers)
            .identity(identity)?
            .switch(YES, true),
        DeploymentOperation::SetWorkerDeploymentRampingVersion {
            deployment_name,
            build_id,
            percentage,
            identity,
            conflict_token: _,
            ignore_missing_task_queues,
            allow_no_pollers,
        } => {
            let command = Writer::new("set-ramping-version")
                .value(DEPLOYMENT_NAME, deployment_name.as_str())?;
            let command = if build_id.is_empty() && !percentage.is_positive() {
                command.switch(DELETE, true)
            } else {
                command.version(build_id)?.value(PERCENTAGE, &percentage.to_string())?
            };
            command
                .switch(IGNORE_MISSING_TASK_QUEUES, *ignore_missing_task_queues)
                .switch(ALLOW_NO_POLLERS, *allow_no_pollers)
                .identity(identity)?
                .switch(YES, true)
        }
        DeploymentOperation::SetWorkerDeploymentManager {
            deployment_name,
            manager_identity,
            to_self,
            identity,
            conflict_token: _,
        } => {
            let is_set = *to_self || !manager_identity.is_empty();
            let name = if is_set { "manager-identity set" } else { "manager-identity unset" };
            let mut command = Writer::new(name).value(DEPLOYMENT_NAME, deployment_name.as_str())?;
            if !manager_identity.is_empty() {
                command = command.value(MANAGER_IDENTITY, manager_identity.as_str())?;
            }
            command.switch(SELF, *to_self).identity(identity)?.switch(YES, true)
        }
        DeploymentOperation::DeleteWorkerDeploymentVersion {
            deployment_version,
            skip_drainage,
            identity,
        } => Writer::new("delete-version")
            .of(deployment_version)?
            .switch(SKIP_DRAINAGE, *skip_drainage)
            .identity(identity)?,
        DeploymentOperation::DeleteWorkerDeployment { deployment_name, identity } => {
            Writer::new("delete").value(NAME, deployment_name.as_str())?.identity(identity)?
        }
        DeploymentOperation::CreateWorkerDeployment {
            deployment_name,
            identity,
            request_id: _,
        } => Writer::new("create").value(NAME, deployment_name.as_str())?.identity(identity)?,
        DeploymentOperation::CreateWorkerDeploymentVersion { .. } => {
            return Err(NoCommand::CreateVersion);
        }
        DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
            deployment_version,
            upsert_entries,
            remove_entries,
            identity,
        } => {
            let mut command = Writer::new("update-version-metadata").of(deployment_version)?;
            for (key, value) in upsert_entries.iter() {
                command = command.value(METADATA, &format!("{key}={value}"))?;
            }
            for key in remove_entries {
                command = command.value(REMOVE_ENTRIES, key)?;
            }
            command.identity(identity)?
        }
    };
    Ok(command.end())
}

/// Reads an operation on a Worker Deployment from the command that asks a server for it, as
/// [`read_command`](super::read_command) reads those on version sets.
///
/// As in the command, no build ID, or an empty one, means the unversioned workers, and a ramp without a percentage is one
/// of 0 %.
///
/// # Errors
/// When it is another command, has a flag that the command refuses, lacks something, or needs the value of a variable.
///
/// ```
/// use worker_versioning::deployments::DeploymentOperation;
/// use worker_versioning::interop::command::read_deployment_command;
///
/// let command = "temporal worker deployment set-current-version --deployment-name orders -y";
/// let reading = read_deployment_command(command).unwrap();
/// let DeploymentOperation::SetWorkerDeploymentCurrentVersion { build_id, .. } = reading.operation else {
///     panic!("another operation");
/// };
/// assert!(build_id.is_empty(), "this makes the deployment unversioned");
/// ```
pub fn read_deployment_command(text: &str) -> Result<DeploymentCommandReading, CommandError> {
    let kind = Kind {
        start: ["worker", "deployment"],
        other: CommandProblem::OtherDeploymentCommand,
        flags: FLAGS,
        read,
    };
    let Reading { operation, passed_over, values } = kind.read(text)?;
    Ok(DeploymentCommandReading { operation, passed_over, values })
}

/// Reads what stands behind `temporal worker deployment`.
fn read(words: &CommandWords, flags: &Flags) -> Result<Read<DeploymentOperation>, Fault> {
    let name = words.name.as_ref().map(|name| name.text.as_str());
    let sub = words.rest.first().map(|word| word.text.as_str());
    let (own, read): (&[&'static str], ReadFields) = match (name, sub) {
        (Some("set-current-version"), _) => (
            &[
                DEPLOYMENT_NAME,
                BUILD_ID,
                UNVERSIONED,
                IGNORE_MISSING_TASK_QUEUES,
                ALLOW_NO_POLLERS,
                YES,
            ],
            set_current,
        ),
        (Some("set-ramping-version"), _) => (
            &[
                DEPLOYMENT_NAME,
                BUILD_ID,
                UNVERSIONED,
                PERCENTAGE,
                DELETE,
                IGNORE_MISSING_TASK_QUEUES,
                ALLOW_NO_POLLERS,
                YES,
            ],
            set_ramping,
        ),
        (Some("manager-identity"), Some("set")) => {
            (&[DEPLOYMENT_NAME, MANAGER_IDENTITY, SELF, YES], set_manager)
        }
        (Some("manager-identity"), Some("unset")) => (&[DEPLOYMENT_NAME, YES], unset_manager),
        (Some("delete-version"), _) => {
            (&[DEPLOYMENT_NAME, BUILD_ID, SKIP_DRAINAGE], delete_version)
        }
        (Some("delete"), _) => (&[NAME], delete),
        (Some("create"), _) => (&[NAME], create),
        (Some("update-version-metadata"), _) => {
            (&[DEPLOYMENT_NAME, BUILD_ID, METADATA, REMOVE_ENTRIES], update_metadata)
        }
        _ => {
            let got = name.map(|name| match (name, sub) {
                ("manager-identity", Some(sub)) => format!("{name} {sub}"),
                _ => name.to_owned(),
            });
            return Err((words.at_name(), CommandProblem::OtherDeploymentOperation { got }));
        }
    };
    words.check_rest(usize::from(name == Some("manager-identity")))?;
    let mut own = own.to_vec();
    own.push(IDENTITY);
    flags.check(&own)?;
    let operation = read(&Values { flags, words })?;
    Ok(Read { operation, own })
}

type ReadFields = fn(&Values<'_>) -> Result<DeploymentOperation, Fault>;

/// The values of the flags of a command.
struct Values<'a> {
    flags: &'a Flags,
    words: &'a CommandWords,
}

impl Values<'_> {
    fn required<T: for<'a> From<&'a str>>(&self, name: &'static str) -> Result<T, Fault> {
        Ok(self.flags.required(name, &self.words.at)?.into())
    }

    fn identity(&self) -> Result<Identity, Fault> {
        Ok(self.flags.get(IDENTITY)?.unwrap_or_default().into())
    }

    fn is_set(&self, name: &str) -> bool {
        self.flags.is_set(name)
    }

    /// The build ID; the empty text for the unversioned workers.
    fn build_id(&self) -> Result<BuildId, Fault> {
        let build_id = self.flags.get(BUILD_ID)?.unwrap_or_default();
        if !build_id.is_empty() && self.is_set(UNVERSIONED) {
            return Err((self.words.at.clone(), CommandProblem::Both(BUILD_ID, UNVERSIONED)));
        }
        Ok(build_id.into())
    }

    fn version(&self) -> Result<WorkerDeploymentVersion, Fault> {
        Ok(WorkerDeploymentVersion {
            deployment_name: self.required(DEPLOYMENT_NAME)?,
            build_id: self.required(BUILD_ID)?,
        })
    }
}

fn set_current(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    Ok(DeploymentOperation::SetWorkerDeploymentCurrentVersion {
        deployment_name: values.required(DEPLOYMENT_NAME)?,
        build_id: values.build_id()?,
        identity: values.identity()?,
        conflict_token: None,
        ignore_missing_task_queues: values.is_set(IGNORE_MISSING_TASK_QUEUES),
        allow_no_pollers: values.is_set(ALLOW_NO_POLLERS),
    })
}

fn set_ramping(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    let percentage = match values.flags.get(PERCENTAGE)? {
        Some(text) => serde_json::from_str(text).map_err(|_| {
            let problem = CommandProblem::NotNumber { flag: PERCENTAGE, got: text.to_owned() };
            (values.words.at.clone(), problem)
        })?,
        None => Percentage::ZERO,
    };
    let percentage = if values.is_set(DELETE) { Percentage::ZERO } else { percentage };
    Ok(DeploymentOperation::SetWorkerDeploymentRampingVersion {
        deployment_name: values.required(DEPLOYMENT_NAME)?,
        build_id: values.build_id()?,
        percentage,
        identity: values.identity()?,
        conflict_token: None,
        ignore_missing_task_queues: values.is_set(IGNORE_MISSING_TASK_QUEUES),
        allow_no_pollers: values.is_set(ALLOW_NO_POLLERS),
    })
}

fn set_manager(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    let manager_identity = values.flags.get(MANAGER_IDENTITY)?.unwrap_or_default();
    let to_self = values.is_set(SELF);
    if manager_identity.is_empty() && !to_self {
        return Err((values.words.at.clone(), CommandProblem::MissingFlag(MANAGER_IDENTITY)));
    }
    if !manager_identity.is_empty() && to_self {
        return Err((values.words.at.clone(), CommandProblem::Both(MANAGER_IDENTITY, SELF)));
    }
    Ok(DeploymentOperation::SetWorkerDeploymentManager {
        deployment_name: values.required(DEPLOYMENT_NAME)?,
        manager_identity: manager_identity.into(),
        to_self,
        identity: values.identity()?,
        conflict_token: None,
    })
}

fn unset_manager(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    Ok(DeploymentOperation::SetWorkerDeploymentManager {
        deployment_name: values.required(DEPLOYMENT_NAME)?,
        manager_identity: Identity::default(),
        to_self: false,
        identity: values.identity()?,
        conflict_token: None,
    })
}

fn delete_version(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    Ok(DeploymentOperation::DeleteWorkerDeploymentVersion {
        deployment_version: values.version()?,
        skip_drainage: values.is_set(SKIP_DRAINAGE),
        identity: values.identity()?,
    })
}

fn delete(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    let deployment_name = values.required(NAME)?;
    Ok(DeploymentOperation::DeleteWorkerDeployment {
        deployment_name,
        identity: values.identity()?,
    })
}

fn create(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    Ok(DeploymentOperation::CreateWorkerDeployment {
        deployment_name: values.required(NAME)?,
        identity: values.identity()?,
        request_id: String::new(),
    })
}

fn update_metadata(values: &Values<'_>) -> Result<DeploymentOperation, Fault> {
    let mut upsert_entries = Record::default();
    for text in values.flags.all(METADATA)? {
        let Some((key, value)) = text.split_once('=') else {
            let problem = CommandProblem::NotPair { flag: METADATA, got: text.to_owned() };
            return Err((values.words.at.clone(), problem));
        };
        upsert_entries.insert(key, value);
    }
    let remove_entries = values.flags.all(REMOVE_ENTRIES)?;
    Ok(DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
        deployment_version: values.version()?,
        upsert_entries,
        remove_entries: remove_entries.into_iter().map(str::to_owned).collect(),
        identity: values.identity()?,
    })
}
