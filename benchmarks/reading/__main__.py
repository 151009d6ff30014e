"""How long saves take while PDF files of 10 MB are read by a job: `python -m benchmarks.reading [--quick]`.

25 reviewers save about once a second each, in turn without and with the files, which one person adds one after the
other. That person is a process, so that handling 10 MB doesn't hold up the reviewers, who are threads of another one.
How much of the processors others used is printed, because the figures are worth nothing if it is much.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.reading.files import pdf_of
from benchmarks.server.client import Client
from benchmarks.server.load import percentile
from benchmarks.server.process import Server, app_server
from benchmarks.streams.newsroom import Newsroom, reviewers, work_for
from factcheck.web.idempotency import new_key

REVIEWERS, ARTICLES, SIZE = 25, 5, 10_000_000
AIM, SECONDS_AIM = 1.2, 10.0  # p95 of saves with files over that without, and seconds until the preview opens
ROUNDS, SECONDS, FILES = 6, 20.0, 3
FORK = get_context("fork")  # the files needn't be sent to the process


class Adder:
    """A person who previews one file after the other; each has bytes of its own, because nothing is read twice."""

    def __init__(self, client: Client, files: Iterator[bytes]) -> None:
        self._client, self._files = client, files
        self._is_over, self._seconds = FORK.Event(), FORK.SimpleQueue()
        self._process = FORK.Process(target=self._add, daemon=True)
        self._process.start()

    def _add(self) -> None:
        found = []
        while not self._is_over.is_set():
            data = next(self._files)
            begun = time.monotonic()
            where = sent(self._client, data)
            while (answer := self._client.get(where)).status == 200 and "Refresh" in answer.headers:
                where = answer.headers["Refresh"].partition("url=")[2]
                time.sleep(0.5)
            if "preview-lines" not in answer.text:
                raise RuntimeError(f"{where} answered {answer.status}: {answer.text[:500]}")
            found.append(time.monotonic() - begun)
        self._seconds.put(found)

    def end(self) -> list[float]:
        """End with the next preview; returns the seconds of each file from sending it until its preview opened."""
        self._is_over.set()
        self._process.join()
        if self._process.exitcode:
            raise RuntimeError("A file could not be previewed.")
        found: list[float] = self._seconds.get()
        return found


def different(files: Sequence[bytes], name: str) -> Iterator[bytes]:
    """These files in turn without end, each time with another comment at its end (ISO 32000-2, 7.2.4)."""
    for number in count():
        yield files[number % len(files)] + f"\n% {name} {number}\n".encode()


def sent(client: Client, data: bytes) -> str:
    """Send a file to be previewed; returns where that leads."""
    fields = {"choice": "preview", "_key": new_key(), "csrf_token": client.token}
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{it}\r\n' for name, it in fields.items()]
    file = '--b\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n'
    body = "".join((*parts, file)).encode() + data + b"\r\n--b--\r\n"
    answer = client.send("POST", "/articles/new", body, {"Content-Type": "multipart/form-data; boundary=b"}).expect(303)
    return urlsplit(answer.headers["Location"])._replace(scheme="", netloc="").geturl()


def main(is_quick: bool) -> int:
    """Print the table; 1 if an aim is missed."""
    rounds, seconds = (2, 10.0) if is_quick else (ROUNDS, SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder), REVIEWERS + 1, ARTICLES)
        with app_server(newsroom.env) as server:
            return measure(newsroom, server, rounds, seconds)


def measure(newsroom: Newsroom, server: Server, rounds: int, seconds: float) -> int:
    """Measure in turn without and with files; returns the exit code."""
    people, chance = newsroom.signed_in(server.port, REVIEWERS + 1), random.Random(1)  # noqa: S311 - not secrets
    files = [pdf_of(SIZE, chance) for _ in range(FILES)]
    took: dict[bool, list[float]] = {False: [], True: []}
    read: list[float] = []
    begun, others = time.monotonic(), busy() - own(server)
    for turn in range(2 * rounds):
        adder = Adder(people[-1].twin(), different(files, str(turn))) if turn % 2 else None
        crowd = reviewers(newsroom, [client.twin() for client in people[:REVIEWERS]], first=1 + turn * 50)
        work_for(crowd, seconds)
        took[adder is not None] += [one for reviewer in crowd for one in reviewer.seconds]
        read += adder.end() if adder else []
    others = (busy() - own(server) - others) / (time.monotonic() - begun)
    print(f"Other processes used {others:.2f} of {os.cpu_count()} processors.\n")
    return report(took, read)


def busy() -> float:
    """Seconds in which the processors of this machine have worked since it started."""
    user, nice, system, _idle, _waiting, *interrupts = map(int, Path("/proc/stat").read_text().split()[1:8])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def own(server: Server) -> float:
    """Seconds of them for this process, its children that have ended, and the server."""
    return sum(os.times()[:4]) + server.cpu()


def report(took: dict[bool, list[float]], read: list[float]) -> int:
    """Print what was measured; returns the exit code."""
    print("| | saves | p50 ms | p95 ms |\n|---|--:|--:|--:|")
    for with_files, name in ((False, "without files"), (True, f"while {len(read)} files of 10 MB are read")):
        one = took[with_files]
        print(f"| {name} | {len(one)} | {1000 * percentile(one, 0.5):.0f} | {1000 * percentile(one, 0.95):.0f} |")
    ratio = percentile(took[True], 0.95) / percentile(took[False], 0.95)
    print(f"\np95 with files is {ratio:.2f} times that without; aim {AIM}")
    print(f"previews opened after {percentile(read, 0.5):.1f} s (longest {max(read):.1f} s); aim {SECONDS_AIM:.0f} s")
    return int(ratio > AIM or max(read) > SECONDS_AIM)


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
