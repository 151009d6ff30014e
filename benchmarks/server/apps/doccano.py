"""doccano with the processes of its own `doccano webserver` and `doccano task`, on SQLite.

`doccano webserver` listens on all interfaces, so gunicorn is called here with the same settings on 127.0.0.1.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from typing import Any
from urllib.parse import urlencode

from benchmarks.server.apps.app import App, listed_texts, span_of, spread, text_of
from benchmarks.server.apps.installing import commands_of, run
from benchmarks.server.client import Browser
from benchmarks.server.process import Server

NAME, PASSWORD = "admin", "a password to measure with"
PROJECT = {
    "name": "Measured", "description": "Measured", "guideline": "", "project_type": "SequenceLabeling", "tags": [],
    "resourcetype": "SequenceLabelingProject", "random_order": False, "collaborative_annotation": True,
    "single_class_classification": False, "allow_overlapping": True, "grapheme_mode": False, "use_relation": False,
}  # fmt: skip
LABEL = {"text": "claim", "background_color": "#209cee", "prefix_key": None, "suffix_key": "c", "text_color": "#ffffff"}
FORMAT = {"format": "JSONL", "task": "SequenceLabeling", "column_data": "text", "column_label": "label",
          "encoding": "utf_8", "delimiter": ""}  # fmt: skip


class Doccano(App):
    """A project whose documents are imported as JSONL, as a person would."""

    name = "doccano"

    def start(self) -> None:
        """Fill it, start it, and sign in."""
        commands = commands_of("doccano-1.8.4")
        env = {
            "DOCCANO_HOME": str(self.folder), "STANDALONE": "True", "MEDIA_ROOT": str(self.folder / "media"),
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATABASE_URL": f"sqlite:///{self.folder}/db.sqlite3",
        }  # fmt: skip
        run(f"{commands}/doccano", "init", env=env)
        run(f"{commands}/doccano", "createuser", "--username", NAME, "--password", PASSWORD, env=env)
        code = run(f"{commands}/python", "-c", "import backend; print(*backend.__path__)", env=env).strip()
        workers = str(2 * (os.cpu_count() or 1) + 1)
        web = (f"{commands}/gunicorn", "--bind", "127.0.0.1:{port}", "--workers", workers, "--chdir", code)
        tasks = (f"{commands}/doccano", "task")
        log = self.folder / "log"
        self.server = Server((*web, "config.wsgi"), tasks, env=env, first_page="/", log=log).__enter__()
        self._fill(self._sign_in())

    def clients(self, count: int) -> list[Browser]:
        """Connections of the administrator."""
        return [Browser(self.server.port, self._cookies) for _ in range(count)]

    def create(self, client: Browser, document: str, number: int) -> Any:
        """POST of a span."""
        id_, _, text = self.documents[document]
        start, end = span_of(text, number)
        span = {"start_offset": start, "end_offset": end, "label": self._label, "prob": 0, "user": 0}
        return self._post(client, f"{self._root}/examples/{id_}/spans", span)["id"]

    def stored(self, client: Browser, document: str) -> list[Any]:
        """The ids of the spans."""
        spans = client.json("GET", f"{self._root}/examples/{self.documents[document][0]}/spans")
        return [span["id"] for span in spans]

    def open(self, client: Browser, document: str) -> None:
        """As recorded with Chromium."""
        root = self._root
        about = ("/my-role", "/span-types", "/relation-types", "", "/metrics/progress")
        for path in ("/v1/me", root, *(root + end for end in about)):
            client.json("GET", path)
        self._page(client, limit=1, offset=self.documents[document][1], q="")
        self._spans(client, document)

    def add(self, client: Browser, document: str, number: int) -> None:
        """The span, after which its front end reads all spans again."""
        self.create(client, document, number)
        self._spans(client, document)

    def list(self, client: Browser) -> None:
        """Ten documents, the length of its page."""
        self._page(client, limit=10, offset=0, q="")

    def search(self, client: Browser, word: str) -> None:
        """Of ten documents a page."""
        self._page(client, limit=10, offset=0, q=word)

    def _page(self, client: Browser, **asked: object) -> Any:
        return client.json("GET", f"{self._root}/examples?{urlencode({'confirmed': '', 'ordering': '', **asked})}")

    def _spans(self, client: Browser, document: str) -> None:
        for kind in ("spans", "relations"):
            client.json("GET", f"{self._root}/examples/{self.documents[document][0]}/{kind}")

    def _post(self, client: Browser, path: str, data: object) -> Any:
        return client.json("POST", path, data, **{"X-CSRFToken": client.cookies.get("csrftoken", "")})

    def _sign_in(self) -> Browser:
        client = Browser(self.server.port)
        self._post(client, "/v1/auth/login/", {"username": NAME, "password": PASSWORD})
        self._cookies = client.cookies
        return client

    def _fill(self, client: Browser) -> None:
        self._root = f"/v1/projects/{self._post(client, '/v1/projects', PROJECT)['id']}"
        self._label = self._post(client, f"{self._root}/span-types", LABEL)["id"]
        planned = [
            (text_of(length, seed), annotations)
            for seed, (length, annotations) in enumerate(self.plan.documents.values(), 1)
        ]
        texts = [*planned, *((text, 0) for text in listed_texts(self.plan.listed))]
        lines = (
            json.dumps({"text": text, "label": [[*span, LABEL["text"]] for span in spread(text, annotations)]})
            for text, annotations in texts
        )
        self._import(client, "\n".join(lines).encode())
        found = self._page(client, limit=len(planned), offset=0, q="")
        rows = zip(self.plan.documents, found["results"], planned, strict=True)
        for place, (name, row, (text, _)) in enumerate(rows):
            self.documents[name] = (row["id"], place, text)

    def _import(self, client: Browser, content: bytes) -> None:
        mark = uuid.uuid4().hex
        part = f'--{mark}\r\nContent-Disposition: form-data; name="filepond"'
        head = f'{part}\r\n\r\n{{}}\r\n{part}; filename="documents.jsonl"\r\n\r\n'
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "X-CSRFToken": client.cookies.get("csrftoken", ""),
        }
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        sent = client.send("POST", "/v1/fp/process/", body, headers)
        task = self._post(client, f"{self._root}/upload", {**FORMAT, "uploadIds": [sent.text]})["task_id"]
        for _ in range(6_000):
            status = client.get(
                f"/v1/tasks/status/{task}", Accept="application/json"
            )  # refused while the task holds SQLite's lock
            if status.status == 200 and (state := json.loads(status.content))["ready"]:
                if state["error"]:
                    raise RuntimeError(f"doccano didn't import the documents: {state['error']}")
                return
            time.sleep(0.1)
        raise RuntimeError("doccano didn't import the documents within ten minutes.")
