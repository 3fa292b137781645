//! Ordered lists in which anything moves to the end in the same time, however long they are.

/// A list of numbers. Which come after which is in the [`Links`] that it was made with.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    first: Option<usize>,
    last: Option<usize>,
    length: usize,
}

impl List {
    pub(super) const EMPTY: Self = Self { first: None, last: None, length: 0 };

    pub(super) const fn last(&self) -> Option<usize> {
        self.last
    }

    pub(super) const fn len(&self) -> usize {
        self.length
    }
}

/// The neighbours of numbers, each of which is in at most one list.
#[derive(Debug, Clone)]
pub(super) struct Links(Vec<Neighbours>);

#[derive(Debug, Clone, Copy)]
struct Neighbours {
    before: Option<usize>,
    after: Option<usize>,
}

impl Links {
    pub(super) const EMPTY: Self = Self(Vec::new());

    /// The numbers of a list in order.
    pub(super) fn numbers(&self, list: &List) -> impl Iterator<Item = usize> {
        std::iter::successors(list.first, |number| self.0[*number].after)
    }

    /// Appends the number that follows those that were ever added, counted from 0.
    pub(super) fn add(&mut self, list: &mut List) {
        self.0.push(Neighbours { before: None, after: None });
        self.append(list, self.0.len() - 1);
    }

    pub(super) fn move_to_end(&mut self, list: &mut List, number: usize) {
        self.remove(list, number);
        self.append(list, number);
    }

    pub(super) fn remove(&mut self, list: &mut List, number: usize) {
        let Neighbours { before, after } = self.0[number];
        match before {
            Some(before) => self.0[before].after = after,
            None => list.first = after,
        }
        match after {
            Some(after) => self.0[after].before = before,
            None => list.last = before,
        }
        list.length -= 1;
    }

    fn append(&mut self, list: &mut List, number: usize) {
        self.0[number] = Neighbours { before: list.last, after: None };
        match list.last {
            Some(former) => self.0[former].after = Some(number),
            None => list.first = Some(number),
        }
        list.last = Some(number);
        list.length += 1;
    }

    /// Two lists as one in which a number of the first comes before one of the second when `is_before` says so.
    pub(super) fn merged(
        &mut self,
        mut first: List,
        mut second: List,
        is_before: impl Fn(usize, usize) -> bool,
    ) -> List {
        let mut merged = List::EMPTY;
        loop {
            let from = match (first.first, second.first) {
                (Some(one), Some(other)) if is_before(one, other) => &mut first,
                (_, Some(_)) => &mut second,
                (Some(_), None) => &mut first,
                (None, None) => return merged,
            };
            if let Some(number) = from.first {
                self.remove(from, number);
                self.append(&mut merged, number);
            }
        }
    }
}
