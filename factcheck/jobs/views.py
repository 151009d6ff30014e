"""Jobs over HTTP: progress and results."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.db import db
from factcheck.jobs.models import Job, JobState
from factcheck.web.htmx import respond, wants_fragment
from factcheck.web.paging import page

bp = Blueprint("jobs", __name__, url_prefix="/jobs")
AGAIN = "2"  # seconds after which a browser without JavaScript reloads


@bp.get("")
def index() -> ResponseReturnValue:
    """The jobs, newest first."""
    return render_template("jobs/index.html", page=page(select(Job).order_by(Job.id.desc()), Job.id))


@bp.get("/<int:job_id>")
def show(job_id: int) -> ResponseReturnValue:
    """One job and, once it is done, its result."""
    job = db.get_or_404(Job, job_id)
    if job.state is JobState.DONE and wants_fragment():
        return Response("", 200, {"HX-Redirect": job.location})
    response = respond("jobs/show.html", "jobs/_job.html", job=job)
    if not wants_fragment() and job.state is not JobState.FAILED:
        where = job.location if job.state is JobState.DONE else url_for("jobs.show", job_id=job.id)
        response.headers["Refresh"] = f"{AGAIN}; url={where}"
    return response
