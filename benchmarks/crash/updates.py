"""A person who adds new versions of articles, each of which is a job."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlencode

from benchmarks.server.client import FORM, Client
from benchmarks.server.house import Spot
from factcheck.web.idempotency import new_key

PAUSE = 1.0  # seconds between two


class Updater(threading.Thread):
    """Adds a version to one article after the other until told to end; sends again what wasn't acknowledged."""

    def __init__(self, client: Client, spots: Sequence[Spot]) -> None:
        super().__init__(daemon=True)
        self.client, self.spots = client, spots
        self.is_over = threading.Event()
        self.done: list[int] = []  # the articles of the acknowledged updates

    def run(self) -> None:
        for number, spot in enumerate(self.spots):
            if self.is_over.wait(PAUSE):
                return
            fields = {"text": f"{spot.text}\n\nUpdate {number}: the harbour stays closed.", "seen": "1"}
            body, key = urlencode(fields).encode(), new_key()
            while not self._is_acknowledged(spot, body, key):
                time.sleep(0.2)
            self.done.append(spot.article_id)

    def _is_acknowledged(self, spot: Spot, body: bytes, key: str) -> bool:
        headers = {"X-CSRFToken": self.client.token, "Idempotency-Key": key, "Content-Type": FORM}
        try:
            answer = self.client.send("POST", f"/articles/{spot.article_id}/update", body, headers)
        except (OSError, http.client.HTTPException):
            self.client.close()
            return False
        if answer.status not in {303, 429, 503}:
            raise RuntimeError(f"An update was answered {answer.status}: {answer.text[:300]}")
        return answer.status == 303
