"""The history of a claim in words: every action has a sentence, every field a name, every code a label."""

from __future__ import annotations

import ast
import re
from enum import StrEnum

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.anchoring.selectors import WordingChange
from factcheck.annotations.models import AnchorState, DecisionKind
from factcheck.audit.models import Event
from factcheck.claims import under_verdict
from factcheck.claims.models import ClaimantKind, ClaimKind, ClaimState
from factcheck.config import PROJECT
from factcheck.db import db
from factcheck.desk.history_labels import CODED, FIELDS, INTERNAL, VALUES, changes
from factcheck.desk.lists.act_sentences import ACTS, act
from factcheck.i18n.labels import LABELS
from factcheck.reviews import recheck_labels, rechecks
from factcheck.textdiff.runs import Run, RunKind
from factcheck.verdicts.models import CorrectionClass, EditionState
from tests import greek
from tests.databases import States

ACTION = re.compile(
    r"(?:calculation|capture(?!:(?:add|fetch))|claim|comment|evidence|log|mention|publisher|question|relation|reply|review|source|thread|verdict):[a-z-]+"
)
ENUMS: dict[str, tuple[type[StrEnum], ...]] = {
    "state": (ClaimState, EditionState, AnchorState),
    "kind": (ClaimKind,),
    "claimant_kind": (ClaimantKind,),
    "change": (WordingChange,),
    "correction_class": (CorrectionClass,),
}
OTHERS = {"act_sentences.py", "permission.py", "former_names.py"}  # the sentences, names of permissions, former names
LATIN = re.compile("[A-Za-z]")


def actions() -> set[str]:
    """Every action on a claim, or on what hangs on it, that the code names."""
    made = {f"claim:{kind}-anchor" for kind in DecisionKind}  # reanchoring/service.py
    made |= {f"{noun}:{verb}" for noun in ("claim", "source") for verb in ("archive", "restore")}  # audit/archiving.py
    for path in (PROJECT / "factcheck").rglob("*.py"):
        if "migrations" not in path.parts and path.name not in OTHERS:
            values = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
            made |= {value for value in values if isinstance(value, str) and ACTION.fullmatch(value)}
    return made


def test_every_action_has_its_sentence_and_no_sentence_is_left_over() -> None:
    assert actions() - {under_verdict.CHANGE_KIND} == set(ACTS)
    assert act("thing:done-so") == "thing done so"


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_every_code_has_a_label(name: str) -> None:
    codes = {str(value) for enum in ENUMS[name] for value in enum}
    assert name in CODED
    assert codes - LABELS.keys() - VALUES.keys() == set()


def test_no_history_shows_a_key_or_a_code(app: Flask, states: States) -> None:
    """Whatever is typed in this newsroom is Greek, so a Latin letter is a key or a code of ours."""
    greek.newsroom(states)
    fields = set()
    for event in db.session.scalars(select(Event).where(Event.subject_type.in_(("claim", "source")))):
        before, after = event.before or {}, event.after or {}
        changed = {name for name in after if name in before and before[name] != after[name]}
        assert changed <= FIELDS.keys() | INTERNAL, event.action
        for name in changed - INTERNAL:
            sides = [str(side[name]) for side in (before, after) if side[name] and side[name] is not True]
            assert not [it for it in sides if name in CODED and it not in LABELS.keys() | VALUES.keys()], event.action
            assert not [it for it in sides if name not in CODED and LATIN.search(it)], (event.action, name)
        assert len(list(changes(before, after))) == len(changed - INTERNAL)
        fields |= changed
    assert {"state", "place", "conversation", "blocks_approval"} <= fields


def test_positions_and_scores_are_left_out(app: Flask) -> None:
    before, after = {"exact": "α", "start": 1, "score": 0.5}, {"exact": "β", "start": 2, "score": 1.0}
    assert list(changes(before, after)) == [("quote", [Run(RunKind.REMOVED, "α"), Run(RunKind.ADDED, "β")])]


def test_no_request_to_look_again_shows_a_key_or_a_code(app: Flask, states: States) -> None:
    greek.newsroom(states)
    fields = set()
    for event in db.session.scalars(select(Event).where(Event.subject_type == "claim")):
        if event.action in rechecks.FOLLOWED:
            for name, before, after in rechecks._fields(event):
                assert name in recheck_labels.FIELDS
                sides = [recheck_labels.value_label(name, it) for it in (before, after)]
                typed = [it for it in sides if name not in recheck_labels.CODED and not isinstance(before, bool)]
                assert not [it for it in typed if LATIN.search(it) and it != "none"], (event.action, name)
                fields.add(name)
    assert "place" in fields
