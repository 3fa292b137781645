//! Prints the JSON Schema of every type that crosses to JavaScript: `scripts/types.mjs` makes the TypeScript
//! declarations and the schema of rollout documents from it.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use worker_versioning::{
    deployments, explain, hazards, interop, landings, limits, namespace, operation, planning, push,
    refusal, rollout, routing, task, version_sets,
};

/// The types that the package names. Those in their fields come by themselves.
macro_rules! describe {
    ($generator:ident: $($type:ty),* $(,)?) => { $($generator.subschema_for::<$type>();)* };
}

fn main() {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    describe! { generator:
        limits::Limits,
        version_sets::BuildIdOperation,
        operation::Operation,
        operation::AnyOperation,
        deployments::DeploymentLimits,
        deployments::Happening,
        deployments::HappeningEffect,
        deployments::Lookups,
        deployments::Lookup,
        deployments::DeploymentEffect,
        deployments::DescribeWorkerDeploymentResponse,
        deployments::DescribeWorkerDeploymentVersionResponse,
        deployments::WorkflowEvent,
        version_sets::UpdateResult,
        version_sets::WorkerBuildIdVersionSets,
        version_sets::RunKind,
        version_sets::ReachedBy,
        routing::ReachabilityRequest,
        task::Task,
        task::Outcome,
        task::Resolution,
        routing::Worker,
        routing::PollOutcome,
        namespace::NamespaceSnapshot,
        refusal::StatusCode,
        refusal::RefusalReason,
        interop::SnippetLanguage,
        rollout::Preview,
        rollout::RolloutDocument,
        rollout::RolloutStep,
        rollout::RolloutLanding,
        explain::ExplainedLanding,
        explain::ExplainedCheck,
        rollout::Retirement,
        explain::ExplainedRetirement,
        rollout::NewDefault,
        rollout::RetirementOptions,
        explain::ExplainedReachability,
        rollout::Situation,
        rollout::Difference,
        explain::ExplainedFlow,
        explain::FlowOptions,
        explain::LandingReasons,
        rollout::ComposedStep,
        rollout::Changes,
        planning::PlanOptions,
        planning::WantedSets,
        planning::Plan,
        planning::Rollback,
        planning::WorkerNeed,
        hazards::HazardKind,
        explain::ExplainedHazard,
        explain::ExplainedVerdict,
        landings::Totals,
        landings::WorkflowLandingsRow,
        explain::Described,
        explain::ExplainedPushPlan,
        explain::ExplainedPushEvent,
        explain::ExplainedOtherStarts,
        push::PushLook,
        interop::PassedOver,
        interop::command::CommandReading,
        interop::command::DeploymentCommandReading,
        interop::command::PastedAnswer,
        interop::command::Place,
    }
    let definitions = generator.take_definitions(true);
    println!("{}", serde_json::to_string_pretty(&definitions).expect("a schema is JSON"));
}
