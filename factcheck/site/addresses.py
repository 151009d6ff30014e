"""The address of a public page as other sites are to know it."""

from __future__ import annotations

from urllib.parse import quote

from flask import request

from factcheck.exports.register import site


def own_address() -> str:
    """The address of this page, with nothing in its query but where a list goes on."""
    after = request.args.get("after")
    return f"{site().base}{request.path}{f'?after={quote(after)}' if after else ''}"
