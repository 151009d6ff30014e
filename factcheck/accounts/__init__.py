"""People, their roles and sign-ins."""

import sys

# Flask-Security imports webauthn if it is there, as its extra for second factors has it: 8 MiB that nothing here uses.
sys.modules.setdefault("webauthn", None)  # type: ignore[arg-type]  # None refuses the import (Python, 5.3.1)
