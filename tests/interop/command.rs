//! Operations written as `temporal` commands and read back, and what else people paste.

use proptest::prelude::*;
use worker_versioning::interop::command::{
    CommandProblem, CommandReading, NoCommand, PastedAnswer, Place, get_build_id_reachability,
    get_build_ids, pasted_answers, read_command, read_operation, write_operation,
};
use worker_versioning::names::TaskQueueName;
use worker_versioning::operation::Operation;
use worker_versioning::version::WorkerVersion;
use worker_versioning::version_sets::BuildIdOperation;

use crate::common::{
    add_compatible, add_compatible_and_promote, add_new_default, any_operation, merge, promote_set,
    promote_within_set,
};

fn on(task_queue: &str, operation: BuildIdOperation) -> Operation {
    Operation { task_queue: task_queue.into(), operation }
}

/// Reads what follows `temporal task-queue update-build-ids`.
fn read_update(words: &str) -> Result<Operation, String> {
    read_operation(&format!("temporal task-queue update-build-ids {words}"))
        .map_err(|error| error.to_string())
}

#[test]
fn commands_are_read() {
    for (words, operation) in [
        ("add-new-default --task-queue orders --build-id 2.0", add_new_default("2.0")),
        (
            "add-new-compatible --task-queue orders --build-id 1.1 --existing-compatible-build-id 1.0",
            add_compatible("1.1", "1.0"),
        ),
        (
            "add-new-compatible --task-queue orders --build-id 1.1 --existing-compatible-build-id 1.0 --set-as-default",
            add_compatible_and_promote("1.1", "1.0"),
        ),
        ("promote-set --task-queue orders --build-id 1.0", promote_set("1.0")),
        ("promote-id-in-set --task-queue orders --build-id 1.0", promote_within_set("1.0")),
        // Short flags, and flags with `=`.
        ("add-new-default -t orders --build-id 2.0", add_new_default("2.0")),
        ("add-new-default -t=orders --build-id=2.0", add_new_default("2.0")),
        ("add-new-default --task-queue=orders --build-id=--a=b", add_new_default("--a=b")),
        // How to reach the server.
        (
            "add-new-default --address 127.0.0.1:7233 -n shop --tls --task-queue orders --build-id 2.0 -o json",
            add_new_default("2.0"),
        ),
        // Continued lines.
        (
            "add-new-default \\\n  --task-queue orders \\\n  --build-id 2.0\n",
            add_new_default("2.0"),
        ),
        ("add-new-default \\\r\n  -t orders \\\r\n  --build-id 2.0 \\", add_new_default("2.0")),
        // Quotes and backslashes.
        (
            r#"add-new-default --task-queue "orders" --build-id 'it'\''s \"2.0"'"#,
            add_new_default(r#"it's \"2.0""#),
        ),
        (r#"promote-set -t orders --build-id "a\"\\\$\b""#, promote_set(r#"a"\$\b"#)),
        ("promote-set -t orders --build-id ''", promote_set("")),
        // Bytes that are printed.
        (
            r#"promote-set -t orders --build-id a"$(printf '\342\200\250')"b"#,
            promote_set("a\u{2028}b"),
        ),
        (r#"promote-set -t orders --build-id "$(printf '\047\042')""#, promote_set("'\"")),
        ("promote-set -torders --build-id '$X'", promote_set("$X")),
        (r"promote-set -torders --build-id \$X%Y", promote_set("$X%Y")),
        (r"promote-set -torders --build-id '%X%'", promote_set("%X%")),
        ("promote-set -torders --build-id 1$", promote_set("1$")),
        // Of a flag that stands twice, the last counts.
        ("promote-set -t a -t orders --build-id 1.0", promote_set("1.0")),
    ] {
        assert_eq!(read_update(words), Ok(on("orders", operation)), "{words}");
    }
}

#[test]
fn a_prompt_and_the_name_of_the_program_may_be_there() {
    let expected = on("orders", promote_set("1.0"));
    for start in
        ["temporal task-queue", "$ temporal task-queue", "  $  temporal task-queue", "task-queue"]
    {
        let command = format!("{start} update-build-ids promote-set -t orders --build-id 1.0");
        assert_eq!(read_operation(&command), Ok(expected.clone()), "{command}");
    }
}

#[test]
fn values_of_flags_that_need_none() {
    let words = "add-new-compatible -t q --build-id b --existing-compatible-build-id a";
    for (value, promotes) in
        [("=true", true), ("=T", true), ("=1", true), ("=false", false), ("=0", false)]
    {
        let expected =
            if promotes { add_compatible_and_promote("b", "a") } else { add_compatible("b", "a") };
        let words = format!("{words} --set-as-default{value}");
        assert_eq!(read_update(&words), Ok(on("q", expected)), "{words}");
    }
}

#[test]
fn what_is_no_command_is_refused() {
    for (words, expected) in [
        (
            "remove --task-queue orders",
            "Expected one of add-new-default, add-new-compatible, promote-set, promote-id-in-set, got remove.",
        ),
        (
            "",
            "Expected one of add-new-default, add-new-compatible, promote-set, promote-id-in-set, got nothing.",
        ),
        ("promote-set --build-id 1.0", "Expected --task-queue."),
        ("promote-set --task-queue orders", "Expected --build-id."),
        ("add-new-compatible -t orders --build-id 1.0", "Expected --existing-compatible-build-id."),
        ("promote-set --task-queue", "Expected a value after --task-queue."),
        ("promote-set orders", "Expected a flag such as --build-id, got orders."),
        ("promote-set -torders", "Expected --build-id."),
        ("promote-set -\u{e9}", "Expected a flag such as --build-id, got -\u{e9}."),
        (
            "add-new-compatible -t q --set-as-default=yes",
            "Expected true or false for --set-as-default, got yes.",
        ),
        (
            "add-new-default -t q --build-id 3 --ramp-percentage 30",
            "Expected a flag that the command has, got --ramp-percentage, which it refuses.",
        ),
        (
            "promote-set -t q --build-id 3 --set-as-default",
            "Expected a flag that the command has, got --set-as-default, which it refuses.",
        ),
        (
            "promote-set -t q --build-id 3 --max-sets 3",
            "Expected a flag that the command has, got --max-sets, which it refuses.",
        ),
        ("promote-set -x", "Expected a flag that the command has, got -x, which it refuses."),
        ("promote-set -t q --build-id 3 -h", "Expected a command that does something, got --help."),
        ("promote-set --", "Expected a flag such as --build-id, got --."),
        ("promote-set --task-queue 'orders", "Expected another quote that ends the quoted text."),
        ("promote-set --task-queue \"orders", "Expected another quote that ends the quoted text."),
    ] {
        assert_eq!(read_update(words), Err(expected.to_owned()), "{words}");
    }
    for text in ["", "temporal workflow list", "temporal task-queue get-build-ids -t orders", "# a"]
    {
        let message = read_operation(text).expect_err(text).to_string();
        assert_eq!(message, "Expected temporal task-queue update-build-ids … .", "{text}");
    }
}

/// The sample as it stands in scripts: what is read of each, and what was passed over.
#[test]
fn commands_as_they_stand_in_scripts() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/samples");
    let text = std::fs::read_to_string(format!("{folder}/commands.txt")).expect("a sample");
    let found: Vec<_> = text
        .lines()
        .map(|line| match read_command(line) {
            Ok(CommandReading { operation, passed_over, values: _ }) => {
                let command = write_operation(&operation).expect("a command");
                let command = command.replace(" \\\n    ", " ");
                let passed_over = passed_over.iter().map(|passed| format!(" ¦ {}", passed.text));
                let command = command.replace("temporal task-queue update-build-ids ", "");
                command + &passed_over.collect::<String>()
            }
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(
        found,
        [
            "add-new-default --task-queue=default --build-id=1.0 ¦ TEMPORAL_ADDRESS=x:7233",
            "add-new-default --task-queue=default --build-id=1.0 ¦ --env prod",
            "promote-set --task-queue=orders --build-id=1.0 ¦ docker exec admin-tools",
            "promote-set --task-queue=orders --build-id=1.0 ¦ # back to old",
            "promote-set --task-queue=orders --build-id=1.0 ¦ 2>/dev/null",
            "Expected the value of $NEW_ID, which only your shell knows: write it in its place.",
            "Expected a flag that the command has, got --ramp-percentage, which it refuses.",
            "add-new-default --task-queue=orders --build-id=1",
            "promote-set --task-queue=orders --build-id=2 ¦ --build-id 1",
            "promote-set --task-queue=orders --build-id=1.0 ¦ | jq .",
            "promote-set --task-queue=orders --build-id=1.0 ¦ kubectl exec -n temporal deploy/tools -- ¦ > out.json ¦ 2>&1 ¦ && echo done",
            "promote-set --task-queue=orders --build-id=1.0 ¦ PS C:\\tools> & ¦ &> log",
            "promote-set --task-queue=orders --build-id=1.0 ¦ [me@host ~]$ sudo",
            "Expected the value of ${NEW_ID:-2.0}, which only your shell knows: write it in its place.",
            "Expected the value of $(git rev-parse HEAD), which only your shell knows: write it in its place.",
            "Expected the value of `git rev-parse HEAD`, which only your shell knows: write it in its place.",
            "Expected the value of $QUEUE, which only your shell knows: write it in its place.",
            "Expected the value of %NEW_ID%, which only your shell knows: write it in its place.",
            "Expected the value of $1, which only your shell knows: write it in its place.",
            "promote-set --task-queue=orders --build-id=1.0 ¦ --address $ADDRESS",
            "Expected one command, got another one after it: && temporal task-queue update-build-ids promote-set -t orders --build-id 2.0.",
            "Expected a value after --build-id.",
        ]
    );
    let said = read_command(text.lines().nth(8).expect("a line")).expect("a command").passed_over;
    assert_eq!(
        said[0].what,
        "Passed over in line 1: --build-id 1 (the command takes the last --build-id)."
    );
}

#[test]
fn a_reading_says_where_the_values_stand() {
    for (flags, expected) in [
        ("--task-queue orders --build-id 1.0", ["orders", "1.0"]),
        ("--build-id=1.0 --task-queue=orders", ["orders", "1.0"]),
        ("-torders -n dev --build-id='1.0 ü'", ["orders", "'1.0 ü'"]),
        ("-t=or=ders --build-id 9 --build-id \"1.0\"", ["or=ders", "\"1.0\""]),
        ("-tor=ders --build-id=", ["or=ders", ""]),
        ("\\\n  --task-queue \\\n  'é' \\\n --build-id=a=b | jq", ["'é'", "a=b"]),
    ] {
        let text = format!("ü $ temporal task-queue update-build-ids promote-set {flags}");
        let lines: Vec<Vec<u16>> = text.lines().map(|line| line.encode_utf16().collect()).collect();
        let reading = read_command(&text).expect(flags);
        let shown: Vec<String> = reading
            .values
            .iter()
            .map(|value| {
                let start = value.column - 1;
                let units = &lines[value.line - 1][start..start + value.length];
                String::from_utf16(units).expect("whole characters")
            })
            .collect();
        assert_eq!(shown, expected, "{flags}");
    }
}

#[test]
fn an_error_says_where_in_the_text() {
    let lines = "# Ship 2.0\ndocker exec t temporal --env prod \\\r\n  task-queue update-build-ids promote-set \\\n";
    for (rest, expected, blamed) in [
        (
            "  -t orders --bild-id 1.0",
            "4, column 13: Expected a flag that the command has, got --bild-id, which it refuses.",
            "--bild-id",
        ),
        (
            "  -t 'órders' --build-id $ID",
            "4, column 26: Expected the value of $ID, which only your shell knows: write it in its place.",
            "$ID",
        ),
        ("  -t orders 1.0", "4, column 13: Expected a flag such as --build-id, got 1.0.", "1.0"),
        (
            "  -t orders --build-id",
            "4, column 13: Expected a value after --build-id.",
            "--build-id",
        ),
        (
            "  -t orders --tls=maybe",
            "4, column 13: Expected true or false for --tls, got maybe.",
            "--tls=maybe",
        ),
        (
            "  -t orders -h",
            "4, column 13: Expected a command that does something, got --help.",
            "-h",
        ),
        ("  -t 'orders", "4, column 6: Expected another quote that ends the quoted text.", "'"),
        (
            "  -t orders",
            "3, column 3: Expected --build-id.",
            "task-queue update-build-ids promote-set",
        ),
        (
            "  -t orders --build-id 1.0\ntemporal task-queue update-build-ids promote-set -t orders",
            "5, column 1: Expected one command, got another one after it: temporal task-queue update-build-ids promote-set.",
            "temporal task-queue update-build-ids promote-set",
        ),
    ] {
        let text = format!("{lines}{rest}");
        let error = read_command(&text).expect_err(rest);
        assert_eq!(error.to_string(), format!("Line {expected}"), "{rest}");
        let Place { line, column, length } = error.place.expect("a place");
        let line = text.split('\n').nth(line - 1).expect("the line");
        let units: Vec<u16> = line.encode_utf16().skip(column - 1).take(length).collect();
        assert_eq!(String::from_utf16_lossy(&units), blamed, "{rest}");
    }
    let error = read_command("$ temporal task-queue update-build-ids remove").expect_err("unknown");
    assert_eq!(error.place, Some(Place { line: 1, column: 40, length: 6 }));
    assert!(!error.to_string().contains("column"), "there is only one line");
    let error = read_command("temporal\nworkflow list").expect_err("no such command");
    assert_eq!((error.place, error.to_string().starts_with("Expected")), (None, true));
    let text = "$ temporal task-queue get-build-ids -t a\nnull\n$ temporal task-queue get-build-ids \\\n -t $B\nnull";
    let error = pasted_answers(text).expect_err("a variable");
    assert_eq!(
        error.to_string(),
        "Line 4, column 5: Expected the value of $B, which only your shell knows: write it in its place."
    );
}

#[test]
fn flags_that_make_no_difference_are_named_and_their_secrets_are_not() {
    let text = "X=1 temporal --env prod --tls --api-key=top --codec-auth secret \\\n task-queue update-build-ids promote-set -n shop -t a -t orders \\\n --color never -ojson --build-id 1.0 > out";
    let reading = read_command(text).expect("a command");
    let passed_over: Vec<_> =
        reading.passed_over.iter().map(|passed| passed.what.as_str()).collect();
    assert_eq!(
        passed_over,
        [
            "Passed over in line 1: X=1 (before the command).",
            "Passed over in line 1: --env prod (it says only how to reach the cluster).",
            "Passed over in line 1: --tls (it says only how to reach the cluster).",
            "Passed over in line 1: --api-key … (it says only how to reach the cluster).",
            "Passed over in line 1: --codec-auth … (it says only how to reach the cluster).",
            "Passed over in line 2: -n shop (it says only how to reach the cluster).",
            "Passed over in line 2: -t a (the command takes the last --task-queue).",
            "Passed over in line 3: --color never (it changes only what the command prints).",
            "Passed over in line 3: -ojson (it changes only what the command prints).",
            "Passed over in line 3: > out (not part of the command).",
        ]
    );
}

#[test]
fn what_no_command_can_do() {
    let merge = write_operation(&on("orders", merge("a", "b")));
    assert_eq!(merge, Err(NoCommand::MergeSets));
    assert_eq!(
        NoCommand::MergeSets.comment(),
        "# Neither the temporal command nor the Go SDK can merge version sets: use the Python, TypeScript, Java or .NET SDK."
    );
    assert_eq!(write_operation(&on("a\0", promote_set("1.0"))), Err(NoCommand::Nul));
    assert_eq!(get_build_ids(&"\0".into()), Err(NoCommand::Nul));
    assert_eq!(
        get_build_id_reachability(&"orders".into(), &WorkerVersion::BuildId("\0".into())),
        Err(NoCommand::Nul)
    );
}

#[test]
fn commands_that_only_read() {
    assert_eq!(
        get_build_ids(&"it's".into()).unwrap(),
        r"temporal task-queue get-build-ids --task-queue='it'\''s'"
    );
    for (version, expected) in [
        (
            WorkerVersion::BuildId("1.0".into()),
            "temporal task-queue get-build-id-reachability --task-queue=orders --build-id=1.0",
        ),
        (
            WorkerVersion::Unversioned,
            "temporal task-queue get-build-id-reachability --task-queue=orders --build-id=''",
        ),
    ] {
        assert_eq!(get_build_id_reachability(&"orders".into(), &version).unwrap(), expected);
    }
}

/// Each answer of a text, as `queue: text`.
fn answers(text: &str) -> Vec<String> {
    let answers = pasted_answers(text).expect(text);
    let line = |PastedAnswer { task_queue, text }| {
        let task_queue = task_queue.map_or("?".to_owned(), |name| name.to_string());
        format!("{task_queue}: {text:?}")
    };
    answers.into_iter().map(line).collect()
}

#[test]
fn answers_below_their_commands() {
    let command = "temporal task-queue get-build-ids";
    for (text, expected) in [
        ("[]".to_owned(), vec![r#"?: "[]\n""#]),
        (String::new(), vec![]),
        ("\n \n".to_owned(), vec![]),
        (
            format!("$ {command} -t orders -o json\n[]\n\n$ {command} --task-queue='a b'\nnull"),
            vec![r#"orders: "\n[]\n\n""#, r#"a b: "\n\n\n\nnull\n""#],
        ),
        // What stands before the first command is an answer without one.
        (format!("[]\n{command} -t orders\nnull"), vec![r#"?: "[]\n""#, r#"orders: "\n\nnull\n""#]),
        // Commands that name no queue.
        (format!("{command}\nnull"), vec![r#"?: "\nnull\n""#]),
        (format!("{command} -t ''\nnull"), vec![r#"?: "\nnull\n""#]),
        // A command over several lines.
        (format!("> {command} \\\n  -t orders\nnull"), vec![r#"orders: "\n\nnull\n""#]),
        (format!("{command} \\\r\n  -t orders\r\nnull"), vec![r#"orders: "\n\nnull\n""#]),
        (format!("{command} -t orders \\"), vec![r#"orders: "\n""#]),
        ("temporal  task-queue\tget-build-ids -t orders".to_owned(), vec![r#"orders: "\n""#]),
        // With the shell around it.
        (
            format!("```\nX=1 docker exec t {command} -t orders | jq .\nnull\n```"),
            vec![r#"orders: "```\n\nnull\n```\n""#],
        ),
        (
            "/bin/temporal.exe --env prod task-queue get-build-ids -t orders 2>&1 # now\nnull"
                .to_owned(),
            vec![r#"orders: "\nnull\n""#],
        ),
        // Words that only look like the command.
        (format!("x{command} -t orders"), vec![&*format!(r#"?: "x{command} -t orders\n""#)]),
        (format!("{command}2 -t orders"), vec![&*format!(r#"?: "{command}2 -t orders\n""#)]),
        ("temporal temporal".to_owned(), vec![r#"?: "temporal temporal\n""#]),
    ] {
        assert_eq!(answers(&text), expected, "{text}");
    }
    let error = pasted_answers(&format!("{command} orders")).expect_err("a stray word");
    assert_eq!(error.to_string(), "Expected a flag such as --build-id, got orders.");
    let error = pasted_answers(&format!("{command} -t $QUEUE\nnull")).expect_err("a variable");
    assert_eq!(error.problem, CommandProblem::Variable("$QUEUE".to_owned()));
    let error = pasted_answers(&format!("{command} -t 'orders")).expect_err("an open quote");
    assert_eq!(error.to_string(), "Expected another quote that ends the quoted text.");
}

/// Names of task queues and build IDs, with what shells and the reader take for something else.
fn any_name() -> impl Strategy<Value = String> + Clone {
    let pieces = prop_oneof![
        any::<String>(),
        r#"[\\'"$`#=!~ \n\r\t0-7-]{0,6}"#,
        "[\u{1}-\u{20}\u{7f}-\u{a0}\u{2000}-\u{206f}\u{fff0}-\u{10010}\u{e0000}-\u{e0080}]{0,3}",
        Just("\"$(printf '".to_owned()),
        Just("$(printf '\\342\\200\\250')\"".to_owned()),
        Just("')\"".to_owned()),
        Just(" \\\n    --task-queue=".to_owned()),
        Just("temporal task-queue get-build-ids".to_owned()),
    ];
    prop::collection::vec(pieces, 0..4).prop_map(|pieces| pieces.concat().replace('\0', ""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_written_is_read_back(task_queue in any_name(), operation in any_operation(any_name())) {
        let operation = on(&task_queue, operation);
        let command = match write_operation(&operation) {
            Err(NoCommand::MergeSets) => return Ok(()),
            command => command.unwrap(),
        };
        prop_assert_eq!(read_operation(&command), Ok(operation.clone()), "{}", command);
    }

    #[test]
    fn the_queue_of_a_pasted_command_is_read_back(task_queue in any_name()) {
        prop_assume!(!task_queue.is_empty() && !task_queue.contains('\n'));
        let command = get_build_ids(&task_queue.as_str().into()).unwrap();
        let answers = pasted_answers(&format!("$ {command}\nnull\n")).unwrap();
        prop_assert_eq!(answers.len(), 1, "{}", command);
        prop_assert_eq!(answers[0].task_queue.as_ref().map(TaskQueueName::as_str), Some(&*task_queue));
    }

    #[test]
    fn words_are_those_of_a_well_known_reader(text in any_name()) {
        prop_assume!(!text.contains("printf") && !text.contains('\r'));
        // It does not know what a shell takes for itself.
        let text = text.replace(['$', '`', '|', ';', '&', '<', '>'], "x");
        let read = |words: &str| {
            let operation = read_operation(&format!("task-queue update-build-ids {words}"));
            operation.map_err(|error| error.problem)
        };
        let expected = match shell_words::split(&format!("{text}\n")) {
            Ok(words) => read(&shell_words::join(words)),
            Err(_) => Err(CommandProblem::OpenQuote),
        };
        prop_assert_eq!(read(&text), expected);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any_name()) {
        let _ = read_operation(&text);
        let _ = read_operation(&format!("task-queue update-build-ids {text}"));
        let _ = pasted_answers(&format!("temporal task-queue get-build-ids {text}"));
    }
}
