"""The measures of the house: its cap on files, which is a gate, and its aims, which are reported."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tools import paths

CAP = 300
_WRITTEN_BY_US = ("fandom", "tools", "migrations", "tests", "bench", "bin")
_CAPPED = {".py", ".js", ".mjs", ".css", ".html", ".sh"}
_MADE = {"dist", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Aims:
    file_median: float
    function_median: float
    function_p90: float
    tests_per_code: float

    def lines(self) -> list[str]:
        return [
            f"file median       {self.file_median:6.0f} lines   aim <= 80",
            f"function median   {self.function_median:6.0f} lines   aim <= 6",
            f"function p90      {self.function_p90:6.0f} lines   aim <= 18",
            f"tests per code    {self.tests_per_code:6.2f} lines   aim >= 1",
        ]


def over_cap(root: Path = paths.ROOT) -> list[str]:
    found = ((path, len(_lines(path))) for path in files(root) if path.suffix in _CAPPED)
    return [f"{path.relative_to(root)}: {length} lines, the cap is {CAP}" for path, length in found if length > CAP]


def aims(root: Path = paths.ROOT) -> Aims:
    written = [path for path in files(root) if path.suffix == ".py" and _lines(path)]
    code = [path for path in written if not _is_test(path, root)]
    functions = [length for path in code for length in function_lengths(path.read_text())]
    return Aims(
        file_median=median(len(_lines(path)) for path in code),
        function_median=median(functions),
        function_p90=quantiles(functions, n=10)[8],
        tests_per_code=_total(path for path in written if _is_test(path, root)) / _total(code),
    )


def files(root: Path) -> Iterator[Path]:
    for folder in _WRITTEN_BY_US:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not _MADE.intersection(path.relative_to(root).parts):
                yield path


def function_lengths(source: str) -> list[int]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in found]


def _is_test(path: Path, root: Path) -> bool:
    return path.relative_to(root).parts[0] == "tests"


def _total(written: Iterable[Path]) -> int:
    return sum(1 for path in written for line in _lines(path) if line.strip())


def _lines(path: Path) -> list[str]:
    return path.read_text(errors="replace").splitlines()
