"""The declarative base of every table."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry

# Byte order is creation order for our ids, so the "C" collation is part of the type.
Id = String(26, collation="C")
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    # A registry, not `type_annotation_map`: Flask-SQLAlchemy copies this class, and SQLAlchemy 2.1 refuses both there.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: DateTime(timezone=True), dict[str, Any]: JSONB, str: Text},
    )
