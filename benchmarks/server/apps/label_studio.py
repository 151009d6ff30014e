"""Label Studio as its own `label-studio start` serves it, on SQLite, with telemetry and update checks off.

It stores no single span: its editor sends one annotation with all spans of a reviewer on a document, and sends all of
it again at each save. CREATE posts an annotation with one span; ADD is the editor's save of one span more.
"""

from __future__ import annotations

import json
import uuid
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks.server.apps.app import App, listed_texts, span_of, spread, text_of
from benchmarks.server.apps.installing import commands_of, run
from benchmarks.server.client import FORM, Browser
from benchmarks.server.process import Server

EMAIL, PASSWORD = "admin@newsroom.example", "a password to measure with"
CONFIG = (
    '<View><Labels name="label" toName="text"><Label value="claim" background="#209cee"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
VIEW = {"title": "Default", "ordering": [], "type": "list", "target": "tasks",
        "filters": {"conjunction": "and", "items": []}}  # fmt: skip
# What its page reads when the address of a document is opened, as recorded with Chromium; then comes the document.
OPENING = (
    "/api/version", "/api/current-user/whoami", "/api/projects/{project}", "/api/ml?project={project}",
    "/api/dm/columns?project={project}", "/api/current-user/whoami", "/api/dm/views?project={project}",
    "/api/users?project={project}", "/api/dm/project?project={project}",
    "/api/tasks?page=1&page_size=30&view={view}&project={project}",
    "/api/dm/project?interaction=timer&include=task_count%2Ctask_number%2Cannotation_count%2C"
    "num_tasks_with_annotations%2Cqueue_total&project={project}",
    "/api/projects/{project}/label-stream-history?project={project}",
    "/api/label_links?project={project}&expand=label",
)  # fmt: skip


class LabelStudio(App):
    """A project whose documents are imported through its API."""

    name = "label studio"

    def start(self) -> None:
        """Fill it, start it, and sign in."""
        command = f"{commands_of('label-studio-1.23.2')}/label-studio"
        env = {
            "LABEL_STUDIO_BASE_DATA_DIR": str(self.folder), "SENTRY_DSN": "", "FRONTEND_SENTRY_DSN": "",
            "COLLECT_ANALYTICS": "False", "LATEST_VERSION_CHECK": "False",
        }  # fmt: skip
        run(command, "init", "-q", "--username", EMAIL, "--password", PASSWORD, env=env)
        start = (command, "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", "{port}")
        self.server = Server(start, env=env, first_page="/user/login/", log=self.folder / "log").__enter__()
        self._regions: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self._fill(self._sign_in())

    def clients(self, count: int) -> list[Browser]:
        """Connections of the administrator."""
        return [Browser(self.server.port, self._cookies) for _ in range(count)]

    def create(self, client: Browser, document: str, number: int) -> Any:
        """POST of an annotation."""
        id_, text = self.documents[document]
        path = f"/api/tasks/{id_}/annotations/?project={self._project}"
        return self._send(client, "POST", path, {"lead_time": 1.5, **self._saved([region(text, number)])})["id"]

    def stored(self, client: Browser, document: str) -> list[Any]:
        """The ids of the annotations."""
        rows = client.json("GET", f"/api/tasks/{self.documents[document][0]}/annotations/")
        return [row["id"] for row in rows]

    def open(self, client: Browser, document: str) -> None:
        """As recorded with Chromium."""
        for path in OPENING:
            client.json("GET", path.format(project=self._project, view=self._view))
        client.json("GET", f"/api/tasks/{self.documents[document][0]}?project={self._project}")

    def add(self, client: Browser, document: str, number: int) -> None:
        """PATCH of the annotation with all its spans, which the editor has in memory."""
        id_, text = self.documents[document]
        if document not in self._regions:
            row = client.json("GET", f"/api/tasks/{id_}/annotations/")[0]
            self._regions[document] = (row["id"], row["result"])
        annotation, regions = self._regions[document]
        regions.append(region(text, number))
        path = f"/api/annotations/{annotation}/?project={self._project}&taskId={id_}"
        self._send(client, "PATCH", path, {"lead_time": 2.5, "draft_id": 0, **self._saved(regions)})

    def list(self, client: Browser) -> None:
        """Thirty documents, the length of its page."""
        client.json("GET", f"/api/tasks?page=1&page_size=30&view={self._view}&project={self._project}")

    def search(self, client: Browser, word: str) -> None:
        """A filter of its data manager."""
        item = {"filter": "filter:tasks:data.text", "operator": "contains", "type": "String", "value": word}
        query = quote(json.dumps({"filters": {"conjunction": "and", "items": [item]}}))
        client.json("GET", f"/api/tasks?page=1&page_size=30&project={self._project}&query={query}")

    def _saved(self, regions: list[dict[str, Any]]) -> dict[str, Any]:
        return {"result": regions, "parent_prediction": None, "parent_annotation": None}

    def _send(self, client: Browser, method: str, path: str, data: object) -> Any:
        return client.json(method, path, data, **{"X-CSRFToken": client.cookies.get("csrftoken", "")})

    def _sign_in(self) -> Browser:
        client = Browser(self.server.port)
        client.get("/user/login/").expect(200)
        fields = {"csrfmiddlewaretoken": client.cookies["csrftoken"], "email": EMAIL, "password": PASSWORD}
        form = urlencode({**fields, "persist_session": "on"}).encode()
        client.send("POST", "/user/login/", form, {"Content-Type": FORM}).expect(302)
        self._cookies = client.cookies
        return client

    def _fill(self, client: Browser) -> None:
        made = self._send(client, "POST", "/api/projects/", {"title": "Measured", "label_config": CONFIG})
        self._project: int = made["id"]
        view = self._send(client, "POST", f"/api/dm/views/?project={made['id']}", {"data": VIEW, "project": made["id"]})
        self._view: int = view["id"]
        for seed, (name, size) in enumerate(self.plan.documents.items(), 1):
            text = text_of(size.length, seed)
            self.documents[name] = (self._import(client, [(text, size.annotations)]), text)
        listed = [(text, 0) for text in listed_texts(self.plan.listed)]
        for first in range(0, len(listed), 500):
            self._import(client, listed[first : first + 500])

    def _import(self, client: Browser, texts: list[tuple[str, int]]) -> int:
        """Import documents with their number of annotations; returns the newest document's id."""
        rows = [
            {
                "data": {"text": text},
                "annotations": [{"result": [region(text, 0, span) for span in spread(text, count)]}] if count else [],
            }
            for text, count in texts
        ]
        self._send(client, "POST", f"/api/projects/{self._project}/import", rows)
        newest = quote(json.dumps({"ordering": ["-tasks:id"]}))
        page = client.json("GET", f"/api/tasks?page=1&page_size=1&project={self._project}&query={newest}")
        return int(page["tasks"][0]["id"])


def region(text: str, number: int, span: tuple[int, int] | None = None) -> dict[str, Any]:
    """One labelled span in its format."""
    start, end = span or span_of(text, number)
    return {
        "id": uuid.uuid4().hex[-10:], "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
        "value": {"start": start, "end": end, "text": text[start:end], "labels": ["claim"]},
    }  # fmt: skip
