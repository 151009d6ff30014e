"""Send bodies of 11 MB to the sign-in page, one and eight at once, and print the server's time and memory.

`python -m benchmarks.bodies`; the server is this app with its own data folder, as `python3 app.py` runs it.
"""

from __future__ import annotations

import http.client
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from flask_migrate import upgrade

from benchmarks.server.process import Server, app_server
from factcheck import create_app
from factcheck.config import Settings

SIZE = 11_000_000  # bytes
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
CHUNK = 65_536


class Body(NamedTuple):
    """A named body of one repeated unit."""

    name: str
    media_type: str
    unit: bytes
    has_length: bool = True

    def chunks(self) -> Iterator[bytes]:
        """The body, piece by piece."""
        piece = self.unit * (CHUNK // len(self.unit))
        yield from (piece for _ in range(SIZE // len(piece)))


PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
FILE = b'--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nb\r\n'
BODIES = (
    Body("fields, a&a&…", FORM, b"a&"),
    Body("fields, without its length", FORM, b"a&", has_length=False),
    Body("one field", FORM, b"a"),
    Body("parts", PARTS, PART),
    Body("files", PARTS, FILE),
    Body("JSON, nested", "application/json", b"["),
    Body("nothing we know", "application/octet-stream", b"a"),
)


def send(port: int, body: Body) -> int:
    """The status of the answer; 0 if the server closed before it had the whole body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    pieces = list(body.chunks())
    length = {"Content-Length": str(sum(map(len, pieces)))} if body.has_length else {}
    try:
        headers = {"Content-Type": body.media_type, **length}
        connection.request("POST", "/login", iter(pieces), headers, encode_chunked=not body.has_length)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        env = {"FACTCHECK_HOME": home, "FACTCHECK_DEMO": "0"}
        with create_app(Settings.from_env(env)).app_context():
            upgrade()
        print("| body | clients | answers | s | CPU, s | memory before, MiB | added at the peak, MiB |")
        print("|---|--:|---|--:|--:|--:|--:|")
        with app_server(env) as server:
            for body in BODIES:
                for clients in (1, 8):
                    print(row(server, body, clients), flush=True)
    return 0


def row(server: Server, body: Body, clients: int) -> str:
    """One row: this many clients send the body at once."""
    server.forget_peak()
    before, cpu, begun = server.memory()[0], server.cpu(), time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        answers = sorted(set(pool.map(lambda _: send(server.port, body), range(clients))))
    took, used, peak = time.monotonic() - begun, server.cpu() - cpu, server.memory()[1]
    told = ", ".join(str(it) if it else "closed" for it in answers)
    return f"| {body.name} | {clients} | {told} | {took:.2f} | {used:.2f} | {before:.0f} | {peak - before:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
