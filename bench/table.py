"""A table as text, and what repeated measurements come to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Table:
    columns: Sequence[str]
    rows: list[Sequence[object]] = field(default_factory=list)
    note: str = ""

    def add(self, *row: object) -> None:
        self.rows.append(row)

    def __str__(self) -> str:
        lines = [self.columns, *([shown(cell) for cell in row] for row in self.rows)]
        widths = [max(len(str(line[at])) for line in lines) for at in range(len(self.columns))]
        text = [" | ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        text.insert(1, "-|-".join("-" * width for width in widths))
        return "\n".join([*text, *([f"\n{self.note}"] if self.note else [])])


def shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def spread(values: Sequence[float]) -> str:
    """The median, and in brackets the least and the most."""
    return f"{median(values):,.2f} ({min(values):,.2f}–{max(values):,.2f})"


def part_at(ordered: Sequence[float], part: float) -> float:
    """Of sorted values the one that this part of them lies below: 0.99 is the 99th percentile."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
