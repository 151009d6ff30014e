"""The tree of a formula, by the precedence of spreadsheets: `%`, sign, `^`, `* /`, `+ -`, comparisons.

A sign binds more than a power (-2^2 is 4), and powers go from left to right (2^3^2 is 64), as in spreadsheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from factcheck.formulas.language.errors import CellRefusal
from factcheck.formulas.language.functions import FUNCTIONS
from factcheck.formulas.language.references import CellPlace, CellRange, place_of, range_of
from factcheck.formulas.language.tokens import Token, TokenKind, tokens
from factcheck.i18n import N_

MAX_DEPTH = 20  # brackets, functions and signs inside each other
LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("+", "-"), ("*", "/"), ("^",))  # binary signs, the weakest first
TRUTHS = {"TRUE": True, "FALSE": False}

TOO_DEEP = N_("This formula has more than %(most)s brackets or functions inside each other.")
INCOMPLETE = N_("This formula ends too early.")
UNEXPECTED = N_("“%(sign)s” can’t stand where it is in this formula.")
UNKNOWN = N_("There is no function %(name)s here.")
LONE_RANGE = N_("A range such as B2:B5 can only stand in the brackets of a function.")
WRONG_COUNT = N_("The function %(name)s has another number of values in its brackets.")
NEEDS_RANGE = N_("COUNTIF needs a range first, such as COUNTIF(B2:B5; 1).")


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, TRUE or FALSE."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Signed:
    """A value with a sign before it (`+`, `-`) or `%` after it."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """Two values and the sign between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A function and its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Literal | Signed | Operation | FunctionCall | CellPlace | CellRange


def parse(formula: str) -> Node:
    """The tree of a formula after its `=`; raises CellRefusal."""
    parser = _Parser(tokens(formula))
    tree = parser.binary(0, 0)
    if (left := parser.next) is not None:
        raise CellRefusal(UNEXPECTED, sign=left.text)
    if isinstance(tree, CellRange):
        raise CellRefusal(LONE_RANGE)
    return tree


class _Parser:
    """Recursive descent; `depth` is bounded, so the stack is too."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found
        self.place = 0

    @property
    def next(self) -> Token | None:
        """The token that isn't read yet."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self, *signs: str) -> str:
        """Read the next token if it is one of these signs; empty if it isn't."""
        token = self.next
        if token is None or token.kind is not TokenKind.SIGN or token.text not in signs:
            return ""
        self.place += 1
        return token.text

    def binary(self, level: int, depth: int) -> Node:
        """A chain of signs of this level, from left to right."""
        if level == len(LEVELS):
            return self.signed(depth)
        left = self.binary(level + 1, depth)
        while sign := self.take(*LEVELS[level]):
            left = Operation(sign, _single(left), _single(self.binary(level + 1, depth)))
        return left

    def signed(self, depth: int) -> Node:
        """A value with signs before it, or `%` after it."""
        if depth > MAX_DEPTH:
            raise CellRefusal(TOO_DEEP, most=MAX_DEPTH)
        if sign := self.take("-", "+"):
            return Signed(sign, _single(self.signed(depth + 1)))
        node = self.primary(depth)
        return Signed("%", _single(node)) if self.take("%") else node

    def primary(self, depth: int) -> Node:
        """A number, text, cell, range, function or bracket."""
        token = self.next
        if token is None:
            raise CellRefusal(INCOMPLETE)
        self.place += 1
        if token.kind is TokenKind.NUMBER:
            return Literal(Decimal(token.text))
        if token.kind is TokenKind.TEXT:
            return Literal(token.text[1:-1].replace('""', '"'))
        if token.kind is TokenKind.CELL:
            return self.cell(token)
        if token.kind is TokenKind.NAME:
            return self.named(token.text, depth)
        if token.text == "(":
            inside = _single(self.binary(0, depth + 1))
            self.close()
            return inside
        raise CellRefusal(UNEXPECTED, sign=token.text)

    def cell(self, token: Token) -> CellPlace | CellRange:
        """A cell, or the range that begins with it."""
        if not self.take(":"):
            return place_of(token.text)
        end = self.next
        if end is None or end.kind is not TokenKind.CELL:
            raise CellRefusal(UNEXPECTED, sign=":")
        self.place += 1
        return range_of(token.text, end.text)

    def named(self, name: str, depth: int) -> Node:
        """TRUE, FALSE or a function with its arguments."""
        if name in TRUTHS and not (self.next and self.next.text == "("):
            return Literal(TRUTHS[name])
        if name not in FUNCTIONS:
            raise CellRefusal(UNKNOWN, name=name)
        if not self.take("("):
            raise CellRefusal(UNEXPECTED, sign=name)
        arguments = []
        if not self.take(")"):
            arguments.append(self.binary(0, depth + 1))
            while self.take(",", ";"):
                arguments.append(self.binary(0, depth + 1))
            self.close()
        return _call(name, tuple(arguments))

    def close(self) -> None:
        """Read the closing bracket."""
        if not self.take(")"):
            raise CellRefusal(UNEXPECTED, sign=self.next.text) if self.next else CellRefusal(INCOMPLETE)


def _single(node: Node) -> Node:
    if isinstance(node, CellRange):
        raise CellRefusal(LONE_RANGE)
    return node


def _call(name: str, arguments: tuple[Node, ...]) -> FunctionCall:
    function = FUNCTIONS[name]
    if not function.fewest <= len(arguments) <= function.most:
        raise CellRefusal(WRONG_COUNT, name=name)
    if not function.takes_ranges and any(isinstance(it, CellRange) for it in arguments):
        raise CellRefusal(LONE_RANGE)
    if name == "COUNTIF" and (isinstance(arguments[1], CellRange) or not isinstance(arguments[0], CellRange)):
        raise CellRefusal(NEEDS_RANGE)
    return FunctionCall(name, arguments)
