"""The form of the code: sizes of packages, modules, functions and templates; one name for one class; whole lists."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from factcheck import rooms
from factcheck.config import PROJECT

CODE, TEMPLATES = PROJECT / "factcheck", PROJECT / "templates"
MAX_MODULES, MAX_PACKAGE = 14, 1_500  # modules and lines of a package, without its sub-packages
MAX_MODULE = 200  # lines
MIN_MODULE = 30  # lines of a module that isn't shared, or pure and tested by itself
MAX_WIDTH = 120  # characters
MAX_VIEW, MAX_FUNCTION = 15, 25  # lines without the docstring
MAX_PAGE, MAX_FRAGMENT = 120, 60  # lines of a template

USUAL = re.compile(r"/(__init__|room|models|queries|forms|cli|\w*views)\.py$")  # every room has them by these names
IMPURE = ("flask", "sqlalchemy", "werkzeug", "wtforms", "click", "factcheck.db", "factcheck.web")
BLUEPRINT = re.compile(r"^bp = \w+\(", re.MULTILINE)


@cache
def modules() -> dict[str, str]:
    """The text of every module but the migrations, by its path."""
    paths = sorted(path for path in CODE.rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(PROJECT)): path.read_text() for path in paths}


@cache
def templates() -> dict[str, str]:
    """The text of every template, by its path."""
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))}


def functions() -> Iterator[tuple[str, int, bool]]:
    """Every function with its lines, and whether it is a view."""
    for path, source in modules().items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                has_docstring = ast.get_docstring(node) is not None and len(node.body) > 1
                body = node.body[1:] if has_docstring else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
                is_view = any(ast.unparse(it).split("(")[0].startswith("bp.") for it in node.decorator_list)
                yield f"{path}:{node.name}", lines, is_view


def test_no_package_is_crowded() -> None:
    count, lines = Counter[str](), Counter[str]()
    for path, source in modules().items():
        package = str(Path(path).parent)
        count[package] += 1
        lines[package] += source.count("\n")
    assert {it for it in count if count[it] > MAX_MODULES or lines[it] > MAX_PACKAGE} == set()


def test_a_module_is_read_at_one_sitting() -> None:
    assert {path for path, source in modules().items() if source.count("\n") > MAX_MODULE} == set()


def imported(source: str) -> set[str]:
    """The modules that a source imports, and the names that it imports from packages, as dotted names."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_a_small_module_is_shared_or_pure_and_tested_by_itself() -> None:
    """What has one user is a part of that module, unless it is a library that tests can call."""
    imports = {path: imported(source) for path, source in modules().items()}
    tested = set[str]().union(*(imported(path.read_text()) for path in (PROJECT / "tests").rglob("*.py")))
    lonely = set[str]()
    for path, source in modules().items():
        if source.count("\n") >= MIN_MODULE or USUAL.search(path):
            continue
        name = path.removesuffix(".py").replace("/", ".")
        users = [other for other, names in imports.items() if name in names]
        is_pure = not any(it.startswith(IMPURE) for it in imports[path])
        if len(users) < 2 and not (is_pure and name in tested):
            lonely.add(path)
    assert lonely == set()


def test_a_function_fits_on_a_screen() -> None:
    found = list(functions())
    assert {name for name, lines, is_view in found if not is_view and lines > MAX_FUNCTION} == set()
    assert {name for name, lines, is_view in found if is_view and lines > MAX_VIEW} == set()


def test_a_template_is_a_page_or_a_fragment() -> None:
    def limit(path: str) -> int:
        return MAX_FRAGMENT if Path(path).name.startswith("_") else MAX_PAGE

    assert {path for path, source in templates().items() if source.count("\n") > limit(path)} == set()


def test_no_template_is_wider_than_code() -> None:
    wide = {path for path, source in templates().items() if any(len(it) > MAX_WIDTH for it in source.splitlines())}
    assert wide == set()


def test_a_form_that_is_only_a_button_is_the_macro() -> None:
    parts = re.compile(
        r"<button.*?</button>|</?form[^>]*?>|</?p[^>]*>|<input[^>]*hidden[^>]*>|{{-? write_fields.*?}}", re.DOTALL
    )
    by_hand = {
        path
        for path, source in templates().items()
        for form in re.findall(r"<form[^>]*post.*?</form>", source, re.DOTALL)
        if form.count("<button") == 1 and "write_fields" in form and not parts.sub("", form).strip()
    }
    assert by_hand == set()


def test_everything_that_leaves_the_machine_goes_through_fetching_or_is_mail_or_stored() -> None:
    clients = {
        "socket",
        "http.client",
        "urllib.request",
        "urllib3",
        "requests",
        "httpx",
        "aiohttp",
        "ftplib",
        "smtplib",
        "boto3",
    }
    asking = {
        path
        for path, source in modules().items()
        if any(name in clients or name.startswith(("urllib3.", "httpx.")) for name in imported(source))
    }
    mail = {"factcheck/accounts/security/mail.py", "factcheck/accounts/security/smtp.py"}
    captures = {"factcheck/storage/bucket.py"}  # in the store that the operator names, as the database is
    assert {path for path in asking if not path.startswith("factcheck/fetching/")} == mail | captures


def test_one_name_means_one_class() -> None:
    found = Counter(
        node.name
        for source in modules().values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, times in found.items() if times > 1} == set()


def contract_layers() -> list[list[str]]:
    """The layers of the first import contract, top to bottom, as the names of their packages and modules."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = [row.replace("(", "").replace(")", "").split(" | ") for row in contracts[0]["layers"]]
    return [[name.removeprefix("factcheck.") for name in row] for row in rows]


def test_every_room_is_in_every_list() -> None:
    packages = {path.parent.name for path in CODE.glob("*/__init__.py")} - {"migrations"}
    assert {path.parent.name for path in CODE.glob("*/room.py")} == set(rooms.ROOMS)
    assert {path.parent.name for path in CODE.glob("*/models.py")} <= set(rooms.ROOMS)
    layered = {name for row in contract_layers() for name in row}
    assert packages <= layered
    assert all((CODE / name).is_dir() or (CODE / f"{name}.py").is_file() for name in layered)


def test_rooms_are_listed_from_the_bottom_up() -> None:
    height = {name: -at for at, row in enumerate(contract_layers()) for name in row}
    assert list(rooms.ROOMS) == sorted(rooms.ROOMS, key=lambda room: height[room])


def test_the_page_on_architecture_has_the_layers_of_the_contract() -> None:
    """Top to bottom, as the contract has them; names that share a layer are in any order."""
    page = (PROJECT / "docs" / "architecture.md").read_text()
    table = page.split("|---|---|\n", 1)[1].split("\n\n", 1)[0]
    documented = [re.findall(r"`(\w+)`", row.split("|")[2]) for row in table.splitlines()]
    depth = {name: at for at, row in enumerate(contract_layers()) for name in row}
    names = [name for row in documented for name in row]
    assert sorted(names) == sorted(depth)
    assert [depth[name] for name in names] == sorted(depth.values())


def test_a_module_of_views_has_a_blueprint_of_its_own_that_its_room_registers() -> None:
    for room in rooms.ROOMS:
        modules = [path for path in (CODE / room).rglob("*.py") if BLUEPRINT.search(path.read_text())]
        declared = import_module(f"factcheck.{room}.room").ROOM.blueprints
        assert len(modules) == len(declared), room
    shared = [path for path, source in modules_of_views().items() if not BLUEPRINT.search(source)]
    assert shared == []


def modules_of_views() -> dict[str, str]:
    """The text of every module in which a function answers requests, by its path."""
    return {path: source for path, source in modules().items() if re.search(r"^@bp\.", source, re.MULTILINE)}
