"""The plain pages of the peers, served beside the app: only the same text."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Sequence
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.workbench.house import Reading

FOLDER = Path(__file__).parent
PAGES = FOLDER / "pages"
DIST = FOLDER / "node_modules/@recogito/text-annotator/dist"
FILES = {
    "/text-annotator.umd.js": DIST / "text-annotator.umd.js",
    "/text-annotator.css": DIST / "text-annotator.css",
    "/recogito.js": PAGES / "recogito.js",
    "/wrap.js": PAGES / "wrap.js",
}
PARTS = {  # head and end of each peer's page; Recogito's build needs a `process`
    "recogito": '<link rel="stylesheet" href="/text-annotator.css"><script>window.process = { env: {} };</script>'
    '<script src="/text-annotator.umd.js"></script>',
    "wrap": "",
}
STYLE = """
body { margin: 2rem auto; width: 40rem; font: 19px/1.6 Georgia, serif; }
#text > p { margin: 0 0 1em; white-space: pre-wrap; }
hypothesis-highlight { background: rgb(255 255 60 / 0.4); }
hypothesis-highlight.hypothesis-highlight-focused { background: rgb(156 230 255 / 0.5); }
"""
KINDS = {".js": "text/javascript", ".css": "text/css"}
MISSING = (
    "This benchmark compares with an npm package, and {name} is not here. Install Node.js 20 or newer, which brings "
    "npm (Debian: apt-get install nodejs npm; otherwise https://nodejs.org), and start it again."
)


class Plain:
    """A server of plain pages on a free port of 127.0.0.1; a context manager."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        texts = {str(it.article_id): it.text for it in readings}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, texts))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Plain:
        install()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """`/recogito/7` and `/wrap/7` are pages with the text of article 7; the rest are files."""

    protocol_version = "HTTP/1.1"
    timeout = 5  # seconds; closes connections that the browser opened ahead

    def __init__(self, texts: dict[str, str], *rest: object) -> None:
        self._texts = texts
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a page, a file, or 404."""
        path = self.path.partition("?")[0]
        if path in FILES:
            return self._answer(FILES[path].read_bytes(), KINDS[FILES[path].suffix])
        _, peer, *rest = path.split("/")
        if peer not in PARTS:
            return self._answer(b"", "image/x-icon")
        return self._answer(page(peer, self._texts[rest[0]]).encode(), "text/html; charset=utf-8")

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def page(peer: str, text: str) -> str:
    """The text in paragraphs with its separators between them, so that `textContent` is the text."""
    paragraphs = "\n\n".join(f"<p>{escape(it)}</p>" for it in text.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plain</title><style>{STYLE}</style>'
        f'{PARTS[peer]}</head><body><article id="text">{paragraphs}</article><script src="/{peer}.js"></script></body>'
    )


def install() -> None:
    """Require Node; install the locked package once, without its documentation."""
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            raise SystemExit(MISSING.format(name=name))
    if not (FOLDER / "node_modules").is_dir():
        command = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        subprocess.run(command, cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
        for words in (FOLDER / "node_modules").rglob("*.md"):  # a test follows the links of all pages in this folder
            words.unlink()
