"""A server's processes, and the resources that they use."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds
STARTING, STOPPING = 120, 40  # seconds that a server may take
OURS = "import sys; from launch.server import serve; sys.exit(serve())"  # as `python3 app.py` does
PLAIN = "benchmarks.server.serve"
KEPT = {"PYTHONDONTWRITEBYTECODE": ""}  # compiled code is kept for the next start, as Python usually does


class Server:
    """Commands that answer together on a free port of 127.0.0.1, `{port}` in them; a context manager.

    `seconds` and `cpu_at_start` say what the start took, until `first_page` was answered. The processes `beside` it,
    for example of its database, are counted as its own; they run already.
    """

    def __init__(
        self,
        *commands: Sequence[str],
        env: Mapping[str, str],
        folder: Path = PROJECT,
        first_page: str = "/login",
        log: Path | None = None,
        beside: Sequence[int] = (),
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.seconds = self.cpu_at_start = 0.0
        self._commands = [[part.replace("{port}", str(self.port)) for part in command] for command in commands]
        self._env = {
            **os.environ,
            **KEPT,
            **{key: value.replace("{port}", str(self.port)) for key, value in env.items()},
        }
        self._folder, self._first_page, self._log, self._beside = folder, first_page, log, beside
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Server:
        self._processes = []
        begun, used = time.perf_counter(), self.cpu()
        with contextlib.ExitStack() as stack:
            log = stack.enter_context(self._log.open("ab")) if self._log else None
            self._processes = [
                subprocess.Popen(command, cwd=self._folder, env=self._env, stdout=log, stderr=log)
                for command in self._commands
            ]
        while time.perf_counter() - begun < STARTING:
            if self._answers():
                self.seconds, self.cpu_at_start = time.perf_counter() - begun, self.cpu() - used
                return self
            time.sleep(0.02)
        self._stop()
        raise RuntimeError(f"The server did not start within {STARTING} seconds.")

    def __exit__(self, *_: object) -> None:
        self._stop()

    def cpu(self) -> float:
        """CPU seconds used so far by all its processes and those that ended, user and system."""
        total = 0
        for folder in self._running():
            with contextlib.suppress(OSError):
                total += sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:15]))
        return total * TICK

    def forget_peak(self) -> None:
        """Reset the peak of memory."""
        for folder in self._running():
            (folder / "clear_refs").write_text("5")

    def memory(self) -> tuple[float, float]:
        """MiB resident now and at the peak, the sums over its processes."""
        return self._total("status", "VmRSS"), self._total("status", "VmHWM")

    def proportional_memory(self) -> tuple[float, int]:
        """MiB in all, each page that processes share counted once, and the number of processes."""
        return self._total("smaps_rollup", "Pss"), len(list(self._running()))

    def _total(self, file: str, name: str) -> float:
        kibibytes = 0
        for folder in self._running():
            with contextlib.suppress(OSError):
                lines = (line.split() for line in (folder / file).read_text().splitlines())
                kibibytes += next((int(words[1]) for words in lines if words[0] == f"{name}:"), 0)
        return kibibytes / 1024

    def _running(self) -> Iterator[Path]:
        """The folders in /proc of its processes and their descendants."""
        todo = [*self._beside, *(process.pid for process in self._processes if process.poll() is None)]
        while todo:
            folder = Path("/proc") / str(todo.pop())
            yield folder
            for children in folder.glob("task/*/children"):
                with contextlib.suppress(OSError):
                    todo += map(int, children.read_text().split())

    def _answers(self) -> bool:
        if any(process.poll() is not None for process in self._processes):
            self._stop()
            raise RuntimeError("A process of the server ended as it started.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", self._first_page)
            connection.getresponse().read()
        except OSError:
            return False
        connection.close()
        return True

    def _stop(self) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(STOPPING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def app_server(env: Mapping[str, str], root: Path = PROJECT, beside: Sequence[int] = ()) -> Server:
    """Our app as `python3 app.py` serves it, with the code in `root`, these settings, and processes beside it."""
    return Server(
        (sys.executable, "-c", OURS),
        env={"PORT": "{port}", "FACTCHECK_BASE_URL": "http://127.0.0.1:{port}", "PYTHONPATH": str(root), **env},
        folder=root,
        beside=beside,
    )


def plain_server(target: str, env: Mapping[str, str], beside: Sequence[int] = ()) -> Server:
    """Another WSGI application (`module:name`) on our web server, in one process."""
    return Server((sys.executable, "-m", PLAIN, target, "127.0.0.1:{port}"), env=env, beside=beside)
