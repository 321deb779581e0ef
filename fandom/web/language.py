"""Which language a page speaks: what the browser asks for, among those that we have."""

from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, get_locale

LANGUAGES = ("en", "de")


def language() -> str:
    return str(get_locale() or LANGUAGES[0])


def _asked() -> str:
    if not has_request_context():
        return LANGUAGES[0]
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def init(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=_asked, default_timezone="UTC")
    app.jinja_env.globals["language"] = language
    app.after_request(_vary)
