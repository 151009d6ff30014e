"""People, their invitations and their sign-ins."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_security import UserMixin
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.config import Settings
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited

SIGN_IN_TTL = timedelta(days=30)  # the longest that NIST SP 800-63B lets a session live


class Role(enum.StrEnum):
    """What a person does here. Each role has the permissions of the one before it too."""

    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class Theme(enum.StrEnum):
    """The colours of a person's pages; by the system, they follow the device."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class User(Audited, Timestamped, UserMixin, Base):
    """A person of the newsroom. Never deleted, so past work keeps its author."""

    __tablename__ = "users"
    unaudited = frozenset(  # secrets, and state of the sign-in
        {
            "password", "fs_uniquifier", "tf_primary_method", "tf_totp_secret", "tf_last_counter", "mf_recovery_codes",
        }
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    role: Mapped[Role]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_last_counter: Mapped[int | None]  # the time step of the last code used, so that no code works twice
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(JSON(none_as_null=True)))
    is_demo: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None] = mapped_column(String(35))  # BCP 47; None: the newsroom's
    time_zone: Mapped[str | None] = mapped_column(String(64))  # a name of the IANA database; None: the newsroom's
    theme: Mapped[Theme] = mapped_column(default=Theme.SYSTEM)
    has_single_keys: Mapped[bool] = mapped_column(default=True)  # whether single letters are shortcuts (WCAG 2.1.4)

    former_names: Mapped[list[FormerName]] = relationship(order_by="FormerName.id", viewonly=True)

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in and stay signed in."""
        return self.active and not self.is_from_ended_demo

    @property
    def is_from_ended_demo(self) -> bool:
        """Whether this person belongs to the demo newsroom and the demo is off, so that nothing lets them in."""
        settings: Settings = current_app.extensions["settings"]
        return self.is_demo and not settings.demo

    @property
    def roles(self) -> list[Any]:  # type: ignore[override]  # read-only
        """Flask-Security's own roles, which aren't used: `role` and `permissions` replaces them."""
        return []

    def check_tf_required_setup(self) -> bool:
        """Whether the settings require a second factor of this role, so that it can't be switched off."""
        settings: Settings = current_app.extensions["settings"]
        return self.role.value in settings.second_factor_for


class FormerName(Audited, Timestamped, Base):
    """A name that a person had until this row was created. Nobody else may take it."""

    __tablename__ = "former_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]


class Invitation(Audited, Timestamped, Base):
    """An invitation for one person, usable once and for three days; only a digest of its secret is stored."""

    __tablename__ = "invitations"
    unaudited = frozenset({"token_sha256"})

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    name: Mapped[str]
    role: Mapped[Role]
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    invited_by: Mapped[User] = relationship()


class SignIn(Timestamped, Base):
    """A device on which a person is signed in, until it is ended, idle for too long, or 30 days old."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str]
    device: Mapped[str]
    ended_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]  # None until it has been used for some minutes

    user: Mapped[User] = relationship()
