"""One search over HTTP: results with facets at an address that can be shared, and suggestions as one types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.fulltext.questions import Question
from factcheck.search import facets, queries, results
from factcheck.search.filters import CONDITIONS
from factcheck.web import long_searches
from factcheck.web.htmx import respond
from factcheck.web.input.numbers import number
from factcheck.web.long_searches import MOST_COUNTED, shared
from factcheck.web.long_searches import question as asks_question

bp = Blueprint("search", __name__)
MAX_SUGGESTED, MAX_GROUPED, PAGE = 4, 5, 20  # hits of a group as one types, of a group of results, of a page
FIELDS = ("q", "kind", *CONDITIONS)


@bp.route("/search", methods=["GET", "POST"])
@asks_question
def index() -> ResponseReturnValue:
    """Everything that has the words, claims first; or claims alone, as soon as a filter or a page is asked for."""
    return shared("search.index") or respond("search/index.html", "search/_results.html", **_of_request())


@bp.get("/search/suggestions")
def suggestions() -> ResponseReturnValue:
    """The first hits of each kind, for the list below the search field."""
    words = request.args.get("q", "")
    found = results.groups(current_user(), words, MAX_SUGGESTED)
    return render_template("search/_suggestions.html", groups=found, q=words)


def _of_request() -> dict[str, Any]:
    values = long_searches.asked()
    filters = {name: value for name in FIELDS if (value := values.get(name, "").strip())}
    parsed, user = queries.parse(filters.get("q", "")), current_user()
    kind = filters.get("kind", "")
    is_of_claims = kind in {"", "claims"} or any(name in CONDITIONS for name in filters)
    found = _claims(parsed, filters, number(values.get("page")) or 1) if is_of_claims else {}
    is_of_all = not kind and set(filters) == {"q"} and "page" not in values
    others = results.KINDS if is_of_all else {} if is_of_claims else {kind} & results.KINDS.keys()
    most = MAX_GROUPED if is_of_all else MOST_COUNTED
    hits = {it: results.hits(it, user, parsed, most + 1) for it in others if it != "claims"} if filters.get("q") else {}
    groups = [results.HitGroup(it, results.KINDS[it], of[:most], len(of) > most) for it, of in hits.items() if of]
    return {"asked": filters, "groups": groups, "is_cut": parsed.is_cut, "kinds": results.KINDS, **found}


def _claims(parsed: Question, filters: dict[str, str], page: int) -> dict[str, Any]:
    """A page of claims, how many there are (at most one more than are counted), and their facets."""
    ids = db.session.scalars(queries.claim_ids(parsed, filters).limit(MOST_COUNTED + 1)).all()
    ids_of_page = ids[(page - 1) * PAGE : page * PAGE]
    return {
        "claims": results.claim_hits(ids_of_page, parsed),
        "found": len(ids),
        "facets": facets.facets(ids[:MOST_COUNTED], filters),
        "chosen": facets.chosen(filters),
        "next_page": page + 1 if len(ids) > page * PAGE else None,
        "page_number": page,
    }
