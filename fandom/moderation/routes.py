"""The JSON API of moderation: reports, the queue, claims, decisions, words."""

from typing import Any

from flask import Response, jsonify

from fandom.core.viewer import Viewer
from fandom.infra import live
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import etag, listing, page_key, reads, signed_in, viewer, writes
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.moderation import access, limiting
from fandom.moderation.actions import at_once, claims, decisions, reports, words
from fandom.moderation.queries import cases, history
from fandom.moderation.queries import words as word_queries
from fandom.moderation.queries.case_page import case_page
from fandom.moderation.schemas import (
    CaseOut,
    CorrectionIn,
    DecisionOut,
    LeaseOut,
    QueueIn,
    QueueOut,
    ReportIn,
    ReportOut,
    RulingIn,
    WordIn,
    WordOut,
    WordsIn,
    WordsOut,
)
from fandom.moderation.shapes import Json, case_json, decision_json, lease_json, queued_json, word_json
from fandom.moderation.values import Ruling
from fandom.posts.shapes import time_json
from fandom.shows.queries import by_id

blueprint = Blueprint("moderation", __name__, description="Reports, and what moderators do about them.")


def followed(who: Viewer, slug: str | None) -> Json | None:
    """The topic that tells of this part of the queue: one fandom's, or that of all for who moderates everywhere."""
    if slug is None and not who.moderates_show(None):
        return None
    return live_json(live.position(f"moderation:{slug}" if slug else "moderation"))


@blueprint.route("/reports", methods=["POST"])
@limiting.new_reports
@writes(idempotent=True)
@blueprint.arguments(ReportIn)
@blueprint.response(202, ReportOut)
def post_report(asked: dict[str, Any]) -> Json:
    """Say that something should be looked at. A second report of the same by the same person changes nothing."""
    reporter = signed_in()
    target = access.target_to_report(reporter, asked["target"]["kind"], asked["target"]["id"])
    reports.file_report(reporter=reporter, target=target, complaint=asked["complaint"])
    return {"status": "received"}


@blueprint.route("/moderation/cases", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.arguments(QueueIn, location="query")
@blueprint.response(200, QueueOut)
def list_cases(asked: dict[str, Any]) -> Any:
    """The queue, best first."""
    who = viewer()
    show_id = access.queue_to_work(who, asked["show"])
    position = followed(who, asked["show"])
    part = cases.Asked(asked["state"], show_id, asked["kind"])
    found = cases.queue(who, part, asked["limit"], page_key(asked["cursor"]))
    count, oldest = cases.waiting(who, part)
    more = {"waiting": count, "oldest_at": oldest and time_json(oldest), "live": position}
    body, headers = listing([queued_json(each, origin()) for each in found.items], found.next, **more)
    return body, 200, headers


@blueprint.route("/moderation/cases/<case_id>", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, CaseOut)
def get_case(case_id: str) -> Response:
    """A case with evidence, context, history, and the moves that are possible now."""
    who = viewer()
    case = access.case_to_read(who, case_id)
    show = by_id(case.show_id) if case.show_id else None
    position = followed(who, show.slug if show else None)
    body = case_json(case_page(who, case), origin()) | {"live": position}
    return etag(jsonify(CaseOut().dump(body)), case.version)


@blueprint.route("/moderation/cases/<case_id>/claim", methods=["PUT"])
@writes(scope="moderate")
@blueprint.response(200, LeaseOut)
def claim_case(case_id: str) -> Json:
    """Take a case for ten minutes, or ten minutes more."""
    who = signed_in()
    return lease_json(claims.claim_case(moderator=who, case=access.case_to_work(who, case_id)))


@blueprint.route("/moderation/cases/<case_id>/claim", methods=["DELETE"])
@writes(scope="moderate")
@blueprint.response(204)
def release_case(case_id: str) -> None:
    """Give a case back."""
    who = signed_in()
    claims.release_case(moderator=who, case=access.case_to_work(who, case_id))


@blueprint.route("/moderation/cases/<case_id>/decisions", methods=["POST"])
@writes(idempotent=True, scope="moderate")
@blueprint.arguments(RulingIn)
@blueprint.response(201, DecisionOut)
def post_decision(ruling: Ruling, case_id: str) -> Any:
    """Decide a case that one has claimed. 409 when the version or the token is not the present one."""
    who = signed_in()
    case = access.case_to_work(who, case_id)
    decision = decisions.decide(moderator=who, case=case, ruling=ruling)
    body = decision_json(history.decision(who, decision), origin())
    return body, 201, {"Location": f"{origin()}/api/v1/decisions/{decision.id}"}


@blueprint.route("/moderation/corrections", methods=["POST"])
@writes(idempotent=True, scope="moderate")
@blueprint.arguments(CorrectionIn)
@blueprint.response(201, DecisionOut)
def post_correction(asked: dict[str, Any]) -> Any:
    """Let something open later, in one step: a case about it is opened, decided and closed. 409 when one is taken."""
    who = signed_in()
    target = access.target_to_correct(who, asked["target"]["kind"], asked["target"]["id"])
    decision = at_once.correct(moderator=who, target=target, place=asked["reveals_at"], note=asked["note"])
    body = decision_json(history.decision(who, decision), origin())
    return body, 201, {"Location": f"{origin()}/api/v1/decisions/{decision.id}"}


@blueprint.route("/decisions/<decision_id>", methods=["GET"])
@reads(private=True)
@blueprint.response(200, DecisionOut)
def get_decision(decision_id: str) -> Response:
    """The statement, for its author and for moderators."""
    who = viewer()
    found = history.decision(who, access.decision_to_read(who, decision_id))
    return etag(jsonify(DecisionOut().dump(decision_json(found, origin()))), 2 if found.undone_at else 1)


@blueprint.route("/decisions/<decision_id>", methods=["DELETE"])
@writes(scope="moderate")
@blueprint.response(204)
def undo_decision(decision_id: str) -> None:
    """Take a decision back, within 30 days: its effect is reversed and the case waits again."""
    who = signed_in()
    decision, case = access.decision_to_undo(who, decision_id)
    decisions.undo(moderator=who, decision=decision, case=case)


@blueprint.route("/moderation/words", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.arguments(WordsIn, location="query")
@blueprint.response(200, WordsOut)
def list_words(asked: dict[str, Any]) -> Any:
    """The words that screening looks for, newest first."""
    who = viewer()
    show_id = access.queue_to_work(who, asked["show"])
    found = word_queries.words(who, show_id, asked["limit"], page_key(asked["cursor"]))
    body, headers = listing([word_json(each) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route("/moderation/words", methods=["POST"])
@writes(idempotent=True, scope="moderate")
@blueprint.arguments(WordIn)
@blueprint.response(201, WordOut)
def post_word(asked: dict[str, Any]) -> Json:
    """Look for a word from now on, in one fandom or in all."""
    who = signed_in()
    show = access.words_to_keep(who, asked["show"])
    word = words.add_word(moderator=who, show=show, phrase=asked["phrase"], outcome=asked["outcome"])
    return word_json(word_queries.view(word, show))


@blueprint.route("/moderation/words/<word_id>", methods=["DELETE"])
@writes(scope="moderate")
@blueprint.response(204)
def delete_word(word_id: str) -> None:
    """Look for it no longer."""
    who = signed_in()
    words.drop_word(moderator=who, word=access.word_to_drop(who, word_id))
