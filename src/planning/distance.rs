//! How many operations a state is from the goal, without a search. `docs/planning.md` says why the formulas hold;
//! the tests compare them with a search of all states.

use super::board::Board;
use super::target::{Id, Order, Target};

/// What a group still needs, whatever the others do.
#[derive(Clone, Copy, Default)]
pub(super) struct Need {
    /// Sets that hold build IDs of it.
    pub sets: usize,
    /// Build IDs to be added.
    missing: usize,
    /// Operations: merges, additions and promotions of build IDs within a set.
    pub operations: usize,
    /// Merges that have to come after the last addition, or take one operation more.
    late_merges: usize,
}

impl Need {
    pub(super) fn of(target: &Target<'_>, board: &Board, group: usize) -> Self {
        let members = &target.groups[group];
        let mut need = Self::default();
        for id in members {
            if board.is_set_default(*id) {
                need.sets += 1;
            } else if board.lands(*id).is_none() {
                need.missing += 1;
            }
        }
        match target.order {
            Order::All => need.count_of_order(board, members, board.settled(target, group)),
            Order::Defaults { of_queue } => {
                need.count_of_default(board, target.defaults[group], of_queue == Some(group));
            }
        }
        need
    }

    fn merges(self) -> usize {
        self.sets.saturating_sub(1)
    }

    fn count_of_default(&mut self, board: &Board, wanted: Option<Id>, is_queue_default: bool) {
        self.operations = self.merges() + self.missing;
        let Some(wanted) = wanted.filter(|id| board.lands(*id).is_some()) else { return };
        // One that is the default already stays so when the others are added to other sets, and these are
        // merged into its own.
        let is_default = board.is_set_default(wanted);
        if !is_default || self.sets < 2 && self.missing > 0 {
            self.operations += 1;
        } else if is_queue_default && self.missing > 0 {
            self.late_merges = 1;
        }
    }

    /// All members after the settled ones have to become the default once more, in order: by being added or
    /// promoted, or for free by a merge into the set whose default they are.
    fn count_of_order(&mut self, board: &Board, members: &[Id], settled: usize) {
        if self.sets < 2 {
            self.operations = members.len() - settled;
            return;
        }
        // A merge promotes something, at best what ends last.
        let settled = settled.min(members.len() - 1);
        let free = free_by_merging(board, members, settled);
        let due = members.len() - settled;
        self.operations = self.merges() + due - free.len().min(self.merges());
        self.late_merges = self.late_merges(board, members, settled, &free);
    }

    /// `free` holds the places of what can be promoted for free.
    fn late_merges(self, board: &Board, members: &[Id], settled: usize, free: &[usize]) -> usize {
        let Some(last_missing) = members.iter().rposition(|id| board.lands(*id).is_none()) else {
            return 0;
        };
        let early = free.iter().filter(|place| **place < last_missing).count();
        let late = free.len().min(self.merges()).saturating_sub(early);
        let waiting = &free[early..early + late];
        // The sets that wait can take in others, but none with a build ID that is promoted before them.
        let mut taken_in = 0;
        for (place, id) in members.iter().enumerate() {
            if !board.is_set_default(*id) || waiting.contains(&place) {
                continue;
            }
            // What is promoted just before the last addition can take in the other sets; so can a set whose
            // default is the last of the settled, or is promoted later anyway.
            if last_missing > settled || place + 1 >= settled {
                return late;
            }
            let first_waiting = waiting.first().copied().unwrap_or(last_missing);
            let between = &members[last_missing..first_waiting];
            taken_in += usize::from(!between.iter().any(|other| board.lands(*other) == Some(*id)));
        }
        // One of the others is left for the addition.
        self.merges() - taken_in.min(self.sets - late - 1)
    }
}

/// The places of the members that a merge can promote at the right time: the default of a set, when none of the
/// set's other members is due before it.
fn free_by_merging(board: &Board, members: &[Id], settled: usize) -> Vec<usize> {
    let mut disturbed = Vec::new();
    let mut free = Vec::new();
    for (place, id) in members.iter().enumerate().skip(settled) {
        if board.is_set_default(*id) {
            if !disturbed.contains(id) {
                free.push(place);
            }
        } else if let Some(set) = board.lands(*id) {
            disturbed.push(set);
        }
    }
    free
}

/// What the groups together still need.
struct Total<'a> {
    needs: &'a [Need],
    operations: usize,
    /// Sets that can be added before a merge makes room.
    room: usize,
    /// New sets up to the one that is looked at.
    new_sets: usize,
    /// The merges of later groups that cannot make room for earlier ones, each group's apart.
    too_late: Vec<usize>,
}

impl Total<'_> {
    /// Looks at a group that has to be promoted, from the last to the first.
    fn look_at(&mut self, group: usize) {
        let need = self.needs[group];
        if need.sets == 0 {
            while self.too_late.iter().sum::<usize>() + self.new_sets > self.room {
                // Promoting a set when its time comes, by one operation more, lets all its merges be early.
                let Some(most) = self.too_late.iter_mut().max() else { break };
                if *most == 0 {
                    break;
                }
                *most = 0;
                self.operations += 1;
            }
            self.new_sets -= 1;
        } else if need.missing == 0 {
            self.operations += 1;
        } else {
            self.too_late.push(need.late_merges);
        }
    }
}

/// The number of operations from a state to the goal, given the needs of its groups.
///
/// The state is within the limit of sets, and so is the goal.
pub(super) fn distance(target: &Target<'_>, board: &Board, needs: &[Need]) -> usize {
    let mut total = Total { needs, operations: 0, room: 0, new_sets: 0, too_late: Vec::new() };
    let mut merges: usize = 0;
    for need in needs {
        total.operations += need.operations;
        merges += need.merges();
        total.new_sets += usize::from(need.sets == 0);
    }
    total.room = target.most_sets().saturating_add(merges).saturating_sub(board.sets(target).len());
    match target.order {
        Order::All => {
            for group in (groups_in_order(target, board)..needs.len()).rev() {
                total.look_at(group);
            }
        }
        Order::Defaults { of_queue: Some(last) } => {
            let others = total.new_sets - usize::from(needs[last].sets == 0);
            let queue_default = board.queue_default(target).map(|id| target.group_of(id));
            if queue_default != Some(last) || others > 0 {
                total.look_at(last);
                for (group, need) in needs.iter().enumerate() {
                    if group != last && need.sets == 0 {
                        total.look_at(group);
                    }
                }
            }
        }
        Order::Defaults { of_queue: None } => {}
    }
    total.operations
}

/// How many of the first groups have all their sets in order, so that none of these needs to be promoted. The
/// later one of two sets says where they are when they are merged.
pub(super) fn groups_in_order(target: &Target<'_>, board: &Board) -> usize {
    // From 1, so that 0 is for none.
    let mut last_places = vec![0; target.groups.len()];
    for (place, set) in board.sets(target).iter().enumerate() {
        last_places[target.group_of(*set)] = place + 1;
    }
    let mut before = 0;
    for (group, place) in last_places.iter().enumerate() {
        if *place <= before {
            return group;
        }
        before = *place;
    }
    last_places.len()
}
