"""How numbers, shares and days are said, in the language of the page."""

from datetime import date

from babel.dates import format_skeleton
from flask import Flask
from flask_babel import format_decimal, format_percent, get_locale


def number(value: float) -> str:
    return str(format_decimal(value))


def share(value: float) -> str:
    return str(format_percent(value, "#,##0\u202f%"))


def short_day(day: date) -> str:
    return str(format_skeleton("MMMd", day, locale=get_locale()))


def init(app: Flask) -> None:
    app.jinja_env.filters.update(number=number, share=share, short_day=short_day)
