//! Laws of plans and hazards for whatever is asked.

use std::num::NonZeroU32;

use proptest::prelude::*;

use crate::common::{self, QUEUE, sets_of, update};
use crate::words::{on_queue, subjects, workers};
use worker_versioning::hazards::hazards;
use worker_versioning::limits::Limits;
use worker_versioning::names::BuildId;
use worker_versioning::namespace::Namespace;
use worker_versioning::planning::{
    Goal, Group, UnknownBuildIds, WantedSets, WorkerNeed, plan, worker_needs,
};
use worker_versioning::rollout::{Difference, ListedSet, RolloutSubject, Timeline};
use worker_versioning::version_sets::{BuildIdOperation, VersionSets};

fn any_build_id() -> impl Strategy<Value = BuildId> {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "", "too long"]).prop_map(Into::into)
}

fn any_sets() -> impl Strategy<Value = Vec<Vec<BuildId>>> {
    prop::collection::vec(prop::collection::vec(any_build_id(), 0..4), 0..5)
}

fn any_goal() -> impl Strategy<Value = Goal> {
    let group = (prop::collection::vec(any_build_id(), 0..4), prop::option::of(any_build_id()))
        .prop_map(|(build_ids, set_default)| Group { build_ids, set_default });
    let some = (prop::collection::vec(group, 0..4), prop::option::of(any_build_id()))
        .prop_map(|(groups, queue_default)| WantedSets::Some { groups, queue_default });
    let unknown = prop_oneof![Just(UnknownBuildIds::Add), Just(UnknownBuildIds::Refuse)];
    (prop_oneof![some, any_sets().prop_map(WantedSets::all)], unknown)
        .prop_map(|(sets, unknown_build_ids)| Goal { sets, unknown_build_ids })
}

/// Limits that were lowered since, too.
fn any_limits() -> impl Strategy<Value = Limits> {
    let limit = || (0..8_u32).prop_map(NonZeroU32::new);
    let huge = NonZeroU32::new(u32::MAX);
    (limit(), limit(), limit()).prop_map(move |(version_sets, build_ids, build_id_bytes)| Limits {
        version_sets,
        build_ids,
        build_id_bytes,
        task_queues_per_build_id: huge,
    })
}

/// A namespace whose queue holds what of the sets can be held.
fn namespace(limits: Limits, sets: Vec<Vec<BuildId>>) -> Namespace {
    let mut namespace = Namespace::new(limits);
    if let Ok(sets) = VersionSets::from_listed(sets) {
        namespace.import(QUEUE.into(), sets).expect("a good name");
    }
    namespace
}

fn any_operation() -> impl Strategy<Value = BuildIdOperation> {
    common::any_operation(prop::sample::select(vec!["a", "b", "c", "d", "e"]))
}

proptest! {
    #[test]
    fn a_plan_leads_to_its_goal(limits in any_limits(), sets in any_sets(), goal in any_goal()) {
        let mut namespace = namespace(limits, sets);
        let found = plan(&namespace, &QUEUE.into(), &goal, &subjects("new a b b"));
        prop_assert_eq!(&found, &plan(&namespace, &QUEUE.into(), &goal, &subjects("new a b b")));
        let Ok(found) = found else { return Ok(()) };
        for operation in &found.operations {
            update(&mut namespace, operation).expect("not refused");
        }
        let again = plan(&namespace, &QUEUE.into(), &goal, &[]).expect("there is nothing to do");
        prop_assert_eq!(again.operations, []);
        if let WantedSets::All { all_sets } = &goal.sets {
            let set = |set: &ListedSet| format!("[{}]", set.build_ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
            let wanted: Vec<_> = all_sets.iter().map(set).collect();
            prop_assert_eq!(sets_of(&namespace, QUEUE), wanted.join(" "));
        }
    }

    #[test]
    fn hazards_are_of_what_there_is(
        limits in any_limits(),
        sets in any_sets(),
        operations in prop::collection::vec(any_operation(), 0..6),
    ) {
        let namespace = namespace(limits, sets);
        let operations = on_queue(operations);
        let (subjects, workers) = (subjects("new a b c - ? (a)"), workers("a b -"));
        let mut step = 0;
        for hazard in hazards(&namespace, &subjects, &|_| Vec::new(), &workers, &operations) {
            prop_assert!(hazard.step >= step && hazard.step <= operations.len());
            step = hazard.step;
            let is_known = |what: &RolloutSubject| subjects.iter().any(|subject| subject.what == *what);
            prop_assert!(hazard.subjects.iter().all(is_known));
            prop_assert!(hazard.workers.iter().all(|place| *place < workers.len()));
        }
    }

    #[test]
    fn workers_are_up_whenever_something_lands_on_them(
        sets in any_sets(),
        operations in prop::collection::vec(any_operation(), 0..6),
    ) {
        let namespace = namespace(Limits::default(), sets);
        let subjects = subjects("new a b c - ? (a)");
        let timeline = Timeline::new(&namespace, &subjects, &[], &on_queue(operations));
        let needs = worker_needs(&timeline, &subjects, &[]);
        let steps = timeline.last_step();
        for need in &needs {
            prop_assert!(need.start_before <= steps);
            prop_assert!(need.stop_after.is_none_or(|step| step <= steps));
        }
        // Something lands somewhere else only on workers that are needed from that step on, or earlier.
        for step in 1..=steps {
            let [before, after] = [step - 1, step].map(|step| timeline.after(step).situation());
            for moved in Difference::new(before, after).moved() {
                let lands = after.landing(moved).outcome.version().expect("nothing is rejected");
                let is_of = |need: &&WorkerNeed| need.version == *lands;
                let need = needs.iter().find(is_of).expect("a need");
                prop_assert!(need.start_before <= step);
                prop_assert!(need.stop_after.is_none_or(|stop| stop > step) || moved + 1 == subjects.len());
            }
        }
    }
}
