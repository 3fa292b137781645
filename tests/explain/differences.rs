//! What differs between two moments.

use worker_versioning::explain;
use worker_versioning::interop::read_rollout;
use worker_versioning::rollout::{Changes, Difference, Rollout};

fn rollout() -> Rollout {
    read_rollout(include_str!("runbook/document.json")).expect("the document makes sense")
}

fn changes_of_step(step: usize) -> Vec<String> {
    let rollout = rollout();
    explain::changes(&Changes::new((&rollout, step - 1), (&rollout, step)))
}

#[test]
fn each_thing_that_differs_has_a_line() {
    assert_eq!(
        changes_of_step(3),
        [
            "orders: [1.0, 1.1] [2.0] → [1.0, 1.1, 1.2] [2.0]",
            "order-17: 1.1 on orders → 1.2 on orders",
            "order-3: 1.1 on orders → 1.2 on orders",
            "worker 1.1 on orders: receives its set's tasks → is superseded by 1.2",
        ],
    );
    assert_eq!(
        changes_of_step(6),
        [
            "it's `mail`: no version sets → [mail_1]",
            "new workflows on it's `mail`: unversioned workers on it's `mail` → mail_1 on it's `mail`",
            "unversioned worker on it's `mail`: receives all tasks of the queue → receives unversioned tasks only",
        ],
    );
}

#[test]
fn what_is_on_one_side_only_is_not_there_on_the_other() {
    let empty = read_rollout(r#"{ "version": 1 }"#).expect("the document makes sense");
    let named = read_rollout(
        r#"{
            "version": 1,
            "taskQueues": [{ "taskQueue": "orders" }],
            "workers": [{ "name": "blue", "taskQueue": "orders" }]
        }"#,
    )
    .expect("the document makes sense");
    assert_eq!(
        explain::changes(&Changes::new((&empty, 0), (&named, 0))),
        [
            "orders: not there → no version sets",
            "new workflows on orders: not there → unversioned workers on orders",
            "blue on orders: not there → receives all tasks of the queue",
        ],
    );
}

#[test]
fn a_difference_says_how_much_moves_and_waits() {
    let rollout = rollout();
    let between = |before, after| {
        let (before, after) = (rollout.situation(before), rollout.situation(after));
        explain::difference(&Difference::new(&before, &after), &after)
    };
    assert_eq!(between(0, 0), "No landings move.");
    assert_eq!(between(0, 1), "2 landings move; 2 without a worker.");
    assert_eq!(between(5, 6), "1 landing moves; 5 without a worker.");
}
