#!/usr/bin/env python3
"""Runs docs/recipes/nats/worker.py on a NATS server on loopback, and writes down what it published.

usage: jetstream.py SERVER WORKER SLUGLINE RECORDS FOLDER SETTINGS...

A message for each line of RECORDS. Twice: `one` worker, whose answers are to stand in the order of the records; and `two`,
before which another is killed in the middle of its work, whose answers are put into that order here, by their numbers.
Writes FOLDER/NAME/answers.ndjson and errors.ndjson, which is what either subject has, and all.ndjson. Then messages that no
line of a file can be: see ODD.
"""

import asyncio
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import nats

# The server's own end, should nobody be left to end it: seconds.
AT_MOST = "900"
# Seconds after which a killed worker's stories come again, and those in which nothing may come to one that waits for them.
ACK_WAIT, IDLE = 5, 8

# Messages, and the error of each, if any: a record on several lines; a line's end in a string, which is no JSON, and must not
# become any; one whose answer is larger than the server takes.
ODD = [
    (b'{\n  "id": 0,\n  "text": "Rain"\n}\n', None),
    (b'{"id":1,"text":"Rain\nIt rained."}', "not-json"),
    (json.dumps({"id": 2, "text": "x\ny " * 180_000}).encode(), "answer-too-large"),
]


class Server:
    """A server on a port of its own, which ends with this."""

    def __init__(self, program, folder):
        folder.mkdir(parents=True)
        self.folder = folder
        store = ["--jetstream", "--store_dir", folder / "store", "--ports_file_dir", folder]
        with open(folder / "server.log", "wb") as log:
            words = ["timeout", AT_MOST, program, "--addr", "127.0.0.1", "--port", "-1", *store]
            self.process = subprocess.Popen(words, stderr=log)

    def __enter__(self):
        while self.process.poll() is None:
            for ports in self.folder.glob("*.ports"):
                try:
                    return json.loads(ports.read_text())["nats"][0]
                except ValueError:
                    pass  # It is being written.
            time.sleep(0.02)
        sys.exit("the server did not start\n" + (self.folder / "server.log").read_text())

    def __exit__(self, *_):
        # `timeout` hands it on.
        self.process.terminate()
        self.process.wait()


class Run:
    """A stream of stories, and one of what is published for them."""

    def __init__(self, url, jetstream, name, arguments):
        self.url, self.jetstream, self.name = url, jetstream, name
        _, _, self.worker, self.slugline, _, _, *self.settings = arguments

    async def prepare(self, records):
        await self.jetstream.add_stream(name=f"{self.name}-in", subjects=[f"{self.name}.stories"])
        # Both in one: their order among each other is seen.
        await self.jetstream.add_stream(name=f"{self.name}-out", subjects=[f"{self.name}.answers", f"{self.name}.errors"])
        stored = [await self.jetstream.publish_async(f"{self.name}.stories", record) for record in records]
        await asyncio.gather(*stored)

    def start(self, *more):
        words = [sys.executable, self.worker, "--server", self.url, "--slugline", self.slugline]
        for subject in ["stories", "answers", "errors"]:
            words += [f"--{subject}", f"{self.name}.{subject}"]
        words += [*more, "--", *self.settings]
        return subprocess.Popen(words, stdout=subprocess.PIPE)

    async def published(self):
        return (await self.jetstream.stream_info(f"{self.name}-out")).state.messages

    async def read(self):
        """What was published, in its order: number of the story, subject, answer."""
        answers = await self.jetstream.pull_subscribe(f"{self.name}.*", stream=f"{self.name}-out")
        found = []
        while len(found) < await self.published():
            for message in await answers.fetch(500, timeout=10):
                number = message.headers["Nats-Msg-Id"].rpartition(":")[2]
                found.append((int(number), message.subject, message.data + b"\n"))
                await message.ack()
        return found

    def write(self, found, folder):
        folder = folder / self.name
        folder.mkdir()
        for subject in ["answers", "errors"]:
            lines = [answer for _, told, answer in found if told.endswith(subject)]
            (folder / f"{subject}.ndjson").write_bytes(b"".join(lines))
        (folder / "all.ndjson").write_bytes(b"".join(answer for _, _, answer in found))


def counts(worker):
    """What a worker prints at its end."""
    said, _ = worker.communicate()
    if worker.returncode != 0:
        sys.exit(f"a worker ended with {worker.returncode}")
    return json.loads(said)


async def one(run, records, folder):
    await run.prepare(records)
    started = time.monotonic()
    counted = counts(run.start("--idle", "1"))
    print(f"one worker: {counted}, {time.monotonic() - started:.1f} s with one of waiting")
    if counted["records"] != len(records):
        sys.exit(f"of {len(records)} records it counts {counted}")
    run.write(await run.read(), folder)


async def two(run, records, folder):
    await run.prepare(records)
    wait = ["--ack-wait", str(ACK_WAIT)]
    killed = run.start(*wait)
    while await run.published() == 0:
        if killed.poll() is not None:
            sys.exit(f"a worker ended with {killed.returncode}")
        await asyncio.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    print(f"a worker was killed, {await run.published()} answers were published")
    workers = [run.start(*wait, "--idle", str(IDLE)) for _ in range(2)]
    for worker in workers:
        print(f"one of two workers: {counts(worker)}")
    run.write(sorted(await run.read()), folder)


async def odd(run):
    await run.prepare([message for message, _ in ODD])
    counts(run.start("--idle", "1"))
    answers = [json.loads(answer) for _, _, answer in await run.read()]
    found = [answer.get("error", {}).get("code") for answer in answers]
    wanted = [code for _, code in ODD]
    if found != wanted:
        sys.exit(f"odd messages: expected {wanted}, found {found}")


async def main(arguments):
    _, server, _, _, records, folder, *_ = arguments
    records, folder = Path(records).read_bytes().removesuffix(b"\n").split(b"\n"), Path(folder)
    with Server(server, folder / "server") as url:
        connection = await nats.connect(url)
        # A machine that is busy with other work is slow to store.
        jetstream = connection.jetstream(timeout=60)
        await one(Run(url, jetstream, "one", arguments), records, folder)
        await two(Run(url, jetstream, "two", arguments), records, folder)
        await odd(Run(url, jetstream, "odd", arguments))
        await connection.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv))
