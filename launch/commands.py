"""`python3 app.py`, `… test` and `… vendor`. Standard library only until the environment exists."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from launch.environment import PROJECT, Environment, LaunchError
from launch.processes.handover import HANDOVER, TRIAL
from launch.processes.place import PLACE
from launch.server import serve as serve_here

USAGE = """\
python3 app.py                          set up, migrate and serve
python3 app.py test [pytest arguments]  everything that guards a change, or only these tests; --thorough tries more
python3 app.py vendor                   fetch static/vendor again and compare"""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code: 1 when it can't go on, 2 for a wrong argument or setting."""
    try:
        match list(arguments):
            case []:
                return serve()
            case ["test", *rest]:
                from launch import gate

                return gate.run(rest, Environment().provide("requirements-dev.txt"))
            case ["vendor", *rest]:
                script = PROJECT / "factcheck/web/assets/vendor.py"  # by path: importing factcheck needs Flask
                return subprocess.run([sys.executable, str(script), *rest]).returncode
            case ["-h" | "--help"]:
                print(USAGE)
                return 0
            case _:
                print(USAGE, file=sys.stderr)
                return 2
    except LaunchError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def serve() -> int:
    """Serve from inside the environment, replacing this process if it runs in another interpreter."""
    environment, lock = Environment(), serving_lock()
    if HANDOVER in os.environ:
        return serve_here()
    if (TRIAL in os.environ or PLACE in os.environ) and not environment.satisfies(lock):
        raise LaunchError(f"{lock} has changed: restart instead of reloading.")  # workers use what is installed
    python = environment.provide(lock)
    if not environment.is_running():
        os.execv(python, [str(python), str(PROJECT / "app.py")])
    return serve_here()


def serving_lock() -> str:
    """The lock file that serving needs; the one for PostgreSQL and object stores includes their libraries."""
    on_postgresql = os.environ.get("FACTCHECK_DATABASE_URL", "").startswith("postgres")
    return "requirements-scale.txt" if on_postgresql or "FACTCHECK_CAPTURES_URL" in os.environ else "requirements.txt"
