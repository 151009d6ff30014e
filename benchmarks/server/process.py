"""A server like that of `python3 app.py`, and the resources that its processes use."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds


class Server:
    """Our server with `target`, from the code in `root`, on a free port of 127.0.0.1; a context manager."""

    def __init__(self, target: str, env: dict[str, str], root: Path = PROJECT) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        command = (sys.executable, "-m", "benchmarks.server.serve", target, f"127.0.0.1:{self.port}")
        self._process = subprocess.Popen(command, cwd=root, env={**os.environ, **env})

    def __enter__(self) -> Server:
        for _ in range(300):
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/login")
                connection.getresponse().read()
                return self
            time.sleep(0.1)
        raise RuntimeError("The server did not start within 30 seconds.")

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)

    @property
    def worker(self) -> Path:
        """Its folder in /proc."""
        return Path("/proc") / str(self._process.pid)

    def cpu(self) -> float:
        """CPU seconds used, user and system."""
        fields = (self.worker / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK

    def forget_peak(self) -> None:
        """Reset the peak of memory."""
        (self.worker / "clear_refs").write_text("5")

    def memory(self) -> tuple[float, float]:
        """MiB resident now and at the peak."""
        lines = dict(line.split(":", 1) for line in (self.worker / "status").read_text().splitlines() if ":" in line)
        now, peak = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return now, peak
