"""The order of numbered rows of one owner: people change their position, and never their number.

Works on any table with the columns `number` and `position`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select, update

from factcheck.db import db
from factcheck.db.numbering import floor
from factcheck.db.row_states import announce_stored
from factcheck.db.visibility import everything_visible


class Ordered(NamedTuple):
    """Rows of one owner: their model, and the condition that finds them."""

    model: Any
    owner: ColumnElement[bool]

    @everything_visible()
    def numbers(self) -> list[int]:
        """All their numbers, those of archived and hidden rows included, in order."""
        query = select(self.model.number).where(self.owner).order_by(self.model.position, self.model.number)
        return list(db.session.scalars(query))

    @everything_visible()
    def next_place(self, owner_id: int) -> dict[str, int]:
        """The number and position of another row: its number was never used before, and it comes last."""
        number, position = self.model.number, self.model.position
        highest, last = db.session.execute(select(func.max(number), func.max(position)).where(self.owner)).one()
        issued = floor(f"{self.model.__tablename__}.number", owner_id)
        return {"number": 1 + max(highest or 0, issued), "position": 1 + (last or 0)}

    def put(self, order: Sequence[int]) -> tuple[list[int], list[int]] | None:
        """Put the rows with these numbers in this order; any other follows, in its present order.

        Returns the order before and after; None if nothing changes.
        """
        before = self.numbers()
        after = [*(number for number in order if number in before), *(it for it in before if it not in order)]
        if before == after:
            return None
        places = {number: place for place, number in enumerate(after, 1)}
        position = case(places, value=self.model.number)
        db.session.execute(update(self.model).where(self.owner).values(position=position))
        announce_stored(self.model, self.owner)  # past the unit of work, so that nobody's edit becomes an outdated one
        return before, after


def beside(order: Sequence[int], number: int, neighbour: int, *, is_after: bool) -> list[int]:
    """The order with one number directly before or after another."""
    left = [it for it in order if it != number]
    left.insert(left.index(neighbour) + is_after, number)
    return left
