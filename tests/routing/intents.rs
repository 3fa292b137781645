//! The table of intents: what each SDK makes of an intent, by the queue that the command names.

use crate::common::QUEUE;
use crate::words::{Kind, OTHER_QUEUE, command, landing, on, two_queues};
use worker_versioning::task::{Reason, Sdk, VersioningIntent};

const ALL: [Sdk; 6] = [Sdk::Go, Sdk::Python, Sdk::TypeScript, Sdk::DotNet, Sdk::Ruby, Sdk::Java];
const ALL_BUT_JAVA: [Sdk; 5] = [Sdk::Go, Sdk::Python, Sdk::TypeScript, Sdk::DotNet, Sdk::Ruby];

/// Inheriting lands on 1.1, the default of the workflow's set; the defaults are 2.0 and 9.0.
fn check(sdks: &[Sdk], intent: VersioningIntent, same: &str, other: &str, unnamed: &str) {
    for &sdk in sdks {
        for kind in [Kind::Activity, Kind::ChildWorkflow, Kind::ContinueAsNew] {
            for (task_queue, expected) in
                [(Some(QUEUE), same), (Some(OTHER_QUEUE), other), (None, unnamed)]
            {
                let task = command(kind, on("1.0"), task_queue, intent, sdk);
                let (outcome, reason) = landing(&two_queues(), &task);
                let outcome =
                    if reason == Reason::CrossQueueRejected { "refused" } else { &outcome };
                assert_eq!(outcome, expected, "{task:?}");
            }
        }
    }
}

#[test]
fn compatible_inherits() {
    check(&ALL, VersioningIntent::Compatible, "1.1", "refused", "1.1");
}

#[test]
fn default_does_not_inherit() {
    check(&ALL, VersioningIntent::Default, "2.0", "9.0", "2.0");
}

#[test]
fn the_older_flag_does_not_inherit() {
    check(&ALL, VersioningIntent::UseLatestBuildId, "2.0", "9.0", "2.0");
}

#[test]
fn unspecified_inherits_on_the_same_queue() {
    check(&ALL_BUT_JAVA, VersioningIntent::Unspecified, "1.1", "9.0", "1.1");
}

#[test]
fn unspecified_in_java_takes_an_unnamed_queue_for_another() {
    check(&[Sdk::Java], VersioningIntent::Unspecified, "1.1", "9.0", "2.0");
}
