"""Computes the results of `examples.py` with LibreOffice and writes them to `worked_examples.json`.

    python -m tests.formulas.data.of_spreadsheet [file.xlsx]

Needs `soffice` (Debian: libreoffice-calc). With a file, recalculates that and prints its cells instead.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from factcheck.formulas.files import as_xlsx
from factcheck.formulas.records import NUMBER, TableRecord, record_of
from factcheck.formulas.table import calculate
from tests.formulas.data.examples import EXAMPLES

OUT = Path(__file__).with_name("worked_examples.json")
ALWAYS = """<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def recalculated(path: Path, work: Path) -> list[list[list[str]]]:
    """The cells of each sheet of a file, as LibreOffice computes them again."""
    settings = work / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(ALWAYS)
    profile = f"-env:UserInstallation=file://{work / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(work), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    tree = etree.parse(work / f"{path.stem}.fods")
    return [[list(_cells(row)) for row in _repeated(sheet, "row")] for sheet in tree.iter(f"{TABLE}table")]


def _repeated(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in parent.iter(f"{TABLE}table-{name}"):
        for _ in range(min(int(element.get(f"{TABLE}number-{name}s-repeated", "1")), 40)):
            yield element


def _cells(row: etree._Element) -> Iterator[str]:
    for cell in row.iterchildren(f"{TABLE}table-cell"):
        words = "".join("".join(it.itertext()) for it in cell.iterchildren(f"{TEXT}p"))
        kind = cell.get(f"{OFFICE}value-type", "")
        found = cell.get(f"{OFFICE}value") if kind in {"float", "percentage"} else cell.get(f"{OFFICE}boolean-value")
        value = words if found is None or words.startswith("#") else found.upper()
        for _ in range(min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 40)):
            yield cell.get(f"{OFFICE}date-value", value)


def _table(number: int, grid: list[list[str]]) -> TableRecord:
    """The table without our results, so that those that are read are of the spreadsheet alone."""
    table = record_of(number, "", calculate(grid, ()))
    cells = (replace(it, kind=NUMBER, value="0") if it.is_formula else it for it in table.cells)
    return replace(table, cells=tuple(cells))


def main() -> None:
    """Write the results, or print those of a file."""
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        if sys.argv[1:]:
            for sheet in recalculated(Path(sys.argv[1]), work):
                print(json.dumps([row for row in sheet if any(row)], ensure_ascii=False))
            return
        path = work / "examples.xlsx"
        tables = [_table(number, [*rows, [it]]) for number, (_, rows, it) in enumerate(EXAMPLES, 1)]
        path.write_bytes(as_xlsx(tables, {}))
        sheets = recalculated(path, work)
    results = {name: sheets[number][len(rows)][0] for number, (name, rows, _) in enumerate(EXAMPLES)}
    OUT.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
