"""A real Python worker, and the update calls of the guides. Told what to do by lines of JSON.

Arguments: the server's address, a task queue, the worker's build ID.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Optional

from temporalio import activity, workflow
from temporalio.client import (
    BuildIdOpAddNewCompatible,
    BuildIdOpAddNewDefault,
    BuildIdOpMergeSets,
    BuildIdOpPromoteBuildIdWithinSet,
    BuildIdOpPromoteSetByBuildId,
    Client,
)
from temporalio.worker import Worker
from temporalio.workflow import VersioningIntent

INTENTS = {
    None: None,
    "COMPATIBLE": VersioningIntent.COMPATIBLE,
    "DEFAULT": VersioningIntent.DEFAULT,
}

OPERATIONS = {
    "addNewIdInNewDefaultSet": BuildIdOpAddNewDefault,
    "addNewCompatibleVersion": BuildIdOpAddNewCompatible,
    "promoteSetByBuildId": BuildIdOpPromoteSetByBuildId,
    "promoteBuildIdWithinSet": BuildIdOpPromoteBuildIdWithinSet,
    "mergeSets": BuildIdOpMergeSets,
}


@dataclass
class Wish:
    command: str
    intent: Optional[str] = None
    task_queue: Optional[str] = None


@workflow.defn(name="greet")
class Greet:
    """Waits, then runs the guides' two activities: one stays compatible, one takes the default."""

    def __init__(self) -> None:
        self._goes_on = False

    @workflow.run
    async def run(self) -> list[str]:
        await workflow.wait_condition(lambda: self._goes_on)
        timeout = timedelta(seconds=60)
        return [
            await workflow.execute_activity("say_hello", start_to_close_timeout=timeout),
            await workflow.execute_activity(
                "say_hello",
                versioning_intent=VersioningIntent.DEFAULT,
                start_to_close_timeout=timeout,
            ),
        ]

    @workflow.signal(name="go on")
    def go_on(self) -> None:
        self._goes_on = True


@workflow.defn(name="command")
class Command:
    """Sends one command, with an intent and a task queue or without."""

    @workflow.run
    async def run(self, wish: Wish) -> None:
        options = {"versioning_intent": INTENTS[wish.intent]}
        if wish.task_queue is not None:
            options["task_queue"] = wish.task_queue
        if wish.command == "activity":
            workflow.start_activity(
                "say_hello", start_to_close_timeout=timedelta(seconds=60), **options
            )
        elif wish.command == "childWorkflow":
            await workflow.start_child_workflow("greet", **options)
        elif wish.command == "continueAsNew":
            workflow.continue_as_new(Wish("none"), **options)
        await workflow.wait_condition(lambda: False)


async def main() -> None:
    address, task_queue, build_id = sys.argv[1:]
    client = await Client.connect(address)

    @activity.defn(name="say_hello")
    async def say_hello() -> str:
        return build_id

    async with Worker(
        client,
        task_queue=task_queue,
        build_id=build_id,
        use_worker_versioning=True,
        workflows=[Greet, Command],
        activities=[say_hello],
    ):
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            name, *values = json.loads(line)
            operation = OPERATIONS[name](*values)
            await client.update_worker_build_id_compatibility(task_queue, operation)
            print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
