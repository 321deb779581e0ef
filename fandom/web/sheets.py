"""CSV for people who open it in a table program: nothing in a cell begins a formula, and it says that it is UTF-8."""

import csv
import io
from collections.abc import Iterable, Sequence

MIME = "text/csv"
# Without it, programs that most people have read umlauts as something else.
MARK = "\ufeff"
# Programs take what begins so for a formula, whatever is quoted; the wide ones too.
_BEGINS = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
Cell = str | int | float | None


def sheet(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Cell) -> str | int | float:
    """Numbers are numbers; words that would be taken for more than words get an apostrophe before them."""
    if isinstance(value, str):
        plain = value.replace("\0", "")
        return f"'{plain}" if plain.lstrip(" \u00a0").startswith(_BEGINS) else plain
    return "" if value is None else value
