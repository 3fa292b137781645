//! Every state of up to five build IDs, and every goal for it: there is a plan if any is possible, it is as short as
//! possible, and of the shortest it moves the least.

use std::collections::HashMap;

use crate::common::{QUEUE, update};
use crate::oracle::{Graph, MOST, Merges, State, Way, Weights, arrange};
use crate::words::{new_workflows, workflow};
use worker_versioning::limits::Limits;
use worker_versioning::names::BuildId;
use worker_versioning::namespace::Namespace;
use worker_versioning::planning::{Goal, Group, Plan, TieBreak, UnknownBuildIds, WantedSets, plan};
use worker_versioning::rollout::Subject;
use worker_versioning::version_sets::{Effect, Moment, SetMember, VersionSet, VersionSets};

const WEIGHTS: [Weights; 3] = [
    Weights { queue_default: 1, build_ids: [1; MOST] },
    Weights { queue_default: 3, build_ids: [2, 0, 5, 1, 3] },
    Weights { queue_default: 7, build_ids: [0, 1, 0, 4, 2] },
];

pub fn name(id: u8) -> BuildId {
    char::from(b'a' + id).to_string().into()
}

fn id(build_id: &BuildId) -> u8 {
    build_id.as_str().bytes().next().expect("a name") - b'a'
}

pub fn namespace_of(state: &State, limits: Limits) -> Namespace {
    let mut sets: Vec<VersionSet> = (0..state.set_count())
        .map(|place| VersionSet {
            members: Vec::new(),
            became_queue_default: Moment::new(u64::from(place) + 1).expect("a moment"),
            oldest_build_id: None,
        })
        .collect();
    for ((id, set), moment) in state.rows.iter().zip(1..) {
        sets[usize::from(*set)].members.push(SetMember {
            build_id: name(*id),
            became_set_default: Moment::new(moment).expect("a moment"),
            imported_in_set: None,
        });
    }
    let mut namespace = Namespace::new(limits);
    let sets = VersionSets::from_recorded(sets).expect("a state");
    namespace.import(QUEUE.into(), sets).expect("a good name");
    namespace
}

fn subjects(weights: &Weights) -> Vec<Subject> {
    let mut subjects = vec![new_workflows(); weights.queue_default as usize];
    for (id, weight) in (0..).zip(weights.build_ids) {
        subjects.extend(vec![workflow(name(id).as_str()); weight as usize]);
    }
    subjects
}

/// The states with this number of build IDs that differ by more than their names: a is the one with the first moment,
/// and so on.
fn starts(count: u8) -> Vec<State> {
    let mut states = Vec::new();
    arrange(&(0..count).collect::<Vec<_>>(), &mut Vec::new(), &mut states);
    states
}

/// The sets as they are listed at the start and after each step of a plan.
pub fn course(namespace: &Namespace, plan: &Plan) -> Vec<Vec<Vec<u8>>> {
    let listed = |namespace: &Namespace| {
        let sets = namespace.version_sets(&QUEUE.into()).map_or(&[][..], VersionSets::sets);
        sets.iter().map(|set| set.build_ids().map(id).collect()).collect()
    };
    let mut namespace = namespace.clone();
    let mut course = vec![listed(&namespace)];
    for operation in &plan.operations {
        let effect = update(&mut namespace, operation).expect("no step is refused");
        assert_eq!(effect, Effect::Changed);
        course.push(listed(&namespace));
    }
    course
}

/// The length of a course, and how much it moves.
fn way(course: &[Vec<Vec<u8>>], weights: &Weights) -> Way {
    let lands = |sets: &[Vec<u8>], id: u8| {
        sets.iter().find(|set| set.contains(&id)).map_or(id, |set| set[set.len() - 1])
    };
    let (mut moved, mut changed) = (0, 0);
    for step in course.windows(2) {
        let [before, after] = step else { unreachable!("two states") };
        if before.last().and_then(|set| set.last()) != after.last().and_then(|set| set.last()) {
            moved += weights.queue_default;
            changed += 1;
        }
        for (id, weight) in (0..).zip(weights.build_ids) {
            if lands(before, id) != lands(after, id) {
                moved += weight;
                changed += 1;
            }
        }
    }
    (u32::try_from(course.len() - 1).expect("few steps"), moved, changed)
}

pub fn limits_of(most_sets: u8) -> Limits {
    Limits { version_sets: std::num::NonZeroU32::new(most_sets.into()), ..Limits::default() }
}

/// A limit of sets that no state reaches.
const NO_LIMIT: u8 = 9;

/// A start, and the subjects that should move as little as possible.
struct Case<'a> {
    start: &'a State,
    namespace: Namespace,
    subjects: Vec<Subject>,
    weights: &'a Weights,
}

impl<'a> Case<'a> {
    fn new(start: &'a State, most_sets: u8, weights: &'a Weights) -> Self {
        let namespace = namespace_of(start, limits_of(most_sets));
        Self { start, namespace, subjects: subjects(weights), weights }
    }

    /// Compares the plan with the best way that the search of all states found, and returns the sets at its end.
    fn compare(&self, goal: &Goal, best: Option<Way>) -> Option<Vec<Vec<u8>>> {
        let found = plan(&self.namespace, &QUEUE.into(), goal, &self.subjects);
        match (found, best) {
            (Ok(plan), Some(best)) => {
                let mut course = course(&self.namespace, &plan);
                let way = way(&course, self.weights);
                assert_eq!(way, best, "{:?} {goal:?} {:?}", self.start, plan.operations);
                assert_eq!(plan.tie_break, TieBreak::Exact);
                course.pop()
            }
            (Err(_), None) => None,
            (found, best) => {
                panic!("{:?} {goal:?}: expected {best:?}, got {found:?}", self.start)
            }
        }
    }
}

/// The best way to each listing. It also checks that the merges which plans leave out would not make any shorter.
fn ways(graph: &Graph, start: &State, most_sets: u8, weights: &Weights) -> Vec<Option<Way>> {
    let ways = graph.ways_to_listings(start, most_sets, Merges::OfStart, weights);
    if start.rows.len() < graph.most {
        let length = |way: &Option<Way>| way.map(|way| way.0);
        let with_other_merges = graph.ways_to_listings(start, most_sets, Merges::Any, weights);
        assert!(ways.iter().map(length).eq(with_other_merges.iter().map(length)), "{start:?}");
    }
    ways
}

/// Checks every goal that lists all sets, from every start with `known` build IDs.
fn check_all_orders(graph: &Graph, known: u8, most_sets: u8, weights: &Weights) {
    for start in starts(known) {
        let case = Case::new(&start, most_sets, weights);
        let ways = ways(graph, &start, most_sets, weights);
        for (listed, best) in graph.listings.iter().zip(ways) {
            let sets = listed.iter().map(|set| set.iter().copied().map(name).collect()).collect();
            let goal =
                Goal { sets: WantedSets::all(sets), unknown_build_ids: UnknownBuildIds::Add };
            if let Some(end) = case.compare(&goal, best) {
                assert_eq!(end, *listed);
            }
        }
    }
}

#[test]
fn all_orders_of_four() {
    let graph = Graph::of(4);
    for weights in &WEIGHTS {
        for known in 0..=4 {
            check_all_orders(&graph, known, NO_LIMIT, weights);
        }
    }
}

#[test]
fn all_orders_of_five() {
    let graph = Graph::of(5);
    for known in 0..=5 {
        check_all_orders(&graph, known, NO_LIMIT, &WEIGHTS[1]);
    }
}

#[test]
fn all_orders_within_a_limit_of_sets() {
    let graph = Graph::of(4);
    for most_sets in 1..=4 {
        for known in 0..=4 {
            check_all_orders(&graph, known, most_sets, &WEIGHTS[2]);
        }
    }
}

/// A goal that leaves something open.
#[derive(Debug, Clone)]
struct SomeSets {
    /// For each build ID, the group that names it.
    group_of: Vec<Option<usize>>,
    defaults: Vec<Option<u8>>,
    queue_default: Option<u8>,
}

/// All such goals for build IDs below a number.
fn goals(most: u8) -> Vec<SomeSets> {
    let mut groupings = vec![(Vec::new(), 0)];
    for _ in 0..most {
        groupings = groupings
            .into_iter()
            .flat_map(|(group_of, groups): (Vec<Option<usize>>, usize)| {
                let named = (0..=groups).map(Some);
                [None].into_iter().chain(named).map(move |group| {
                    let mut group_of = group_of.clone();
                    group_of.push(group);
                    (group_of, groups + usize::from(group == Some(groups)))
                })
            })
            .collect();
    }
    let mut goals = Vec::new();
    for (group_of, groups) in groupings {
        let mut all_defaults = vec![Vec::new()];
        for group in 0..groups {
            let members: Vec<u8> =
                (0..most).filter(|id| group_of[usize::from(*id)] == Some(group)).collect();
            all_defaults = all_defaults
                .into_iter()
                .flat_map(|defaults: Vec<Option<u8>>| {
                    let wanted = [None].into_iter().chain(members.iter().copied().map(Some));
                    wanted.map(move |default| {
                        let mut defaults = defaults.clone();
                        defaults.push(default);
                        defaults
                    })
                })
                .collect();
        }
        for defaults in all_defaults {
            for queue_default in [None].into_iter().chain((0..most).map(Some)) {
                let (group_of, defaults) = (group_of.clone(), defaults.clone());
                goals.push(SomeSets { group_of, defaults, queue_default });
            }
        }
    }
    goals
}

impl SomeSets {
    fn goal(&self) -> Goal {
        let members = |group| {
            let of_group = (0..).zip(&self.group_of).filter(move |(_, of)| **of == Some(group));
            of_group.map(|(id, _)| name(id)).collect()
        };
        let group = |(group, default): (usize, &Option<u8>)| Group {
            build_ids: members(group),
            set_default: default.map(name),
        };
        let groups = self.defaults.iter().enumerate().map(group).collect();
        let sets = WantedSets::Some { groups, queue_default: self.queue_default.map(name) };
        Goal { sets, unknown_build_ids: UnknownBuildIds::Add }
    }

    /// Whether the goal is reached: the documentation of `WantedSets::Some`, written out.
    fn is_reached(&self, start: &[Vec<u8>], end: &Outline) -> bool {
        let group_of = |id: u8| self.group_of[usize::from(id)];
        let is_named = |id: u8| group_of(id).is_some() || self.queue_default == Some(id);
        let known = |id: u8| start.iter().any(|set| set.contains(&id));
        let ids = || (0..).take(self.group_of.len());
        let set_of = |id: u8| end.lands[usize::from(id)];
        // The build IDs are those of the start and those that are named.
        ids().all(|id| set_of(id).is_some() == (known(id) || is_named(id)))
            && ids().all(|one| {
                ids().all(|other| match (group_of(one), group_of(other)) {
                    (Some(group), Some(of_other)) => {
                        (group == of_other) == (set_of(one) == set_of(other))
                    }
                    _ => true,
                })
            })
            && self.defaults.iter().flatten().all(|id| set_of(*id) == Some(*id))
            && self.queue_default.is_none_or(|id| end.queue_default == Some(id))
            // A set of which no build ID is named is as it was. Other sets may only have taken in sets and build IDs of
            // the same group.
            && start.iter().all(|set| {
                let default = set[set.len() - 1];
                set.iter().any(|id| is_named(*id))
                    || ids().all(|id| (set_of(id) == Some(default)) == set.contains(&id))
            })
            && self.queue_default.is_none_or(|queue_default| {
                // A queue default in no group has a set of its own, unless a group names build IDs of its set.
                let own = start.iter().find(|set| set.contains(&queue_default));
                let own = own.cloned().unwrap_or_else(|| vec![queue_default]);
                own.iter().any(|id| group_of(*id).is_some())
                    || ids().all(|id| {
                        (set_of(id) == Some(queue_default)) == own.contains(&id)
                    })
            })
    }
}

/// All of a state that matters for such goals.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Outline {
    /// For each build ID, the default of its set.
    lands: [Option<u8>; MOST],
    queue_default: Option<u8>,
}

fn outline(listed: &[Vec<u8>]) -> Outline {
    let set_of = |id: u8| listed.iter().find(|set| set.contains(&id));
    let lands = [0, 1, 2, 3, 4].map(|id| set_of(id).map(|set| set[set.len() - 1]));
    Outline { lands, queue_default: listed.last().map(|set| set[set.len() - 1]) }
}

fn check_goals(graph: &Graph, start: &State, goals: &[SomeSets], most_sets: u8, weights: &Weights) {
    let case = Case::new(start, most_sets, weights);
    let mut best: HashMap<Outline, Way> = HashMap::new();
    for (end, way) in graph.listings.iter().zip(ways(graph, start, most_sets, weights)) {
        if let Some(way) = way {
            best.entry(outline(end)).and_modify(|best| *best = way.min(*best)).or_insert(way);
        }
    }
    let listed = start.listed();
    for wanted in goals {
        let ends = best.iter().filter(|(end, _)| wanted.is_reached(&listed, end));
        let best = ends.map(|(_, way)| *way).min();
        let goal = wanted.goal();
        if let Some(end) = case.compare(&goal, best) {
            assert!(wanted.is_reached(&listed, &outline(&end)), "{start:?} {goal:?}");
        }
    }
}

#[test]
fn all_goals_of_four() {
    let (graph, goals) = (Graph::of(4), goals(4));
    for weights in &WEIGHTS {
        for known in 0..=4 {
            for start in starts(known) {
                check_goals(&graph, &start, &goals, NO_LIMIT, weights);
            }
        }
    }
}

#[test]
fn all_goals_within_a_limit_of_sets() {
    let (graph, goals) = (Graph::of(4), goals(4));
    for most_sets in 1..=4 {
        for known in 0..=4 {
            for start in starts(known) {
                check_goals(&graph, &start, &goals, most_sets, &WEIGHTS[2]);
            }
        }
    }
}

/// The moments make no difference for these goals, so one state for each listing is enough.
#[test]
fn all_goals_of_five() {
    let (graph, goals) = (Graph::of(5), goals(5));
    for known in 0..=5 {
        for start in starts(known) {
            if start.listed().concat().is_sorted() {
                check_goals(&graph, &start, &goals, NO_LIMIT, &WEIGHTS[1]);
            }
        }
    }
}
