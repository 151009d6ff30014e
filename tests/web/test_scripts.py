"""The scripts: each in reach of a page, type-checked, and short; those of the signed-in pages are one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.config import SettingsError
from factcheck.web.assets.scripts import joined
from launch.environment import PROJECT

ROOT = PROJECT / "static" / "js"
SCRIPTS = sorted(ROOT.rglob("*.js"))
IMPORT = re.compile(r'^(?:import|export) (?:[^"]*? from )?"([^"]+)";$', re.MULTILINE)
ELEMENT = re.compile(r'^customElements\.define\("([^"]+)"', re.MULTILINE)
NAMED_BY_A_PAGE = re.compile(r"static\('js/([^']+)'\)")
MAX_LINES, MAX_WIDTH = 120, 120
MODULE = re.compile(r'^modules\["(.+)"\] = ', re.MULTILINE)
SMALL = {  # as `deno fmt` writes them
    "main.js": 'import { long as short, other } from "./text/a.js";\nimport "./text/b.js";\n\nshort(other);\n',
    "text/a.js": 'export { one } from "../c.js";\n\nexport async function long() {}\nexport const other = 1;\n',
    "text/b.js": 'import {\n  Element,\n  one,\n} from "../c.js";\n\nnew Element(one);\n',
    "c.js": "export class Element {}\nexport function* one() {}\n",
}
ONE_FILE = """export const modules = {};
{
class Element {}
function* one() {}
modules["c.js"] = { Element, one };
}
{
const { one } = modules["c.js"];

async function long() {}
const other = 1;
modules["text/a.js"] = { one, long, other };
}
{
const { Element, one } = modules["c.js"];

new Element(one);
modules["text/b.js"] = {  };
}
{
const { long: short, other } = modules["text/a.js"];

short(other);
modules["main.js"] = {  };
}"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with four short scripts."""
    (tmp_path / "text").mkdir()
    for name, source in SMALL.items():
        (tmp_path / name).write_text(source)
    return tmp_path


def entries() -> set[Path]:
    """The scripts that templates name."""
    pages = (PROJECT / "templates").rglob("*.html")
    return {ROOT / name for page in pages for name in NAMED_BY_A_PAGE.findall(page.read_text())}


def imports(script: Path) -> set[Path]:
    return {(script.parent / name).resolve() for name in IMPORT.findall(script.read_text())}


def test_every_script_is_imported_by_a_page() -> None:
    reached, new = set[Path](), entries()
    assert ROOT / "main.js" in new
    while new:
        reached |= new
        new = {other for script in new for other in imports(script)} - reached
    assert sorted(reached) == SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_type_checked_and_short(script: Path) -> None:
    lines = script.read_text().splitlines()
    assert lines[0] == "// @ts-check"
    assert len(lines) <= MAX_LINES
    assert [line for line in lines if len(line) > MAX_WIDTH] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_defines_the_element_that_it_is_named_after_or_none(script: Path) -> None:
    assert ELEMENT.findall(script.read_text()) in ([], [script.stem])


def test_scripts_are_joined_each_once_after_those_that_it_imports(small: Path) -> None:
    assert joined(small, "main.js") == ONE_FILE


def test_all_scripts_of_the_signed_in_pages_are_one_file_that_imports_nothing(client: FlaskClient) -> None:
    answer = client.get("/static/js/main.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    assert answer.text == joined(ROOT, "main.js")
    assert not IMPORT.search(answer.text)
    others = [path for path in SCRIPTS if path not in entries() or path.name == "main.js"]
    assert sorted(MODULE.findall(answer.text)) == sorted(path.relative_to(ROOT).as_posix() for path in others)


def test_scripts_that_pages_load_beside_it_import_nothing() -> None:
    """They would ask for each import, and have their own copy of it."""
    assert {path.name for path in entries() if imports(path)} == {"main.js"}


def test_in_debug_mode_the_scripts_are_sent_as_they_are(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "debug", True)
    for name in ("main.js", "page/shortcuts.js"):
        assert client.get(f"/static/js/{name}").text == (ROOT / name).read_text()


@pytest.mark.parametrize("line", [
    'import * as all from "../c.js";', 'import one from "../c.js";', "export default 1;", "export * from '../c.js';",
    "export let counted = 0;", "export { long };", 'import { one } from "elsewhere";', 'import {one} from "../c.js"',
])  # fmt: skip
def test_another_way_to_import_or_export_is_refused_at_the_start(small: Path, line: str) -> None:
    (small / "text/b.js").write_text(f"{line}\n")
    with pytest.raises(SettingsError, match=r"static/js/text/b.js: .* doesn't know"):
        joined(small, "main.js")


def test_scripts_that_import_each_other_are_refused(small: Path) -> None:
    (small / "c.js").write_text('import "./text/a.js";\n')
    with pytest.raises(SettingsError, match=r"main.js imports text/a.js imports c.js imports text/a.js\.$"):
        joined(small, "main.js")


def test_a_missing_script_is_refused(small: Path) -> None:
    (small / "c.js").unlink()
    with pytest.raises(SettingsError, match=r"c.js is missing; the pages need it\."):
        joined(small, "main.js")
