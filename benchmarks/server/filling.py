"""Fill a newsroom with the code of one commit: `python filling.py FOLDER ARTICLES [URL]`; prints its articles as JSON.

ARTICLES is a list of [code points, annotations] as JSON; URL is that of a PostgreSQL database.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.server.house import House


def main(folder: str, articles: str, *url: str) -> None:
    """Fill the folder, and the database if it isn't there."""
    house = House(Path(folder), *url)
    spots = [house.article(length, annotations)._asdict() for length, annotations in json.loads(articles)]
    house.close()
    print(json.dumps({"env": house.env, "spots": spots}))


if __name__ == "__main__":
    main(*sys.argv[1:])
