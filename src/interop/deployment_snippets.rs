//! Operations on Worker Deployments, and the workers of a version, as code of the SDKs.

use super::command;
use super::snippets::{Snippet, SnippetLanguage, literal};
use crate::deployments::DeploymentOperation;
use crate::names::TaskQueueName;
use crate::percentage::Percentage;
use crate::task::{Sdk, VersioningBehavior};
use crate::version::WorkerDeploymentVersion;

const TOKEN: &str = "A conflict token is bytes that a describe call answers: pass those on in place of the one left out here.";
const METADATA: &str =
    "Metadata takes payloads here: the temporal command and the Go SDK make them.";

/// Writes an operation on a Worker Deployment in a language. Only the Go SDK has a client for most of them; the others
/// call the raw service. A conflict token is left out, and a note says so.
///
/// Source of the names: the CLI 1.9.1, the Go SDK's `WorkerDeploymentClient`, and the API's `WorkflowService`.
///
/// ```
/// use worker_versioning::deployments::DeploymentOperation;
/// use worker_versioning::interop::{SnippetLanguage, deployment_snippet};
///
/// let delete = DeploymentOperation::DeleteWorkerDeployment {
///     deployment_name: "orders".into(),
///     identity: "".into(),
/// };
/// assert_eq!(
///     deployment_snippet(&delete, SnippetLanguage::TypeScript).text,
///     "await client.workflowService.deleteWorkerDeployment({
///   namespace: client.options.namespace,
///   deploymentName: 'orders',
/// });",
/// );
/// ```
#[must_use]
pub fn deployment_snippet(operation: &DeploymentOperation, language: SnippetLanguage) -> Snippet {
    if language == SnippetLanguage::Cli {
        return match command::write_deployment_operation(operation) {
            Ok(text) => Snippet { text, note: None },
            Err(reason) => Snippet { text: reason.comment(), note: Some(reason.message()) },
        };
    }
    let request = Request::new(operation);
    if request.holds_metadata && language != SnippetLanguage::Go {
        let comment = if language == SnippetLanguage::Python { "#" } else { "//" };
        return Snippet { text: format!("{comment} {METADATA}"), note: Some(METADATA) };
    }
    let note = request.names_token.then_some(TOKEN);
    let text = match language {
        SnippetLanguage::Go => request.go(operation),
        SnippetLanguage::Python => request.python(),
        SnippetLanguage::TypeScript => request.typescript(),
        SnippetLanguage::Java => request.java(),
        SnippetLanguage::DotNet => request.dotnet(),
        SnippetLanguage::Cli => String::new(),
    };
    let comment = if language == SnippetLanguage::Python { "#" } else { "//" };
    let text = note.map_or(text.clone(), |note| format!("{comment} {note}\n{text}"));
    Snippet { text, note }
}

/// The bytes of all texts of an operation.
#[must_use]
pub fn text_bytes(operation: &DeploymentOperation) -> usize {
    let fields = Request::new(operation).fields.into_iter();
    let of_request: usize = fields
        .map(|(_, value)| match value {
            Value::Text(text) => text.len(),
            Value::True | Value::Percentage(_) => 0,
            Value::Version(version) => {
                version.deployment_name.byte_length() + version.build_id.byte_length()
            }
            Value::Texts(texts) => texts.iter().map(String::len).sum(),
        })
        .sum();
    let of_metadata = match operation {
        DeploymentOperation::UpdateWorkerDeploymentVersionMetadata { upsert_entries, .. } => {
            upsert_entries.iter().map(|(key, value)| key.len() + value.len()).sum()
        }
        _ => 0,
    };
    of_request + of_metadata
}

/// The request of an operation, without the namespace.
struct Request<'a> {
    /// The call, in camel case.
    call: &'static str,
    /// The fields that are not at their default, each in camel case.
    fields: Vec<(&'static str, Value<'a>)>,
    names_token: bool,
    holds_metadata: bool,
}

/// The value of a field.
enum Value<'a> {
    Text(&'a str),
    True,
    Percentage(Percentage),
    Version(&'a WorkerDeploymentVersion),
    Texts(&'a [String]),
}

impl<'a> Request<'a> {
    #[expect(clippy::too_many_lines, reason = "the fields of each request are listed")]
    fn new(operation: &'a DeploymentOperation) -> Self {
        let mut request =
            Self { call: "", fields: Vec::new(), names_token: false, holds_metadata: false };
        match operation {
            DeploymentOperation::SetWorkerDeploymentCurrentVersion {
                deployment_name,
                build_id,
                identity,
                conflict_token,
                ignore_missing_task_queues,
                allow_no_pollers,
            } => {
                request.call = "setWorkerDeploymentCurrentVersion";
                request.text("deploymentName", deployment_name.as_str());
                request.text("buildId", build_id.as_str());
                request.text("identity", identity.as_str());
                request.flag("ignoreMissingTaskQueues", *ignore_missing_task_queues);
                request.flag("allowNoPollers", *allow_no_pollers);
                request.names_token = conflict_token.is_some();
            }
            DeploymentOperation::SetWorkerDeploymentRampingVersion {
                deployment_name,
                build_id,
                percentage,
                identity,
                conflict_token,
                ignore_missing_task_queues,
                allow_no_pollers,
            } => {
                request.call = "setWorkerDeploymentRampingVersion";
                request.text("deploymentName", deployment_name.as_str());
                request.text("buildId", build_id.as_str());
                request.fields.push(("percentage", Value::Percentage(*percentage)));
                request.text("identity", identity.as_str());
                request.flag("ignoreMissingTaskQueues", *ignore_missing_task_queues);
                request.flag("allowNoPollers", *allow_no_pollers);
                request.names_token = conflict_token.is_some();
            }
            DeploymentOperation::SetWorkerDeploymentManager {
                deployment_name,
                manager_identity,
                to_self,
                identity,
                conflict_token,
            } => {
                request.call = "setWorkerDeploymentManager";
                request.text("deploymentName", deployment_name.as_str());
                // Of the two, one has to be set, also to take the manager away.
                if *to_self {
                    request.flag("self", true);
                } else {
                    request
                        .fields
                        .push(("managerIdentity", Value::Text(manager_identity.as_str())));
                }
                request.text("identity", identity.as_str());
                request.names_token = conflict_token.is_some();
            }
            DeploymentOperation::DeleteWorkerDeploymentVersion {
                deployment_version,
                skip_drainage,
                identity,
            } => {
                request.call = "deleteWorkerDeploymentVersion";
                request.fields.push(("deploymentVersion", Value::Version(deployment_version)));
                request.flag("skipDrainage", *skip_drainage);
                request.text("identity", identity.as_str());
            }
            DeploymentOperation::DeleteWorkerDeployment { deployment_name, identity } => {
                request.call = "deleteWorkerDeployment";
                request.text("deploymentName", deployment_name.as_str());
                request.text("identity", identity.as_str());
            }
            DeploymentOperation::CreateWorkerDeployment {
                deployment_name,
                identity,
                request_id,
            } => {
                request.call = "createWorkerDeployment";
                request.text("deploymentName", deployment_name.as_str());
                request.text("identity", identity.as_str());
                request.text("requestId", request_id);
            }
            DeploymentOperation::CreateWorkerDeploymentVersion {
                deployment_version,
                identity,
                request_id,
            } => {
                request.call = "createWorkerDeploymentVersion";
                request.fields.push(("deploymentVersion", Value::Version(deployment_version)));
                request.text("identity", identity.as_str());
                request.text("requestId", request_id);
            }
            DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
                deployment_version,
                upsert_entries,
                remove_entries,
                identity,
            } => {
                request.call = "updateWorkerDeploymentVersionMetadata";
                request.fields.push(("deploymentVersion", Value::Version(deployment_version)));
                request.holds_metadata = !upsert_entries.is_empty();
                if !remove_entries.is_empty() {
                    request.fields.push(("removeEntries", Value::Texts(remove_entries)));
                }
                request.text("identity", identity.as_str());
            }
        }
        request
    }

    fn text(&mut self, name: &'static str, value: &'a str) {
        if !value.is_empty() {
            self.fields.push((name, Value::Text(value)));
        }
    }

    fn flag(&mut self, name: &'static str, is_set: bool) {
        if is_set {
            self.fields.push((name, Value::True));
        }
    }

    /// Each field, its name and value written in a language.
    fn written(
        &self,
        name: impl Fn(&str) -> String,
        value: impl Fn(&Value<'_>) -> String,
    ) -> Vec<(String, String)> {
        self.fields.iter().map(|(field, what)| (name(field), value(what))).collect()
    }

    /// With the client that only the Go SDK has for deployments, where it has the call; else with the raw service.
    ///
    /// Source: `WorkerDeploymentClient` and `WorkerDeploymentHandle` of the SDK.
    fn go(&self, operation: &DeploymentOperation) -> String {
        let quoted = |text: &str| literal(text, SnippetLanguage::Go);
        let (method, options, handle) = match operation {
            DeploymentOperation::SetWorkerDeploymentCurrentVersion { deployment_name, .. } => {
                ("SetCurrentVersion", "SetCurrentVersionOptions", Some(deployment_name))
            }
            DeploymentOperation::SetWorkerDeploymentRampingVersion { deployment_name, .. } => {
                ("SetRampingVersion", "SetRampingVersionOptions", Some(deployment_name))
            }
            DeploymentOperation::SetWorkerDeploymentManager { deployment_name, .. } => {
                ("SetManagerIdentity", "SetManagerIdentityOptions", Some(deployment_name))
            }
            DeploymentOperation::DeleteWorkerDeploymentVersion { deployment_version, .. } => {
                ("DeleteVersion", "DeleteVersionOptions", Some(&deployment_version.deployment_name))
            }
            DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
                deployment_version,
                ..
            } => (
                "UpdateVersionMetadata",
                "UpdateVersionMetadataOptions",
                Some(&deployment_version.deployment_name),
            ),
            DeploymentOperation::DeleteWorkerDeployment { .. } => ("Delete", "DeleteOptions", None),
            DeploymentOperation::CreateWorkerDeployment { .. }
            | DeploymentOperation::CreateWorkerDeploymentVersion { .. } => return self.raw_go(),
        };
        let mut fields = Vec::new();
        for (name, value) in &self.fields {
            match (*name, value) {
                ("deploymentName", Value::Text(name)) if handle.is_none() => {
                    fields.push(("Name".to_owned(), quoted(name)));
                }
                ("deploymentName" | "removeEntries", _) => {}
                ("deploymentVersion", Value::Version(version)) if !self.is_metadata() => {
                    fields.push(("BuildID".to_owned(), quoted(version.build_id.as_str())));
                }
                ("deploymentVersion", Value::Version(version)) => {
                    fields.push(("Version".to_owned(), go_version(version)));
                }
                ("buildId", value) => fields.push(("BuildID".to_owned(), go_value(value))),
                (name, value) => fields.push((capitalized(name), go_value(value))),
            }
        }
        if let DeploymentOperation::UpdateWorkerDeploymentVersionMetadata {
            upsert_entries,
            remove_entries,
            ..
        } = operation
        {
            // The client sends its own identity.
            fields.retain(|(name, _)| name != "Identity");
            let mut update = String::from("client.WorkerDeploymentMetadataUpdate{\n");
            if !upsert_entries.is_empty() {
                update += "\t\tUpsertEntries: map[string]any{\n";
                for (key, value) in upsert_entries.iter() {
                    let value = format!("json.RawMessage({})", quoted(value));
                    update.extend(["\t\t\t", &quoted(key), ": ", &value, ",\n"]);
                }
                update += "\t\t},\n";
            }
            if !remove_entries.is_empty() {
                let keys = go_value(&Value::Texts(remove_entries));
                update.extend(["\t\tRemoveEntries: ", &keys, ",\n"]);
            }
            fields.push(("MetadataUpdate".to_owned(), update + "\t}"));
        }
        let client = match handle {
            Some(name) => {
                format!("c.WorkerDeploymentClient().GetHandle({})", quoted(name.as_str()))
            }
            None => "c.WorkerDeploymentClient()".to_owned(),
        };
        let start = format!("_, err := {client}.{method}(ctx, client.WorkerDeployment{options}{{");
        format!("{start}\n{}}})\n{GO_ERROR}", go_fields(&fields))
    }

    const fn is_metadata(&self) -> bool {
        matches!(self.call.as_bytes(), [b'u', ..])
    }

    fn raw_go(&self) -> String {
        let call = capitalized(self.call);
        let mut fields = vec![("Namespace".to_owned(), "namespace".to_owned())];
        fields.extend(self.written(capitalized, |value| match value {
            Value::Version(version) => {
                let name = literal(version.deployment_name.as_str(), SnippetLanguage::Go);
                let build_id = literal(version.build_id.as_str(), SnippetLanguage::Go);
                format!(
                    "&deployment.WorkerDeploymentVersion{{DeploymentName: {name}, BuildId: {build_id}}}"
                )
            }
            value => go_value(value),
        }));
        let start =
            format!("_, err := c.WorkflowService().{call}(ctx, &workflowservice.{call}Request{{");
        format!("{start}\n{}}})\n{GO_ERROR}", go_fields(&fields))
    }

    fn python(&self) -> String {
        let language = SnippetLanguage::Python;
        let fields = self.written(snake_case, |value| match value {
            Value::True => "True".to_owned(),
            Value::Version(version) => {
                let name = literal(version.deployment_name.as_str(), language);
                let build_id = literal(version.build_id.as_str(), language);
                format!("WorkerDeploymentVersion(deployment_name={name}, build_id={build_id})")
            }
            value => value.plain(language, ["[", "]"]),
        });
        let fields = lines(&fields, |(name, value)| format!("        {name}={value},\n"));
        let (call, request) = (snake_case(self.call), capitalized(self.call));
        format!(
            "await client.workflow_service.{call}(\n    {request}Request(\n        namespace=client.namespace,\n{fields}    )\n)"
        )
    }

    fn typescript(&self) -> String {
        let language = SnippetLanguage::TypeScript;
        let fields = self.written(str::to_owned, |value| match value {
            Value::Version(version) => {
                let name = literal(version.deployment_name.as_str(), language);
                let build_id = literal(version.build_id.as_str(), language);
                format!("{{ deploymentName: {name}, buildId: {build_id} }}")
            }
            value => value.plain(language, ["[", "]"]),
        });
        let fields = lines(&fields, |(name, value)| format!("  {name}: {value},\n"));
        format!(
            "await client.workflowService.{}({{\n  namespace: client.options.namespace,\n{fields}}});",
            self.call
        )
    }

    fn java(&self) -> String {
        let language = SnippetLanguage::Java;
        let setter = |name: &str| match name {
            "removeEntries" => "addAllRemoveEntries".to_owned(),
            name => format!("set{}", capitalized(name)),
        };
        let fields = self.written(setter, |value| match value {
            Value::Percentage(percentage) => format!("{percentage}f"),
            Value::Version(version) => {
                let name = literal(version.deployment_name.as_str(), language);
                let build_id = literal(version.build_id.as_str(), language);
                format!(
                    "WorkerDeploymentVersion.newBuilder().setDeploymentName({name}).setBuildId({build_id})"
                )
            }
            value => value.plain(language, ["List.of(", ")"]),
        });
        let fields = lines(&fields, |(name, value)| format!("            .{name}({value})\n"));
        let request = capitalized(self.call);
        format!(
            "client.getWorkflowServiceStubs().blockingStub().{}(\n    {request}Request.newBuilder()\n            .setNamespace(client.getOptions().getNamespace())\n{fields}            .build());",
            self.call
        )
    }

    fn dotnet(&self) -> String {
        let language = SnippetLanguage::DotNet;
        let fields = self.written(capitalized, |value| match value {
            Value::Percentage(percentage) => format!("{percentage}f"),
            Value::Version(version) => {
                let name = literal(version.deployment_name.as_str(), language);
                let build_id = literal(version.build_id.as_str(), language);
                format!("new() {{ DeploymentName = {name}, BuildId = {build_id} }}")
            }
            value => value.plain(language, ["{ ", " }"]),
        });
        let fields = lines(&fields, |(name, value)| format!("    {name} = {value},\n"));
        format!(
            "await client.Connection.WorkflowService.{}Async(new()\n{{\n    Namespace = client.Options.Namespace,\n{fields}}});",
            capitalized(self.call)
        )
    }
}

const GO_ERROR: &str = "if err != nil {\n\tlog.Fatalln(err)\n}";

impl Value<'_> {
    /// The value where the languages do not differ, with what stands around a list.
    fn plain(&self, language: SnippetLanguage, [start, end]: [&str; 2]) -> String {
        match self {
            Self::Text(text) => literal(text, language),
            Self::True => "true".to_owned(),
            Self::Percentage(percentage) => percentage.to_string(),
            Self::Version(version) => version.to_string(),
            Self::Texts(texts) => {
                let texts = texts.iter().map(|text| literal(text, language));
                format!("{start}{}{end}", texts.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn go_value(value: &Value<'_>) -> String {
    match value {
        Value::Version(version) => go_version(version),
        value => value.plain(SnippetLanguage::Go, ["[]string{", "}"]),
    }
}

fn go_version(version: &WorkerDeploymentVersion) -> String {
    let name = literal(version.deployment_name.as_str(), SnippetLanguage::Go);
    let build_id = literal(version.build_id.as_str(), SnippetLanguage::Go);
    format!("worker.WorkerDeploymentVersion{{DeploymentName: {name}, BuildID: {build_id}}}")
}

/// Lines of fields, their values aligned as gofmt does where each is one line.
fn go_fields(fields: &[(String, String)]) -> String {
    let longest = fields.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    lines(fields, |(name, value)| {
        let is_block = value.contains('\n');
        let blanks = if is_block { 0 } else { longest - name.len() };
        format!("\t{name}: {}{value},\n", " ".repeat(blanks))
    })
}

fn lines(fields: &[(String, String)], line: impl Fn(&(String, String)) -> String) -> String {
    fields.iter().map(line).collect()
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string())
        + letters.as_str()
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// The worker of a version of a deployment, with the behavior of workflows that state none, as an SDK makes it.
///
/// Source: the repositories of the SDKs, August 2026; those of Python and TypeScript were run.
///
/// ```
/// use worker_versioning::interop::worker_snippet;
/// use worker_versioning::task::{Sdk, VersioningBehavior};
/// use worker_versioning::version::WorkerDeploymentVersion;
///
/// let version = WorkerDeploymentVersion::new("orders", "1.0");
/// let text = worker_snippet(&version, &"shipping".into(), VersioningBehavior::Pinned, Sdk::TypeScript);
/// assert!(text.contains("defaultVersioningBehavior: 'PINNED'"));
/// ```
#[must_use]
pub fn worker_snippet(
    version: &WorkerDeploymentVersion,
    task_queue: &TaskQueueName,
    default_behavior: VersioningBehavior,
    sdk: Sdk,
) -> String {
    let language = match sdk {
        Sdk::Go => SnippetLanguage::Go,
        Sdk::Java => SnippetLanguage::Java,
        Sdk::TypeScript => SnippetLanguage::TypeScript,
        Sdk::DotNet => SnippetLanguage::DotNet,
        // The literals of Ruby are those of Python but for `#{`, which a name can hold.
        Sdk::Python | Sdk::Ruby => SnippetLanguage::Python,
    };
    let quoted = |text: &str| {
        let text = literal(text, language);
        if sdk == Sdk::Ruby { text.replace('#', "\\#") } else { text }
    };
    let (deployment, build_id, queue) = (
        quoted(version.deployment_name.as_str()),
        quoted(version.build_id.as_str()),
        quoted(task_queue.as_str()),
    );
    let is_pinned = default_behavior == VersioningBehavior::Pinned;
    let pascal = if is_pinned { "Pinned" } else { "AutoUpgrade" };
    let upper = if is_pinned { "PINNED" } else { "AUTO_UPGRADE" };
    match sdk {
        Sdk::Go => format!(
            "\
w := worker.New(c, {queue}, worker.Options{{
\tDeploymentOptions: worker.DeploymentOptions{{
\t\tUseVersioning: true,
\t\tVersion: worker.WorkerDeploymentVersion{{
\t\t\tDeploymentName: {deployment},
\t\t\tBuildID:        {build_id},
\t\t}},
\t\tDefaultVersioningBehavior: workflow.VersioningBehavior{pascal},
\t}},
}})"
        ),
        Sdk::Python => format!(
            "\
worker = Worker(
    client,
    task_queue={queue},
    workflows=workflows,
    activities=activities,
    deployment_config=WorkerDeploymentConfig(
        version=WorkerDeploymentVersion({deployment}, {build_id}),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.{upper},
    ),
)"
        ),
        Sdk::TypeScript => format!(
            "\
const worker = await Worker.create({{
  connection,
  taskQueue: {queue},
  workflowsPath,
  activities,
  workerDeploymentOptions: {{
    useWorkerVersioning: true,
    version: {{ deploymentName: {deployment}, buildId: {build_id} }},
    defaultVersioningBehavior: '{upper}',
  }},
}});"
        ),
        Sdk::Java => format!(
            "\
WorkerOptions options = WorkerOptions.newBuilder()
    .setDeploymentOptions(WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(new WorkerDeploymentVersion({deployment}, {build_id}))
        .setDefaultVersioningBehavior(VersioningBehavior.{upper})
        .build())
    .build();
Worker worker = factory.newWorker({queue}, options);"
        ),
        Sdk::DotNet => format!(
            "\
using var worker = new TemporalWorker(client, new TemporalWorkerOptions({queue})
{{
    DeploymentOptions = new WorkerDeploymentOptions(
        new WorkerDeploymentVersion({deployment}, {build_id}), useWorkerVersioning: true)
    {{
        DefaultVersioningBehavior = VersioningBehavior.{pascal},
    }},
}});"
        ),
        Sdk::Ruby => format!(
            "\
worker = Temporalio::Worker.new(
  client:,
  task_queue: {queue},
  workflows:,
  activities:,
  deployment_options: Temporalio::Worker::DeploymentOptions.new(
    version: Temporalio::WorkerDeploymentVersion.new(deployment_name: {deployment}, build_id: {build_id}),
    use_worker_versioning: true,
    default_versioning_behavior: Temporalio::VersioningBehavior::{upper}
  )
)"
        ),
    }
}
