"""The value of a formula, from those of other cells; the steps are counted, and bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from factcheck.formulas.language.errors import CellError, CellRefusal, ErrorResult
from factcheck.formulas.language.functions import FUNCTIONS, Argument
from factcheck.formulas.language.operators import operate, signed
from factcheck.formulas.language.references import CellPlace, CellRange
from factcheck.formulas.language.syntax import FunctionCall, Literal, Node, Operation, Signed
from factcheck.formulas.language.values import Value, as_truth, calculation
from factcheck.i18n import N_

MAX_STEPS = 10_000  # of one table: nodes of formulas, and cells of ranges
POWER_STEPS = 30  # that a power counts as, for the time it takes
TOO_MANY = N_("This table needs too many steps. Use smaller ranges, or split it.")


class Evaluator:
    """Evaluates the formulas of one table; `values` has the cells that were calculated, and `steps` counts."""

    def __init__(self, values: Mapping[CellPlace, Value]) -> None:
        self.values = values
        self.steps = 0

    def result(self, tree: Node) -> Value:
        """The value of a formula; an error is a value. Raises CellRefusal over the limit of steps."""
        try:
            with calculation():
                value = self._value(tree)
        except ErrorResult as result:
            return result.error
        return Decimal(0) if value is None else value

    def _value(self, node: Node) -> Value:
        self._count(1)
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, CellPlace):
            return self._of_cell(node)
        if isinstance(node, Signed):
            return signed(node.sign, self._value(node.operand))
        if isinstance(node, Operation):
            self._count(POWER_STEPS if node.sign == "^" else 0)
            return operate(node.sign, self._value(node.left), self._value(node.right))
        if isinstance(node, FunctionCall):
            return self._of_choice(node) if node.name == "IF" else self._of_call(node)
        raise ErrorResult(CellError.VALUE)

    def _of_cell(self, place: CellPlace) -> Value:
        value = self.values.get(place)
        if isinstance(value, CellError):
            raise ErrorResult(value)
        return value

    def _of_choice(self, node: FunctionCall) -> Value:
        """IF: only the side that is chosen is evaluated; without a third value, FALSE."""
        condition, *sides = node.arguments
        if as_truth(self._value(condition)):
            return self._value(sides[0])
        return self._value(sides[1]) if len(sides) > 1 else False

    def _of_call(self, node: FunctionCall) -> Value:
        self._count(POWER_STEPS if node.name == "POWER" else 0)
        return FUNCTIONS[node.name].result([self._argument(it) for it in node.arguments])

    def _argument(self, node: Node) -> Argument:
        if isinstance(node, CellRange):
            values = [self.values.get(place) for place in node.places()]
            self._count(len(values))
            return Argument(values, is_of_cells=True)
        if isinstance(node, CellPlace):
            self._count(1)
            return Argument([self.values.get(node)], is_of_cells=True)
        return Argument([self._value(node)], is_of_cells=False)

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise CellRefusal(TOO_MANY)


def cells_of(node: Node) -> Iterator[CellPlace]:
    """The cells that a formula names, those of its ranges included."""
    if isinstance(node, CellPlace):
        yield node
    elif isinstance(node, CellRange):
        yield from node.places()
    elif isinstance(node, Signed):
        yield from cells_of(node.operand)
    elif isinstance(node, Operation):
        yield from cells_of(node.left)
        yield from cells_of(node.right)
    elif isinstance(node, FunctionCall):
        for argument in node.arguments:
            yield from cells_of(argument)


def count_of_cells(node: Node) -> int:
    """How many cells a formula names, those of its ranges included, each as often as it is named."""
    if isinstance(node, CellRange):
        return (node.last.row - node.first.row + 1) * (node.last.column - node.first.column + 1)
    if isinstance(node, Signed):
        return count_of_cells(node.operand)
    if isinstance(node, Operation):
        return count_of_cells(node.left) + count_of_cells(node.right)
    if isinstance(node, FunctionCall):
        return sum(count_of_cells(it) for it in node.arguments)
    return int(isinstance(node, CellPlace))
