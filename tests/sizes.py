"""The number of examples: enough for a change, and many more with `python3 app.py test --thorough`."""

from __future__ import annotations

import os

IS_THOROUGH = os.environ.get("FACTCHECK_TEST_THOROUGH") == "1"
EXAMPLES = 1_000 if IS_THOROUGH else 100  # per property
MANY_EXAMPLES = 1_000 if IS_THOROUGH else 300  # per property with rare counterexamples
