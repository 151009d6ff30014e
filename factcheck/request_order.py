"""What happens to a request before its view, in this order; every hook that depends on another one is here."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress

from factcheck.accounts import session
from factcheck.accounts.security import setup
from factcheck.config import Settings
from factcheck.drafts import held
from factcheck.merging import views as merging
from factcheck.redaction import sealing
from factcheck.web import filters, handlers, idempotency, long_searches
from factcheck.web.assets import fingerprints, links
from factcheck.web.guards import body_limits, cross_site, form_tokens, hosts, rate_limits
from factcheck.web.input import converters, form_recovery, requests
from factcheck.web.transactions import retry, writers_lock


def before_rooms(app: Flask, settings: Settings) -> None:
    """Refuse what no view should see, before anything reads a body; then promise to read only."""
    hosts.init_app(app, settings)
    cross_site.init_app(app)
    app.before_request(body_limits.limit)
    form_tokens.FormTokens().init_app(app)
    Compress(app)
    idempotency.init_app(app)
    writers_lock.init_app(app)
    converters.init_app(app)


def after_rooms(app: Flask, settings: Settings) -> None:
    """Who asks, whether they may, and whether this was done before; then the view, which may write."""
    app.before_request(session.load_user)
    app.before_request(held.hold_if_signed_out)
    app.before_request(session.gate)
    app.before_request(held.refuse_form_of_another)
    rate_limits.init_app(app, settings)
    app.before_request(held.keep_before_second_factor)
    app.before_request(setup.demand_second_factor)
    app.before_request(idempotency.repeated)
    for part in (retry, long_searches, handlers, filters, links, fingerprints, form_recovery, requests):
        part.init_app(app)
    app.before_request(retry.remember)
    app.before_request(sealing.guard)
    app.before_request(writers_lock.begin)
    app.before_request(merging.lead_on)
