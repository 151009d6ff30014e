"""How long saves take while PDF files of 10 MB are read by a job: `python -m benchmarks.reading [--quick]`.

25 reviewers save about once a second each, in turn without and with the files, one after the other by one person.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import count
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
ROUNDS, SECONDS, FILES = 3, 40.0, 3


class Adder(threading.Thread):
    """A person who previews one file after the other; each has bytes of its own, because nothing is read twice.

    The files are made before: making them here would hold up the reviewers, who are threads of the same process.
    """

    def __init__(self, client: Client, files: Iterator[bytes]) -> None:
        super().__init__(daemon=True)
        self.client, self.files = client, files
        self.is_over = threading.Event()
        self.seconds: list[float] = []  # from sending a file until its preview opens

    def run(self) -> None:
        while not self.is_over.is_set():
            data = next(self.files)
            begun = time.monotonic()
            where = sent(self.client, data)
            while (answer := self.client.get(where)).status == 200 and "Refresh" in answer.headers:
                where = answer.headers["Refresh"].partition("url=")[2]
                time.sleep(0.5)
            if "preview-lines" not in answer.text:
                raise RuntimeError(f"{where} answered {answer.status}: {answer.text[:500]}")
            self.seconds.append(time.monotonic() - begun)


def different(files: Sequence[bytes]) -> Iterator[bytes]:
    """These files in turn without end, each time with another comment at its end (ISO 32000-2, 7.2.4)."""
    for number in count():
        yield files[number % len(files)] + b"\n% " + str(number).encode() + b"\n"


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
    rounds, seconds = (1, 20.0) if is_quick else (ROUNDS, SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder), REVIEWERS + 1, ARTICLES)
        with app_server(newsroom.env) as server:
            return measure(newsroom, server, rounds, seconds)


def measure(newsroom: Newsroom, server: Server, rounds: int, seconds: float) -> int:
    """Measure in turn without and with files; returns the exit code."""
    people, chance = newsroom.signed_in(server.port, REVIEWERS + 1), random.Random(1)  # noqa: S311 - not secrets
    files = different([pdf_of(SIZE, chance) for _ in range(FILES)])
    took: dict[bool, list[float]] = {False: [], True: []}
    read: list[float] = []
    for turn in range(2 * rounds):
        adder = Adder(people[-1].twin(), files) if turn % 2 else None
        if adder:
            adder.start()
        crowd = reviewers(newsroom, [client.twin() for client in people[:REVIEWERS]], first=1 + turn * 50)
        work_for(crowd, seconds)
        took[adder is not None] += [one for reviewer in crowd for one in reviewer.seconds]
        if adder:
            adder.is_over.set()
            adder.join()
            read += adder.seconds
    return report(took, read)


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
