"""Records of the standard library become JSON lines."""

import json
import logging
import sys

from fandom.infra.log_lines import JsonLines


def _line(**more: object) -> dict[str, object]:
    given = {"name": "gunicorn.error", "levelno": logging.WARNING, "levelname": "WARNING", "msg": "kept %s\nopen"}
    record = logging.makeLogRecord(given | {"args": ("it",), "created": 0.0, "process": 7} | more)
    text = JsonLines().format(record)
    assert "\n" not in text
    return dict(json.loads(text))


def test_a_record_is_one_line() -> None:
    assert _line() == {
        "timestamp": "1970-01-01T00:00:00+00:00",
        "level": "warning",
        "event": "kept it\nopen",
        "logger": "gunicorn.error",
        "pid": 7,
    }


def test_an_exception_goes_along() -> None:
    try:
        int("the cause")
    except ValueError:
        found = _line(exc_info=sys.exc_info())
    assert str(found["exception"]).endswith("ValueError: invalid literal for int() with base 10: 'the cause'")
