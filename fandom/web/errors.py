"""Refusals as pages: what happened and what to do, in the frame that everything else has."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from fandom.infra.problems import Problem
from fandom.web.ways import asked_next, came_from, seen_at

PLAIN_FROM = 500
PRESSED = {"csrf_token", "next", "want", "emoji", "episode"}


def page(problem: Problem) -> Response:
    """A visitor who needs an account is sent to the door, and comes back afterwards."""
    if problem.status == 401 and request.method == "GET":
        return _headed(make_response(redirect(url_for("web.sign_in", next=_here()))), problem)
    if problem.status == 401 and _only_pressed():
        back = asked_next(came_from(url_for("web.home")))
        return _headed(make_response(seen_at(url_for("web.sign_in", next=back))), problem)
    template = "errors/plain.html" if problem.status >= PLAIN_FROM else "errors/error.html"
    html = render_template(template, problem=problem, words=_words(problem))
    return _headed(make_response(html, problem.status), problem)


def _only_pressed() -> bool:
    """A button, with nothing typed that going elsewhere could lose."""
    return not request.files and request.form.keys() <= PRESSED


def _here() -> str:
    return request.full_path.rstrip("?")


def _headed(response: Response, problem: Problem) -> Response:
    for name, value in problem.headers.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(problem: Problem) -> tuple[str, str]:
    """A heading and what can be done."""
    said = {
        400: (gettext("We couldn’t read that"), gettext("Go back and try it once more.")),
        401: (gettext("Sign in first"), gettext("What you typed is still in your browser: go back and it is there.")),
        403: (gettext("That’s not yours to do"), problem.detail),
        404: (gettext("Nothing here"), gettext("It may have been taken back, or it isn’t for you to see.")),
        405: (gettext("Nothing here"), gettext("This address is not for opening in a browser.")),
        409: (gettext("Somebody was faster"), problem.detail),
        410: (gettext("This list has moved on"), gettext("Start again from its beginning.")),
        412: (gettext("It changed while you were writing"), problem.detail),
        413: (gettext("That’s too much at once"), gettext("Shorten it and try again.")),
        422: (gettext("Something needs another look"), _sentences(problem) or problem.detail),
        429: (gettext("That was quick"), problem.detail),
        500: (gettext("Something broke on our side"), gettext("It has been noted. Try again in a moment.")),
        503: (gettext("We’ll be right back"), gettext("This is not available right now. Nothing of yours is lost.")),
    }
    return said.get(problem.status, (problem.title, problem.detail))


def _sentences(problem: Problem) -> str:
    return " ".join(gettext(sentence) for sentences in problem.errors.values() for sentence in sentences)
