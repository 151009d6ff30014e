"""The room `desk`."""

from __future__ import annotations

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError

from factcheck.desk import article_list, consequences, job_retries, live_views, progress, views
from factcheck.desk.from_browser import views as from_browser
from factcheck.desk.home import groups
from factcheck.desk.home.next_work import next_work
from factcheck.desk.lists.activity import subjects
from factcheck.desk.lists.claim_facts import claim_facts
from factcheck.desk.workbench import drawing, panel
from factcheck.room import Room


def urgent_count() -> int:
    """How much the person who asks for this page has to do now; 0 where the database can't say."""
    if "urgent_count" not in g:
        try:
            g.urgent_count = groups.urgent_count(g.user)
        except SQLAlchemyError:
            g.urgent_count = 0
    return int(g.urgent_count)


def init_app(app: Flask) -> None:
    """What follows events, and what is kept in memory."""
    consequences.init_app(app)
    drawing.init_app(app)
    progress.init_app(app)


ROOM = Room(
    blueprints=[views.bp, article_list.bp, live_views.bp, job_retries.bp, panel.bp, from_browser.bp],
    template_globals={
        "urgent_count": urgent_count,
        "claim_facts": claim_facts,
        "subjects_of": subjects,
        "next_work": next_work,
    },
    init_app=init_app,
)
