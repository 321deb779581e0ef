"""What is made of the videos that fans bring along."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Conversion(Model):
    """How often it was tried to make a clip of this file; gone when it has come to an end."""

    __tablename__ = "conversions"

    file_id: Mapped[str] = mapped_column(Id, ForeignKey("files.id", ondelete="CASCADE"), primary_key=True)
    tries: Mapped[int]
