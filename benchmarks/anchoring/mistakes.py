"""Each answer that isn't tight, as text: the question, the answer and the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.judging import judged
from benchmarks.anchoring.methods import Answers


def mistakes(cases: Sequence[Case], answers: Answers) -> Iterator[str]:
    """One text for each."""
    for case, answer in zip(cases, answers, strict=True):
        verdict = judged(case, answer)
        if verdict.is_wrong or verdict.is_missed or (case.truth and not verdict.is_tight):
            said = case.text[answer.start : answer.end] if answer else None
            true = case.text[slice(*case.truth)] if case.truth else None
            lines = (f"{case.kind}, {case.variant}, {case.article}", f"mark  {case.quote!r}", f"true  {true!r}",
                     f"said  {said!r}{' SURE' if answer and answer.is_sure else ''}")  # fmt: skip
            yield "\n".join(lines)
