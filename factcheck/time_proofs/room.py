"""The room `time_proofs`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.time_proofs import stamping_job, views
from factcheck.time_proofs.cli import captures

ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    commands=[captures],
    jobs=stamping_job.JOBS,
    template_globals={"time_proof_of": views.proof_of, "time_authority": stamping_job.configured_authority},
)
