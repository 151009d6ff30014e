"""The room `drafts`."""

from __future__ import annotations

from flask import Flask, g, request

from factcheck.drafts import held
from factcheck.drafts.service import heard_of, let_go
from factcheck.drafts.views import bp
from factcheck.web.idempotency import before_commit


def init_app(app: Flask) -> None:
    """Add the room's views; a form that was sent and did its work needs no draft any more."""
    app.register_blueprint(bp)
    before_commit(app, _let_go)
    held.init_app(app)


def _let_go() -> None:
    if (heard := heard_of(request.form)) and g.get("user") is not None:
        let_go(g.user.id, request.path, heard)
