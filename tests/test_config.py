"""Settings fail early and name themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.config import NAMES, PROJECT, Settings, SettingsError
from launch.environment import pins

STRONG = "0123456789abcdef" * 4


def test_an_empty_environment_gives_a_demo_on_loopback(tmp_path: Path) -> None:
    settings = Settings.from_env({"FACTCHECK_HOME": str(tmp_path)})
    assert settings.demo
    assert settings.on_loopback
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.secret_key == Settings.from_env({"FACTCHECK_HOME": str(tmp_path)}).secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("FACTCHECK_DEMO", "perhaps"),
        ("FACTCHECK_BASE_URL", "ftp://checks.example"),
        ("FACTCHECK_DATABASE_URL", "mysql://somewhere"),
        ("FACTCHECK_DEMO_PASSWORD", "short"),
        ("FACTCHECK_MAIL_URL", "pigeon://roof"),
        ("FACTCHECK_TRUST_PROXY", "-1"),
        ("FACTCHECK_REQUIRE_SECOND_FACTOR", "editor,janitor"),
        ("FACTCHECK_COLOUR", "blue"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} "):
        Settings.from_env({"FACTCHECK_HOME": str(tmp_path), name: value})


def test_the_demo_never_leaves_loopback(tmp_path: Path) -> None:
    env = {"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_BASE_URL": "https://checks.example", "FACTCHECK_DEMO": "1"}
    with pytest.raises(SettingsError, match=r"^FACTCHECK_DEMO "):
        Settings.from_env(env)


@pytest.mark.parametrize("secret", [None, "short", "a" * 64])
def test_away_from_loopback_a_strong_secret_is_needed(tmp_path: Path, secret: str | None) -> None:
    env = {"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_BASE_URL": "https://checks.example", "FACTCHECK_DEMO": "0"}
    with pytest.raises(SettingsError, match=r"^FACTCHECK_SECRET_KEY "):
        Settings.from_env(env if secret is None else {**env, "FACTCHECK_SECRET_KEY": secret})
    assert Settings.from_env({**env, "FACTCHECK_SECRET_KEY": STRONG}).is_secure


def test_every_setting_is_documented() -> None:
    text = (PROJECT / "docs" / "operations.md").read_text()
    assert [name for name in sorted(NAMES) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-scale.txt"])
def test_what_is_served_is_what_was_tested(lock: str) -> None:
    """Every pin of a lock that runs stands in the lock of the tests, so that serving after a test installs nothing."""
    assert pins(PROJECT / lock) <= pins(PROJECT / "requirements-dev.txt")
