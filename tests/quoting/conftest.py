"""A captured source, to quote from."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.captures.models import Capture
from factcheck.claims.models import Claim
from factcheck.sources.models import Source
from tests.captures.conftest import no_pause as no_pause
from tests.captures.conftest import site as site
from tests.captures.conftest import source as source
from tests.captures.test_capturing import captured
from tests.factories import make_claim, make_user, sign_in


@pytest.fixture
def capture(source: Source) -> Capture:
    return captured(source)


@pytest.fixture
def claim(source: Source) -> Claim:
    return make_claim()


@pytest.fixture
def rob(app: Flask) -> FlaskClient:
    """A client in which Rob, another reviewer, is signed in."""
    return sign_in(app.test_client(), make_user("Rob"))
