"""Factcheck: `app` for WSGI servers and the `flask` command; `python3 app.py` sets up and serves, tests or vendors."""

import sys

if __name__ == "__main__":
    # Before any import of ours: an older Python must reach this line, not a SyntaxError below it.
    if sys.version_info < (3, 11):  # noqa: UP036  # the very check that makes the target version true
        sys.exit("Factcheck needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    from launch.commands import main

    sys.exit(main(sys.argv[1:]))
else:
    from launch.refusing import made

    app = made()
