"""How many functions a claim created by htmx calls, in one process: `python -m benchmarks.server.calls`.

The number is the same on a busy machine, unlike any time. Functions in C that Python calls are counted, too; the client
and the web server aren't.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.server.apps.factcheck import words
from benchmarks.server.client import TOKEN
from benchmarks.server.house import EMAIL, PASSWORD, House, Spot
from factcheck import create_app
from factcheck.config import Settings
from factcheck.web.idempotency import new_key

WARM, TIMES = 30, 50  # requests before the count, and counted
SIZES = (10, 4_000)  # annotations on 6,000 code points
HEAD = "| annotations of the article | functions in Python | in C |\n|---|--:|--:|"


def counted(act: Callable[[], object], into: Counter[str]) -> None:
    """Do this and count the functions it calls, as "call" and "c_call"."""

    def note(_frame: FrameType, event: str, _argument: Any) -> None:
        into[event] += 1

    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(None)


def signed_in(app: Flask) -> dict[str, str]:
    """The headers of somebody who is signed in."""
    client = app.test_client()
    token = TOKEN.search(client.get("/login").text)
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": token[1] if token else "", "submit": "1"}
    client.post("/login", data=fields)
    token, name = TOKEN.search(client.get("/me").text), app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    if token is None or cookie is None:
        raise RuntimeError("The sign-in failed.")
    return {"X-CSRFToken": token[1], "Cookie": f"{name}={cookie.value}", "Accept-Encoding": "gzip"}


def create(app: Flask, headers: dict[str, str], spot: Spot, number: int, into: Counter[str]) -> None:
    """Create the `number`th claim of an article, as the workbench does."""
    sent = {**headers, "Idempotency-Key": new_key(), "HX-Request": "true", "HX-Request-Type": "partial"}
    path = f"/articles/{spot.article_id}/claims"
    environ = EnvironBuilder(path, method="POST", data=words(spot, number), headers=sent).get_environ()
    answers: list[Any] = []
    counted(lambda: answers.append(run_wsgi_app(app, environ, buffered=True)), into)
    if not answers[0][1].startswith("200"):
        raise RuntimeError(f"The claim was answered {answers[0][1]}.")


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        spots = [house.article(6_000, size) for size in SIZES]
        house.close()
        app = create_app(Settings.from_env(house.env))
        headers = signed_in(app)
        print(HEAD)
        for size, spot in zip(SIZES, spots, strict=True):
            found: Counter[str] = Counter()
            for number in range(WARM + TIMES):
                create(app, headers, spot, number, found if number >= WARM else Counter())
            print(f"| {size:,} | {found['call'] / TIMES:,.0f} | {found['c_call'] / TIMES:,.0f} |")


if __name__ == "__main__":
    main()
