"""Which forms exist: a draft is only stored for a form of this site, on a row that exists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException

from factcheck.db import Base, db
from factcheck.web.guards.access import is_public_endpoint

BEFORE_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
HIGHEST = 2**31 - 1  # id of a row on either database
LONGEST = 500  # characters of an address


def is_known(form: str) -> bool:
    """Whether signed-in people send forms to this path, and the rows that it names exist.

    What follows a `?` tells drafts of one form apart.
    """
    if len(form) > LONGEST:
        return False
    try:
        endpoint, values = current_app.url_map.bind("").match(form.partition("?")[0], method="POST")
    except HTTPException:
        return False
    view = current_app.view_functions.get(endpoint)
    is_ours = endpoint.startswith("drafts.") or is_public_endpoint(endpoint) or hasattr(view, "is_unkeyed")
    return not is_ours and _are_there(values)


def _are_there(values: Mapping[str, Any]) -> bool:
    """Whether `claim_id` is the id of a claim, and so on; names without a table aren't checked."""
    for name, value in values.items():
        kind = _kinds().get(name.removesuffix("_id"))
        if kind is not None and (value > HIGHEST or db.session.get(kind, value) is None):
            return False
    return True


@cache
def _kinds() -> Mapping[str, type[Base]]:
    """The nouns by their names in addresses: `claim`, `sign_in`, …"""
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    return {BEFORE_CAPITAL.sub("_", kind.__name__).lower(): kind for kind in classes}
