"""The stylesheet: many small files in their layers, one request."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from factcheck.config import PROJECT, SettingsError
from factcheck.web.assets import fingerprints as files
from factcheck.web.assets import stylesheet
from launch.refusing import made

CSS = PROJECT / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
LONGEST, WIDEST = 200, 120  # lines, characters


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CSS.with_name("js"), tmp_path / "js")
    return Path(shutil.copytree(CSS, tmp_path / "css"))


def development(folder: Path) -> Flask:
    """An app in debug mode that serves this copy and nothing else."""
    app = Flask(__name__, static_folder=folder.parent, static_url_path="/static")
    app.debug = True
    files.init_app(app)
    return app


def address(app: Flask) -> str:
    with app.test_request_context():
        return files.static(stylesheet.NAME)


def test_the_layers_are_joined_in_their_order() -> None:
    sheet = stylesheet.join(CSS)
    assert sheet.startswith("@layer reset, tokens, base, layout, parts, states;\n")
    assert re.findall(r"^@layer (\w+) \{$", sheet, re.MULTILINE) == list(stylesheet.LAYERS)
    assert sheet.count("{") == sheet.count("}")


def test_the_parts_are_joined_in_the_order_of_their_list(copy: Path) -> None:
    for path in copy.rglob("*.css"):
        path.write_text(f"/* {path.stem} */\n\n.{path.stem} {{\n  order: 1;\n}}\n")
    named = re.findall(r"^\.([\w-]+) \{$", stylesheet.join(copy), re.MULTILINE)
    assert named == ["reset", "tokens", "base", "layout", *stylesheet.PARTS, "states"]


def test_comments_and_indentation_are_not_sent(copy: Path) -> None:
    (copy / "reset.css").write_text('/* why */\n\n.a {\n  content: "/* kept */";\n}\n')
    assert '@layer reset {\n.a {\ncontent: "/* kept */";\n}\n}\n' in stylesheet.join(copy)


def test_no_rule_is_about_any_sibling() -> None:
    """`* + *` restyles the whole page whenever an element is inserted; `> :not(:first-child)` says the same."""
    wide = re.compile(r"\*\s*[+~]|[+~]\s*(\*|::)")
    assert [f"{path.name}: {it}" for path in FILES for it in selectors(path) if wide.search(it)] == []


def test_no_rule_asks_the_whole_page_what_it_has() -> None:
    """`.page:has(…) > :not(…)` restyles the page at each change of a mark: thirteen times the work of a new claim."""
    wide = re.compile(r"^(html|body|main|\.page|\.workbench)\S*:has\(.*\) *[>+~]? *(:|\*)")
    assert wide.match(".page:has(> .beside:not([hidden])) > :not(.beside)")
    assert [f"{path.name}: {it}" for path in FILES for it in selectors(path) if wide.match(it)] == []


def test_what_a_page_is_about_is_below_its_title() -> None:
    """Beside it, it would be among the actions."""
    beside = re.compile(r'class="page-head">\s*<h1.*?</h1>\s*<p class="meta"', re.DOTALL)
    assert [path.name for path in (PROJECT / "templates").rglob("*.html") if beside.search(path.read_text())] == []


def selectors(path: Path) -> list[str]:
    """What stands before the braces of a file."""
    return re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))


@pytest.mark.parametrize("name", ["states.css", "parts/card.css"])
def test_a_missing_file_is_refused_at_the_start(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(SettingsError, match=rf"{name} is missing"):
        development(copy)


def test_a_part_that_is_not_listed_is_refused_at_the_start(copy: Path) -> None:
    (copy / "parts" / "banner.css").write_text(".banner {\n  color: red;\n}\n")
    with pytest.raises(SettingsError, match=r"parts/banner.css isn't in PARTS of factcheck/web/assets/stylesheet.py"):
        development(copy)


def test_the_refusal_ends_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("FACTCHECK_HOME", str(tmp_path))
    monkeypatch.setattr(stylesheet, "PARTS", (*stylesheet.PARTS, "banner"))
    with pytest.raises(SystemExit) as ended:
        made()
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(
        "parts/banner.css is missing; the pages need it. Install Factcheck again.\n"
    )


def test_its_address_changes_with_what_is_in_it_and_development_sees_it(copy: Path) -> None:
    app = development(copy)
    before = address(app)
    assert address(app) == before
    (copy / "parts" / "card.css").write_text(".card {\n  order: 7;\n}\n")
    after = address(app)
    assert after != before
    assert "order: 7;" in app.test_client().get(after).text


def test_a_page_asks_for_one_stylesheet_that_is_kept_for_ever(client: FlaskClient) -> None:
    page = client.get("/login").text
    (link,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert "<style" not in page
    answer = client.get(link)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert answer.text == stylesheet.join(CSS)
    assert "@import" not in answer.text
    assert "immutable" in answer.headers["Cache-Control"]


def test_without_its_digest_it_is_asked_for_again_and_answered_briefly(client: FlaskClient, app: Flask) -> None:
    with app.test_request_context():
        url = url_for("static", filename=stylesheet.NAME)
    first = client.get(url)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_design_system_lists_every_part_with_its_classes() -> None:
    page = (PROJECT / "docs" / "design-system.md").read_text()
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| ([^|]+) \|", page, re.MULTILINE)
    assert [part for part, _ in rows if part in stylesheet.PARTS] == list(stylesheet.PARTS)
    for part, names in rows[: len(stylesheet.PARTS)]:
        css = (CSS / "parts" / f"{part}.css").read_text()
        assert [name for name in re.findall(r"`([\w-]+)`", names) if f".{name}" not in css] == [], part


def test_what_it_names_is_there() -> None:
    for name in re.findall(r'url\("([^"?]+)', stylesheet.join(CSS)):
        assert (CSS / name).is_file(), name


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_file_is_short_and_has_one_declaration_a_line(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) <= LONGEST
    assert [line for line in lines if len(line) > WIDEST] == []
    assert re.fullmatch(r"/\* [A-Z].*\. \*/", lines[0]), "its first line says in a comment what it dresses"
    assert [line for line in lines if re.search(r";\s*\S|\{\s*\S|\S\s*\}", _bare(line))] == []


def _bare(line: str) -> str:
    """A line without its comments and strings."""
    return re.sub(r'/\*.*?\*/|"[^"]*"', "", line).rstrip()
