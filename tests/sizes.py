"""How much is tried: enough to guard a change, and with `python3 app.py test --thorough` as much as there is."""

from __future__ import annotations

import os

IS_THOROUGH = os.environ.get("FACTCHECK_TEST_THOROUGH") == "1"
EXAMPLES = 1_000 if IS_THOROUGH else 100  # of each property
MANY_EXAMPLES = 1_000 if IS_THOROUGH else 300  # of a property whose counterexamples are rare
