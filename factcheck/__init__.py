"""Factcheck: the desk on which a newsroom checks facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from factcheck import request_order
from factcheck.config import PROJECT, Settings
from factcheck.config.private_home import secure
from factcheck.db import engine
from factcheck.i18n import language
from factcheck.permissions import Permission, can
from factcheck.rooms import register
from factcheck.web.assets.template_environment import TemplateEnvironment, drawn_once
from factcheck.web.commands import group
from factcheck.web.guards import body_limits
from factcheck.web.guards.session_cookies import SessionCookies

COMPRESSIONS = ("zstd", "br", "gzip", "deflate")  # preferred if a browser accepts several equally


class Application(Flask):
    """Flask's, for functions that are never coroutines: it would ask that of each, at each request."""

    session_interface = SessionCookies()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings; by default, those of the environment."""
    settings = settings or Settings.from_env()
    secure(settings)
    app = Application(__name__, static_folder=PROJECT / "static", template_folder=PROJECT / "templates")
    app.jinja_environment = TemplateEnvironment
    app.config.from_mapping(flask_config(settings))
    app.extensions["settings"] = settings
    engine.init_app(app)
    language.init_app(app, settings.language)
    app.jinja_env.globals.update(can=can, drawn_once=drawn_once, Permission=Permission, site_name=settings.site_name)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    request_order.before_rooms(app, settings)
    register(app)
    request_order.after_rooms(app, settings)
    app.cli.add_command(group)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, hops)  # type: ignore[method-assign]  # Flask's own way
    return app


def flask_config(settings: Settings) -> dict[str, object]:
    """Flask's configuration from ours."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine.engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": body_limits.STRANGER.size,  # web/guards/body_limits.py sets those of each request
        "MAX_FORM_MEMORY_SIZE": body_limits.STRANGER.size,
        "SESSION_COOKIE_NAME": "__Host-session" if settings.is_secure else "session",  # no other host can set it
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "COMPRESS_ALGORITHM": COMPRESSIONS,
        "COMPRESS_ALGORITHM_STREAMING": COMPRESSIONS,
        "COMPRESS_LEVEL": 5,
        "COMPRESS_STREAMS": True,
        "COMPRESS_MIMETYPES": [
            "text/html", "text/css", "text/csv", "text/javascript", "text/plain", "application/json",
            "application/ld+json", "application/atom+xml", "application/problem+json", "image/svg+xml",
        ],
    }  # fmt: skip
