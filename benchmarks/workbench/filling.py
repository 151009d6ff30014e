"""Fill a newsroom with the code of one commit: `python filling.py FOLDER LENGTH ANNOTATIONS`; prints it as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.workbench.house import Newsroom


def main(folder: str, length: str, annotations: str) -> None:
    """Fill the folder."""
    house = Newsroom(Path(folder))
    reading = house.read(int(length), int(annotations))
    house.close()
    print(json.dumps({"env": house.env, "reading": reading._asdict()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
