"""Settings fail early and name themselves."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.config import NAMES, PROJECT, Settings, SettingsError, installation
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
        ("PORT", "9" * 5000),
        ("PORT", "８０００"),
        ("FACTCHECK_BASE_URL", "http://[::1"),
        ("FACTCHECK_BASE_URL", "https://checks.example:99999"),
        ("FACTCHECK_BASE_URL", "https://user:word@checks.example"),
        ("FACTCHECK_BASE_URL", "checks.example"),
        ("FACTCHECK_DATABASE_URL", "postgresql://desk@db.example:port/desk"),
        ("FACTCHECK_MAIL_URL", "smtp://mail.example:twentyfive"),
        ("FACTCHECK_HOME", "/proc/version/desk"),
        ("FACTCHECK_HOME", "/dev/null"),
        ("FACTCHECK_HOME", "~nobody-of-this-name/desk"),
        ("FACTCHECK_HOME", "desk\0"),
        ("FACTCHECK_HOST", "no such host"),
        ("FACTCHECK_HOST", "127.0.0.1:80"),
        ("FACTCHECK_LANGUAGE", "tlh"),
        ("FACTCHECK_TIME_ZONE", "Europe/Tarnby"),
        ("FACTCHECK_IDLE_HOURS", "0"),
        ("FACTCHECK_WRITES_PER_MINUTE", "many"),
        ("FACTCHECK_WORKERS", "0"),
        ("FACTCHECK_WORKERS", "65"),
        ("FACTCHECK_WORKERS", "auto"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} ") as refusal:
        Settings.from_env({"FACTCHECK_HOME": str(tmp_path), name: value})
    assert "\n" not in str(refusal.value)


@given(st.sampled_from(sorted(NAMES - {"FACTCHECK_HOME"})), st.text() | st.sampled_from(["http://", "smtp://[", "/"]))
def test_any_value_of_a_setting_is_accepted_or_refused_in_one_line(name: str, value: str) -> None:
    with TemporaryDirectory() as home, suppress(SettingsError):
        Settings.from_env({"FACTCHECK_HOME": home, name: value})


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
    """Every pin of a lock file for serving is in that of the tests, so serving after a test installs nothing."""
    assert pins(PROJECT / lock) <= pins(PROJECT / "requirements-dev.txt")


def test_processes_that_start_at_once_read_the_same_secret(tmp_path: Path) -> None:
    both_have_none = threading.Barrier(2, timeout=30)
    found: list[str] = []

    def start(value: str) -> None:
        def make() -> str:
            both_have_none.wait()
            return value

        found.append(installation._stored_secret(tmp_path / "secret_key", make))

    threads = [threading.Thread(target=start, args=(value * 40,)) for value in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


STORE = "s3://a%2Fkey:s%2Bcret@store.example:9000/captures"


def test_a_bucket_is_read_from_its_address(tmp_path: Path) -> None:
    def read(value: str) -> object:
        return Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_CAPTURES_URL": value}).object_store

    assert read("") is None
    expected = ("https://store.example:9000", "captures", "", "a/key", "s+cret", "us-east-1")
    assert read(STORE) == expected
    assert read(f"{STORE}/desk/one/?region=eu-north-1") == (*expected[:2], "desk/one/", *expected[3:5], "eu-north-1")
    plain = read(STORE.replace("s3:", "s3+http:"))
    assert isinstance(plain, tuple)
    assert plain[0] == "http://store.example:9000"
    assert "cret" not in repr(plain)


@pytest.mark.parametrize(
    "value",
    ["s3://store.example/captures", STORE.replace("/captures", ""), f"{STORE}?colour=red", STORE.replace("s3", "ftp")],
)
def test_a_wrong_address_of_a_bucket_is_refused_without_its_secret(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match=r"^FACTCHECK_CAPTURES_URL must be s3://KEY:SECRET@HOST/BUCKET") as refusal:
        Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_CAPTURES_URL": value})
    assert "cret@" not in str(refusal.value).replace("SECRET", "")
