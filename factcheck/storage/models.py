"""Tables of the content store."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class StoredFile(Audited, Timestamped, Base):
    """Bytes stored unchanged, addressed by their SHA-256; the bytes themselves are in the backend of the store."""

    __tablename__ = "stored_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    media_type: Mapped[str] = mapped_column(String(120))


class Installation(Base):
    """The id that ties the folder of captures to this database: one row, made at the first start."""

    __tablename__ = "installations"

    id: Mapped[int] = mapped_column(primary_key=True)
    marker: Mapped[str] = mapped_column(String(32))
