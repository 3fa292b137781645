use super::Command;

/// What the code of a workflow says about the version of what it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VersioningIntent {
    /// Nothing: the SDK decides by the task queues.
    #[default]
    Unspecified,
    /// Stay with the workflow's version set (also named `InheritBuildID`).
    Compatible,
    /// Take the default of the target queue (also named `UseAssignmentRules`).
    Default,
    /// The Go SDK's older flag `UseLatestBuildId: true`, which means the same as [`Self::Default`].
    UseLatestBuildId,
}

/// The SDK that a workflow is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sdk {
    /// Go.
    Go,
    /// Python.
    Python,
    /// TypeScript.
    #[default]
    TypeScript,
    /// .NET.
    DotNet,
    /// Ruby.
    Ruby,
    /// Java, which reads an unnamed task queue in its own way.
    Java,
}

/// How the task queue that a command names relates to its workflow's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedTaskQueue {
    /// The workflow's own.
    Same,
    /// Another.
    Other,
    /// None is named, so that the command goes to the workflow's own.
    Unnamed,
}

/// Whether what a command starts inherits the build ID of its workflow (the command's
/// `use_workflow_build_id` or `inherit_build_id`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inheritance {
    Inherit,
    TakeDefault,
}

impl Command {
    pub(super) fn named_task_queue(&self) -> NamedTaskQueue {
        match &self.task_queue {
            None => NamedTaskQueue::Unnamed,
            Some(named) if *named == self.workflow.task_queue => NamedTaskQueue::Same,
            Some(_) => NamedTaskQueue::Other,
        }
    }

    /// Turns the intent into what the SDK sends.
    ///
    /// Source: Go `determineInheritBuildIdFlagForCommand`, the same rule in sdk-core for Python, TypeScript,
    /// .NET and Ruby; Java `VersioningIntentUtils`, where a queue that is not set never equals the workflow's.
    pub(super) fn inheritance(&self) -> Inheritance {
        match self.intent {
            VersioningIntent::Compatible => Inheritance::Inherit,
            VersioningIntent::Default | VersioningIntent::UseLatestBuildId => {
                Inheritance::TakeDefault
            }
            VersioningIntent::Unspecified => match (self.named_task_queue(), self.sdk) {
                (NamedTaskQueue::Other, _) | (NamedTaskQueue::Unnamed, Sdk::Java) => {
                    Inheritance::TakeDefault
                }
                (NamedTaskQueue::Same | NamedTaskQueue::Unnamed, _) => Inheritance::Inherit,
            },
        }
    }
}
