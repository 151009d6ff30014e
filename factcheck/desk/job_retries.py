"""Retrying a failed job; `jobs` is below permissions and the audit log, so it can't do that itself."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.audit.service import record
from factcheck.db import db
from factcheck.jobs import service as jobs
from factcheck.jobs.models import Job
from factcheck.permissions import Permission, require
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("job_retries", __name__, url_prefix="/jobs")


def retry(actor: User, job: Job) -> None:
    """Queue a failed job once more; raises Conflict if it hasn't failed, or another job does the same work."""
    require(actor, Permission.RETRY_JOB, job)
    before = {"name": job.name, "tries": job.tries, "error": job.error}
    jobs.requeue(job)
    record(actor, "job:retry", ("job", job.id), before, None)


@bp.post("/<int:job_id>/retry")
def create(job_id: int) -> ResponseReturnValue:
    """Try a failed job again."""
    retry(current_user(), db.get_or_404(Job, job_id))
    return commit_and_redirect(url_for("jobs.show", job_id=job_id))
