"""A time authority of our own: openssl signs, and a server on 127.0.0.1 answers by RFC 3161 over HTTP."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from factcheck.config.time_authority import TimeAuthority

CONFIG = """
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamper]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
"""


class Authority:
    """Keys and certificates in a folder; `stamp` answers a request."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.count = folder, 0
        folder.mkdir()
        (folder / "config").write_text(CONFIG)
        (folder / "serial").write_text("01\n")
        key = ("-newkey", "rsa:2048", "-nodes", "-config", "/etc/ssl/openssl.cnf")
        self._run(
            "req",
            "-x509",
            *key,
            "-subj",
            f"/CN={name} root",
            "-days",
            "30",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-extensions",
            "v3_ca",
        )
        self._run("req", "-new", *key, "-subj", f"/CN={name}", "-keyout", "tsa.key", "-out", "tsa.csr")
        self._run(
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "30",
            "-extfile",
            "config",
            "-extensions",
            "stamper",
            "-out",
            "tsa.pem",
        )

    @property
    def certificates(self) -> bytes:
        return (self.folder / "ca.pem").read_bytes()

    def stamp(self, request: bytes) -> bytes:
        self.count += 1
        (self.folder / "query").write_bytes(request)
        self._run(
            "ts",
            "-reply",
            "-config",
            "config",
            "-section",
            "here",
            "-queryfile",
            "query",
            "-signer",
            "tsa.pem",
            "-inkey",
            "tsa.key",
            "-out",
            "reply",
        )
        return (self.folder / "reply").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


@contextmanager
def answering(authority: Authority) -> Iterator[TimeAuthority]:
    """The authority at an address, as the settings name it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            assert self.headers["Content-Type"] == "application/timestamp-query"
            reply = authority.stamp(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield TimeAuthority(f"http://127.0.0.1:{server.server_address[1]}/tsr", authority.certificates)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
