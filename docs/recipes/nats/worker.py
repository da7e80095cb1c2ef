#!/usr/bin/env python3
"""Takes stories from NATS JetStream, has one `slugline stream` convert them, and publishes its answers in their order.

A story is acknowledged only after the server has stored its answer. Whatever goes wrong ends the worker; what it had not
acknowledged comes again, to the next one. An answer is published under the number of its story, so that the server drops
it where it has it already.
"""

import argparse
import asyncio
import contextlib
import json
import signal
import sys

import nats
from nats.js.api import ConsumerConfig
from nats.js.errors import NotFoundError

# The server counts headers too, and limits both together.
HEADERS = 1024
# An answer is a line. It has no limit of its own: the server's is held when it is published.
LONGEST_LINE = 1 << 30
# Seconds in which the server has to have stored an answer.
STORED_WITHIN = 30
# Seconds for which the server knows what it has. Far more than `--ack-wait`: what comes again comes after that.
KNOWN_FOR = 3600


def options():
    parser = argparse.ArgumentParser(description=__doc__, epilog="what follows `--` goes to slugline: -- --to jsonld -j 2")
    parser.add_argument("--server", default="nats://127.0.0.1:4222")
    parser.add_argument("--stories", default="stories", metavar="SUBJECT", help="where records come from")
    parser.add_argument("--answers", default="answers", metavar="SUBJECT", help="where answers go")
    parser.add_argument("--errors", default="errors", metavar="SUBJECT", help="where answers of failed records go")
    parser.add_argument("--name", default="slugline", help="the consumer; workers of one name share the work")
    parser.add_argument("--batch", type=int, default=100, help="stories that are taken at a time")
    parser.add_argument("--ack-wait", type=float, default=60, metavar="SECONDS", help="when a batch counts as lost")
    parser.add_argument("--idle", type=float, metavar="SECONDS", help="end when nothing came for so long; else never")
    parser.add_argument("--slugline", default="slugline", metavar="PATH")
    parser.add_argument("settings", nargs="+", help="options of `slugline stream`")
    return parser.parse_args()


async def find_or_make_stream(jetstream, subject):
    """A subject without a stream keeps nothing."""
    try:
        await jetstream.find_stream_name_by_subject(subject)
    except NotFoundError:
        await jetstream.add_stream(name=subject.replace(".", "-"), subjects=[subject], duplicate_window=KNOWN_FOR)


def line_of(story):
    """A record is a line. Line feeds within JSON are blanks, and carriage returns are the same blanks; neither may stand in
    a string, so that this mends nothing that is no JSON."""
    return story.data.replace(b"\n", b"\r") + b"\n"


class Worker:
    def __init__(self, options, connection, slugline):
        self.options, self.connection, self.slugline = options, connection, slugline
        self.jetstream = connection.jetstream(timeout=STORED_WITHIN)
        self.results = self.errors = 0

    async def work(self, stories, stop):
        """Takes stories until told to stop, or until none come any more."""
        idle = 0
        while not stop.is_set() and (self.options.idle is None or idle < self.options.idle):
            try:
                batch = await stories.fetch(self.options.batch, timeout=1)
            # Where nothing came the client raises its own kind of it or, if it learns that at the last moment, this itself.
            except asyncio.TimeoutError:
                idle += 1
                continue
            idle = 0
            # Both at once: slugline answers while it is sent to, and does not read on when nobody takes its answers.
            await asyncio.gather(self.send(batch), self.hand_on(batch))

    async def send(self, batch):
        self.slugline.stdin.writelines(line_of(story) for story in batch)
        # Where slugline has ended, its missing answer tells.
        with contextlib.suppress(ConnectionError):
            await self.slugline.stdin.drain()

    async def hand_on(self, batch):
        """Publishes an answer for each story, in their order; then waits for the server's word, and acknowledges."""
        published = []
        for story in batch:
            answer = await self.slugline.stdout.readline()
            if not answer.endswith(b"\n"):
                raise RuntimeError("slugline ended before it had answered")
            published.append(await self.publish(story, answer.removesuffix(b"\n")))
        for story, stored in zip(batch, published):
            try:
                await asyncio.wait_for(stored, STORED_WITHIN)
            except asyncio.TimeoutError:
                number = story.metadata.sequence.stream
                raise RuntimeError(f"the answer to story {number} was not stored within {STORED_WITHIN} s") from None
            await story.ack()

    async def publish(self, story, answer):
        is_ok = json.loads(answer)["ok"]
        if len(answer) + HEADERS > self.connection.max_payload:
            answer, is_ok = self.too_large(answer), False
        if is_ok:
            self.results += 1
        else:
            self.errors += 1
        place = story.metadata
        headers = {"Nats-Msg-Id": f"{place.stream}:{place.sequence.stream}"}
        subject = self.options.answers if is_ok else self.options.errors
        return await self.jetstream.publish_async(subject, answer, headers=headers)

    def too_large(self, answer):
        """Without this such a story would come again for ever."""
        message = f"the answer has {len(answer)} bytes; the server takes {self.connection.max_payload}"
        error = {"severity": "error", "code": "answer-too-large", "message": message, "help": "raise its `max_payload`"}
        return json.dumps({"id": json.loads(answer)["id"], "ok": False, "error": error}).encode()

    async def finish(self):
        """Ends slugline, and holds its own count against ours."""
        self.slugline.stdin.close()
        trailer = json.loads(await self.slugline.stdout.readline())["trailer"]
        records = self.results + self.errors
        if trailer["records"] != records or await self.slugline.wait() != 0:
            raise RuntimeError(f"{records} answers were published, but slugline counts {trailer}")
        print(json.dumps({"records": records, "results": self.results, "errors": self.errors}))


async def tell(error):
    """The client goes on trying; without this it prints its own stack each time."""
    print(f"nats: {str(error) or type(error).__name__}", file=sys.stderr)


async def run(options):
    connection = await nats.connect(options.server, error_cb=tell)
    jetstream = connection.jetstream(timeout=STORED_WITHIN)
    for subject in [options.stories, options.answers, options.errors]:
        await find_or_make_stream(jetstream, subject)
    stories = await jetstream.pull_subscribe(
        options.stories, durable=options.name, config=ConsumerConfig(ack_wait=options.ack_wait)
    )
    stop = asyncio.Event()
    for number in [signal.SIGINT, signal.SIGTERM]:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    # In a session of its own: Ctrl-C is for the worker, which ends it after the last batch.
    slugline = await asyncio.create_subprocess_exec(
        options.slugline, "stream", "--trailer", *options.settings,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LONGEST_LINE, start_new_session=True,
    )
    worker = Worker(options, connection, slugline)
    try:
        await worker.work(stories, stop)
        await worker.finish()
        # The last acknowledgements may still be here.
        await connection.flush()
    finally:
        if slugline.returncode is None:
            slugline.kill()
        await connection.close()


if __name__ == "__main__":
    try:
        asyncio.run(run(options()))
    except (OSError, RuntimeError, asyncio.TimeoutError, nats.errors.Error) as error:
        sys.exit(f"error: {str(error) or type(error).__name__}; what was not acknowledged comes again")
