//! How many operations a state is from the goal, without a search. `docs/planning.md` says why the formulas hold;
//! the tests compare them with a search of all states.

use super::board::Board;
use super::target::{Id, Order, Target};

/// What a group still needs, whatever the others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Need {
    /// Sets that hold build IDs of it.
    pub sets: usize,
    /// Build IDs to be added.
    pub missing: usize,
    /// Operations: merges, additions and promotions of build IDs within a set.
    pub operations: usize,
    /// Merges that have to come after the last addition, or take one operation more.
    late_merges: usize,
}

impl Need {
    pub(super) fn of(target: &Target, board: &Board, group: usize) -> Self {
        let members = &target.groups[group];
        let sets = members.iter().filter(|id| board.is_set_default(**id)).count();
        let missing = members.iter().filter(|id| board.lands[**id].is_none()).count();
        let need = Self { sets, missing, ..Self::default() };
        match &target.order {
            Order::All { .. } => need.of_order(board, members, board.settled[group]),
            Order::Defaults { of_groups, of_queue } => {
                need.of_default(board, of_groups[group], *of_queue == Some(group))
            }
        }
    }

    fn merges(self) -> usize {
        self.sets.saturating_sub(1)
    }

    fn of_default(self, board: &Board, wanted: Option<Id>, is_queue_default: bool) -> Self {
        let known = wanted.filter(|id| board.lands[*id].is_some());
        let is_default = known.is_some_and(|id| board.is_set_default(id));
        // One that is the default already stays so when the others are added to other sets, and these are
        // merged into its own.
        let stays = is_default && (self.sets > 1 || self.missing == 0);
        let promotions = usize::from(known.is_some() && !stays);
        let is_late = is_queue_default && is_default && self.sets > 1 && self.missing > 0;
        Self {
            operations: self.merges() + self.missing + promotions,
            late_merges: usize::from(is_late),
            ..self
        }
    }

    /// All members after the settled ones have to become the default once more, in order: by being added or
    /// promoted, or for free by a merge into the set whose default they are.
    fn of_order(self, board: &Board, members: &[Id], settled: usize) -> Self {
        // A merge promotes something, at best what ends last.
        let most_settled = if self.sets > 1 { members.len() - 1 } else { members.len() };
        let settled = settled.min(most_settled);
        let due = members.len() - settled;
        if self.sets < 2 {
            return Self { operations: due, ..self };
        }
        let free = free_by_merging(board, members, settled);
        let merged = free.len().min(self.merges());
        let late_merges = self.late_merges(board, members, settled, &free);
        Self { operations: self.merges() + due - merged, late_merges, ..self }
    }

    /// `free` holds the places of what can be promoted for free.
    fn late_merges(self, board: &Board, members: &[Id], settled: usize, free: &[usize]) -> usize {
        let is_missing = |place: &usize| board.lands[members[*place]].is_none();
        let Some(last_missing) = (0..members.len()).rfind(is_missing) else { return 0 };
        let early = free.partition_point(|place| *place < last_missing);
        let late = free.len().min(self.merges()).saturating_sub(early);
        let late_places = &free[early..early + late];
        // What is promoted just before the last addition can take in the other sets; so can a set whose default
        // is the last of the settled, or is promoted later anyway.
        let can_take_in = |place: usize| {
            board.is_set_default(members[place])
                && place + 1 >= settled
                && !late_places.contains(&place)
        };
        if last_missing > settled || (0..members.len()).any(can_take_in) {
            return late;
        }
        // The sets that wait can take in others, but none with a build ID that is promoted before them.
        let Some(first_late) = late_places.first() else { return self.merges() };
        let others: Vec<Id> = (0..members.len())
            .filter(|place| board.is_set_default(members[*place]) && !late_places.contains(place))
            .map(|place| members[place])
            .collect();
        let disturbs = |set: &&Id| {
            (last_missing..*first_late).any(|place| board.lands[members[place]] == Some(**set))
        };
        let disturbing = others.iter().filter(disturbs).count();
        let early_merges = (others.len() - disturbing).min(others.len() - 1);
        self.merges() - early_merges
    }
}

/// The places of the members that a merge can promote at the right time: the default of a set, when none of the
/// set's other members is due before it.
fn free_by_merging(board: &Board, members: &[Id], settled: usize) -> Vec<usize> {
    let mut disturbed = vec![false; board.lands.len()];
    let mut free = Vec::new();
    for (place, id) in members.iter().enumerate().skip(settled) {
        match board.lands[*id] {
            Some(set) if set == *id && !disturbed[set] => free.push(place),
            Some(set) => disturbed[set] = true,
            None => {}
        }
    }
    free
}

/// The number of operations from a state to the goal, given the needs of its groups.
///
/// The state is within the limit of sets, and so is the goal.
pub(super) fn distance(target: &Target, board: &Board, needs: &[Need]) -> usize {
    let operations: usize = needs.iter().map(|need| need.operations).sum();
    let merges: usize = needs.iter().map(|need| need.merges()).sum();
    let mut new_sets = needs.iter().filter(|need| need.sets == 0).count();
    // Sets that can be added before a merge makes room.
    let room =
        target.most_sets().map(|most| most.saturating_add(merges).saturating_sub(board.sets.len()));
    let mut promotions = 0;
    // The merges of later groups that cannot make room for earlier ones, each group's apart.
    let mut too_late: Vec<usize> = Vec::new();
    let mut look_at = |group: usize| {
        let need = needs[group];
        if need.sets == 0 {
            while room.is_some_and(|room| too_late.iter().sum::<usize>() + new_sets > room) {
                // Promoting a set when its time comes, by one operation more, lets all its merges be early.
                let Some(largest) = largest(&too_late) else { break };
                too_late.swap_remove(largest);
                promotions += 1;
            }
            new_sets -= 1;
        } else if need.missing == 0 {
            promotions += 1;
        } else if need.late_merges > 0 {
            too_late.push(need.late_merges);
        }
    };
    match &target.order {
        Order::All { .. } => {
            let in_order = groups_in_order(target, board);
            (in_order..needs.len()).rev().for_each(look_at);
        }
        Order::Defaults { of_queue, .. } => {
            if let Some(last) = *of_queue {
                let default = board.queue_default().map(|id| target.group_of[id]);
                let others =
                    (0..needs.len()).filter(|group| *group != last && needs[*group].sets == 0);
                if default != Some(last) || others.clone().next().is_some() {
                    look_at(last);
                    others.for_each(look_at);
                }
            }
        }
    }
    operations + promotions
}

fn largest(numbers: &[usize]) -> Option<usize> {
    (0..numbers.len()).max_by_key(|place| numbers[*place])
}

/// How many of the first groups have all their sets in order, so that none of these needs to be promoted. The
/// later one of two sets says where they are when they are merged.
pub(super) fn groups_in_order(target: &Target, board: &Board) -> usize {
    let mut last_places = vec![None; target.groups.len()];
    for (place, set) in board.sets.iter().enumerate() {
        last_places[target.group_of[*set]] = Some(place);
    }
    let mut before = None;
    last_places
        .iter()
        .take_while(|place| {
            let follows = **place > before;
            before = **place;
            follows
        })
        .count()
}
