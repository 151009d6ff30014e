"""A newsroom with many reviewers, who save on their own connections until each save is acknowledged."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.server.apps.factcheck import statement, words
from benchmarks.server.client import FORM, Client
from benchmarks.server.house import PASSWORD, House, Spot
from factcheck.accounts.models import Role
from factcheck.accounts.security.hashing import hashed
from factcheck.accounts.service import make_person
from factcheck.db import db
from factcheck.web.idempotency import new_key

LENGTH, ANNOTATIONS = 30_000, 50  # of an article
PAUSE = 1.0  # seconds between two saves of a reviewer, on average
DONE = {200, 204, 303}  # 303 or 204: it was done before, when the answer was lost


class Newsroom:
    """A filled data folder: articles, and `people` reviewers."""

    def __init__(self, folder: Path, people: int, articles: int) -> None:
        house = House(folder)
        self.env, self.database = house.env, house.database
        secret = hashed(PASSWORD)
        self.addresses = [f"reviewer-{number}@newsroom.example" for number in range(people)]
        for number, address in enumerate(self.addresses):
            make_person(f"Reviewer {number}", address, Role.REVIEWER, secret)
        db.session.commit()
        self.spots = [house.article(LENGTH, ANNOTATIONS) for _ in range(articles)]
        house.close()

    def signed_in(self, port: int, count: int) -> list[Client]:
        """The first `count` people, signed in."""
        return [Client(port).sign_in(address, PASSWORD) for address in self.addresses[:count]]


class Reviewer(threading.Thread):
    """Saves claims on one article until told to end; sends again, with the same key, what wasn't acknowledged."""

    def __init__(self, client: Client, spot: Spot, numbers: Sequence[int]) -> None:
        super().__init__(daemon=True)
        self.client, self.spot, self.numbers = client, spot, numbers
        self.is_over = threading.Event()
        self.acknowledged: dict[str, float] = {}  # the time, by statement
        self.seconds: list[float] = []  # of each save that was acknowledged at the first attempt
        self.resent = self.refused = 0  # attempts without an answer, and answers to come again, of acknowledged saves
        self.unanswered: list[str] = []  # at the end of the server
        self._chance = random.Random(numbers[0])  # noqa: S311 - pauses, not secrets

    def run(self) -> None:
        for number in self.numbers:
            if self.is_over.wait(PAUSE * self._chance.uniform(0.5, 1.5)):
                return
            self._save(number)

    def _save(self, number: int) -> None:
        path = f"/articles/{self.spot.article_id}/claims"
        body = urlencode(words(self.spot, number)).encode()
        headers = {"X-CSRFToken": self.client.token, "Idempotency-Key": new_key(), "Content-Type": FORM}
        headers |= {"Accept": "text/html", "HX-Request": "true", "HX-Request-Type": "partial"}
        failures, refused = 0, 0
        while True:
            begun = time.monotonic()
            try:
                answer = self.client.send("POST", path, body, headers)
            except ConnectionRefusedError:
                self.client.close()
                if self.is_over.wait(0.1):  # the server has ended, and with it the connection before
                    self.unanswered.append(statement(self.spot, number))
                    return
                continue
            except (OSError, http.client.HTTPException):
                self.client.close()
                failures += 1
                time.sleep(0.1)
                continue
            if answer.status in DONE:
                break
            if answer.status not in {429, 503}:
                raise RuntimeError(f"A save was answered {answer.status}: {answer.text[:300]}")
            refused += 1
            time.sleep(1)
        self.acknowledged[statement(self.spot, number)] = time.monotonic()
        self.resent, self.refused = self.resent + failures, self.refused + refused
        if not failures and not refused:
            self.seconds.append(time.monotonic() - begun)


def reviewers(newsroom: Newsroom, clients: Sequence[Client], first: int = 1) -> list[Reviewer]:
    """A reviewer for each client, shared out over the articles; their numbers begin at `first`."""
    found = []
    for number, client in enumerate(clients):
        spot = newsroom.spots[number % len(newsroom.spots)]
        begin = first + 1_000 * number
        found.append(Reviewer(client, spot, range(begin, begin + 1_000)))
    return found


def work_for(people: Sequence[Reviewer], seconds: float) -> None:
    """Let them save for this long, and wait for their last answers."""
    for reviewer in people:
        reviewer.start()
    time.sleep(seconds)
    for reviewer in people:
        reviewer.is_over.set()
    for reviewer in people:
        reviewer.join()
