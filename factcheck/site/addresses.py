"""The address of a public page as other sites are to know it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import request

from factcheck.exports.register import site


def own_address(chosen: Mapping[str, str] | None = None) -> str:
    """The address of this page; its query has what was `chosen`, and where a list goes on, and nothing else."""
    query = {**(chosen or {}), **({"after": request.args["after"]} if request.args.get("after") else {})}
    return f"{site().base}{request.path}{f'?{urlencode(query)}' if query else ''}"
