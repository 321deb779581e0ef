"""The measures of the house."""

from pathlib import Path

import pytest

from tools import measure

_FUNCTIONS = """
def one():
    return 1

class C:
    async def three(self):
        def one(): return 2
        return 3
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, lines in (("fandom/a.py", 10), ("fandom/b.py", 301), ("tests/test_a.py", 622), ("fandom/dist/c.js", 999)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x = 1\n" * lines)
    (tmp_path / "fandom/a.py").write_text(_FUNCTIONS)
    return tmp_path


def test_files_over_the_cap_are_named(house: Path) -> None:
    assert measure.over_cap(house) == [
        "fandom/b.py: 301 lines, the cap is 300",
        "tests/test_a.py: 622 lines, the cap is 300",
    ]


def test_functions_are_measured_with_their_heads() -> None:
    assert sorted(measure.function_lengths(_FUNCTIONS)) == [1, 2, 3]


def test_aims(house: Path) -> None:
    found = measure.aims(house)
    assert found.file_median == (8 + 301) / 2
    assert found.function_median == 2
    assert found.tests_per_code == pytest.approx(622 / 307, abs=0.01)
    assert len(found.lines()) == 4


def test_no_file_of_ours_is_over_the_cap() -> None:
    assert measure.over_cap() == []
