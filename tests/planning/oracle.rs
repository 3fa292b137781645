//! All states of version sets with up to five build IDs, all operations between them, and a search of the whole graph.
//! It is written straight from the definition by moments and shares no code with the engine.

use std::collections::{HashMap, HashSet};

/// The build IDs are numbers below this.
pub const MOST: usize = 5;

/// A state: a row for each build ID that is present, in the order of their moments.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// Build IDs, each with the position of its set, in the order in which they last became a set default.
    pub rows: Vec<(u8, u8)>,
}

/// A state that an operation leads to.
pub struct Next {
    /// The operation: a letter for its kind, and its build IDs. A set is named by its default.
    pub label: (char, u8, u8),
    pub state: State,
    /// The members of the sets that it merges, as bits.
    merged: Option<[u16; 2]>,
}

impl State {
    pub fn set_count(&self) -> u8 {
        self.rows.iter().map(|(_, set)| set + 1).max().unwrap_or(0)
    }

    /// The members of each set in order.
    pub fn listed(&self) -> Vec<Vec<u8>> {
        let of_set = |set| self.rows.iter().filter(move |row| row.1 == set).map(|row| row.0);
        (0..self.set_count()).map(|set| of_set(set).collect()).collect()
    }

    fn set_of(&self, id: u8) -> Option<u8> {
        self.rows.iter().find(|row| row.0 == id).map(|row| row.1)
    }

    fn default_of(&self, set: u8) -> u8 {
        self.rows.iter().rfind(|row| row.1 == set).expect("no set is empty").0
    }

    /// Where a task that names a build ID lands.
    pub fn lands(&self, id: u8) -> u8 {
        self.set_of(id).map_or(id, |set| self.default_of(set))
    }

    pub fn queue_default(&self) -> Option<u8> {
        Some(self.default_of(self.set_count().checked_sub(1)?))
    }

    fn stamped(&self, id: u8, set: u8) -> Self {
        let mut rows = self.rows.clone();
        rows.retain(|row| row.0 != id);
        rows.push((id, set));
        Self { rows }
    }

    fn with_set_last(&self, set: u8) -> Self {
        let last = self.set_count() - 1;
        let place = |other: u8| match other {
            _ if other == set => last,
            _ if other > set => other - 1,
            _ => other,
        };
        Self { rows: self.rows.iter().map(|(id, set)| (*id, place(*set))).collect() }
    }

    fn merged(&self, primary: u8, secondary: u8) -> Self {
        let stamped = self.stamped(self.default_of(primary), primary);
        let (earlier, later) = (primary.min(secondary), primary.max(secondary));
        let place = |set: u8| {
            let set = if set == earlier { later } else { set };
            if set > earlier { set - 1 } else { set }
        };
        Self { rows: stamped.rows.iter().map(|(id, set)| (*id, place(*set))).collect() }
    }

    /// The states after each operation that changes this one.
    pub fn next(&self, most: u8) -> Vec<Next> {
        let mut all = Vec::new();
        let mut put = |label, state, merged| all.push(Next { label, state, merged });
        let sets = self.set_count();
        for id in (0..most).filter(|id| self.set_of(*id).is_none()) {
            put(('n', id, id), self.stamped(id, sets), None);
            for set in 0..sets {
                let added = self.stamped(id, set);
                put(('c', id, self.default_of(set)), added.clone(), None);
                put(('C', id, self.default_of(set)), added.with_set_last(set), None);
            }
        }
        for (id, set) in &self.rows {
            if self.default_of(*set) != *id {
                put(('p', *id, *id), self.stamped(*id, *set), None);
            }
        }
        for set in 0..sets {
            let default = self.default_of(set);
            if set + 1 != sets {
                put(('s', default, default), self.with_set_last(set), None);
            }
            for other in (0..sets).filter(|other| *other != set) {
                let merged = Some([set, other].map(|set| self.mask(set)));
                put(('m', default, self.default_of(other)), self.merged(set, other), merged);
            }
        }
        all
    }

    /// Whether some number of operations can lead to these listed sets.
    ///
    /// To be able to search with more build IDs, it drops states that merge what belongs apart, and states that still
    /// need too many additions and merges.
    pub fn leads_to(&self, goal: &[Vec<u8>], steps: usize, most_sets: u8) -> bool {
        let group_of = |id: u8| goal.iter().position(|set| set.contains(&id)).expect("in the goal");
        let most = goal.iter().flatten().max().map_or(0, |id| id + 1);
        let mut layer: HashSet<Self> = [self.clone()].into();
        for left in (0..steps).rev() {
            if layer.iter().any(|state| state.listed() == goal) {
                return true;
            }
            let mut next = HashSet::new();
            for state in layer {
                for Next { state, .. } in state.next(most) {
                    let sets = state.listed();
                    let is_apart = sets
                        .iter()
                        .all(|set| set.iter().all(|id| group_of(*id) == group_of(set[0])));
                    let missing = usize::from(most) - state.rows.len();
                    let grown =
                        sets.iter().map(|set| group_of(set[0])).collect::<HashSet<_>>().len();
                    let lacks = missing + sets.len() - grown;
                    if is_apart && lacks <= left && state.set_count() <= most_sets {
                        next.insert(state);
                    }
                }
            }
            layer = next;
        }
        layer.iter().any(|state| state.listed() == goal)
    }

    /// The members of a set as bits.
    fn mask(&self, set: u8) -> u16 {
        self.rows.iter().filter(|row| row.1 == set).map(|row| 1 << row.0).sum()
    }
}

/// How many subjects follow the queue default, and the set of each build ID.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    pub queue_default: u32,
    pub build_ids: [u32; MOST],
}

/// The way to a state: the number of operations, of subjects that they move, and of build IDs that would land
/// elsewhere.
pub type Way = (u32, u32, u32);

/// The better of two ways to equal listings.
fn better(one: Option<Way>, other: Option<Way>) -> Option<Way> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

struct Edge {
    to: u32,
    merged: Option<[u16; 2]>,
}

pub struct Graph {
    /// The most build IDs of a state.
    pub most: usize,
    states: Vec<State>,
    numbers: HashMap<State, u32>,
    edges: Vec<Vec<Edge>>,
    facts: Vec<Facts>,
    /// All that a server can list, which is the sets without moments.
    pub listings: Vec<Vec<Vec<u8>>>,
    /// For each state, the position of its listing.
    listing_of: Vec<usize>,
}

/// Which merges a search tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merges {
    /// All.
    Any,
    /// Those of two sets that both hold a build ID of the start, as plans do.
    OfStart,
}

impl Graph {
    /// The graph of all states with up to this number of build IDs.
    pub fn of(most: u8) -> Self {
        let mut states = Vec::new();
        for present in 0..1_u8 << most {
            let ids: Vec<u8> = (0..most).filter(|id| present & 1 << id != 0).collect();
            for order in orders(&ids) {
                arrange(&order, &mut Vec::new(), &mut states);
            }
        }
        let numbers: HashMap<State, u32> = states.iter().cloned().zip(0..).collect();
        let edge = |next: Next| Edge { to: numbers[&next.state], merged: next.merged };
        let edges =
            states.iter().map(|state| state.next(most).into_iter().map(edge).collect()).collect();
        let facts = states.iter().map(Facts::of).collect();
        let (mut listings, mut places) = (Vec::new(), HashMap::new());
        let mut place_of = |state: &State| {
            *places.entry(state.listed()).or_insert_with_key(|listed| {
                listings.push(listed.clone());
                listings.len() - 1
            })
        };
        let listing_of = states.iter().map(&mut place_of).collect();
        Self { most: most.into(), states, numbers, edges, facts, listings, listing_of }
    }

    fn number(&self, state: &State) -> usize {
        self.numbers[state] as usize
    }

    /// The best way from a state to each listing. States with the same listing differ only in moments.
    pub fn ways_to_listings(
        &self,
        start: &State,
        most_sets: u8,
        merges: Merges,
        weights: &Weights,
    ) -> Vec<Option<Way>> {
        let mut best = vec![None; self.listings.len()];
        let ways = self.ways(self.number(start), most_sets, merges, weights);
        for (way, listing) in ways.into_iter().zip(&self.listing_of) {
            best[*listing] = better(best[*listing], way);
        }
        best
    }

    /// The best way from a state to each other: of those with the fewest operations the one that moves the least.
    fn ways(
        &self,
        start: usize,
        most_sets: u8,
        merges: Merges,
        weights: &Weights,
    ) -> Vec<Option<Way>> {
        let present: u16 = self.states[start].rows.iter().map(|row| 1 << row.0).sum();
        let facts = &self.facts;
        let mut ways = vec![None; self.states.len()];
        ways[start] = Some((0, 0, 0));
        let mut layer = vec![start];
        let mut steps = 0;
        while !layer.is_empty() {
            steps += 1;
            let mut next = Vec::new();
            for from in layer {
                let (_, moved_before, changed_before) = ways[from].expect("it was reached");
                for Edge { to, merged } in &self.edges[from] {
                    let to = *to as usize;
                    let is_of_start = |mask: &u16| mask & present != 0;
                    if facts[to].set_count > most_sets
                        || merges == Merges::OfStart && !merged.iter().flatten().all(is_of_start)
                    {
                        continue;
                    }
                    let (moved, changed) = facts[from].moved(&facts[to], weights);
                    let way = (steps, moved_before + moved, changed_before + changed);
                    match &mut ways[to] {
                        None => {
                            ways[to] = Some(way);
                            next.push(to);
                        }
                        Some(other) if other.0 == steps => *other = way.min(*other),
                        Some(_) => {}
                    }
                }
            }
            layer = next;
        }
        ways
    }
}

struct Facts {
    lands: [u8; MOST],
    queue_default: Option<u8>,
    set_count: u8,
}

impl Facts {
    fn of(state: &State) -> Self {
        Self {
            lands: [0, 1, 2, 3, 4].map(|id| state.lands(id)),
            queue_default: state.queue_default(),
            set_count: state.set_count(),
        }
    }

    fn moved(&self, after: &Self, weights: &Weights) -> (u32, u32) {
        let (mut moved, mut changed) = (0, 0);
        for (id, weight) in weights.build_ids.iter().enumerate() {
            if self.lands[id] != after.lands[id] {
                moved += weight;
                changed += 1;
            }
        }
        if self.queue_default != after.queue_default {
            moved += weights.queue_default;
            changed += 1;
        }
        (moved, changed)
    }
}

/// All orders of some build IDs.
pub fn orders(ids: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for id in ids {
        all = all
            .into_iter()
            .flat_map(|order: Vec<u8>| {
                (0..=order.len()).map(move |place| {
                    let mut order = order.clone();
                    order.insert(place, *id);
                    order
                })
            })
            .collect();
    }
    all
}

/// All ways to put build IDs, in the order of their moments, into sets in some order.
pub fn arrange(order: &[u8], rows: &mut Vec<(u8, u8)>, states: &mut Vec<State>) {
    let Some(id) = order.get(rows.len()) else {
        let used: u32 = rows.iter().fold(0, |used, row| used | 1 << row.1);
        // The positions of the sets have to be 0, 1, 2 and so on.
        if used & (used + 1) == 0 {
            states.push(State { rows: rows.clone() });
        }
        return;
    };
    for set in 0..5 {
        rows.push((*id, set));
        arrange(order, rows, states);
        rows.pop();
    }
}
