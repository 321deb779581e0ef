"""Who is told of what. Each of these may run twice and tells once."""

from sqlalchemy import select

from fandom.core.bus import bus
from fandom.infra.db import db
from fandom.moderation.events import DecisionTaken, DecisionUndone
from fandom.moderation.models import Case, Decision, Report
from fandom.moderation.remedies import thanks, told
from fandom.notifications.actions import News, tell
from fandom.posts.comments.queries import comment_row
from fandom.posts.events import CommentPosted, Mentioned
from fandom.posts.queries import moment_row


def tell_of_decision(fact: DecisionTaken) -> None:
    """The author reads the statement, reporters that it was looked at: not what became of it."""
    decision, case = _decided(fact.decision_id)
    subject = (case.target_kind, case.target_id)
    kinds = [remedy["kind"] for remedy in decision.remedies]
    if told(kinds, decision.remedies[0]["was"]):
        tell(account_id=decision.author_id, news=_statement("decision", decision, subject))
    closed = select(Report.reporter_id).where(Report.case_id == case.id, Report.closed_at == decision.at)
    for reporter in db.session.scalars(closed).all():
        news = News("report_answered", f"decision:{decision.id}", subject, data={"statement": thanks(kinds)})
        tell(account_id=reporter, news=news)


def tell_of_undoing(fact: DecisionUndone) -> None:
    """Only whoever was told of the decision."""
    decision, case = _decided(fact.decision_id)
    if told([remedy["kind"] for remedy in decision.remedies], decision.remedies[0]["was"]):
        news = _statement("decision_undone", decision, (case.target_kind, case.target_id))
        tell(account_id=decision.author_id, news=news)


def tell_of_comment(fact: CommentPosted) -> None:
    """Whoever is answered, else whoever's moment it is: one notification each, whichever comes first."""
    moment = moment_row(fact.moment_id)
    parent = comment_row(fact.parent_id) if fact.parent_id else None
    subject, key = ("comment", fact.comment_id), f"comment:{fact.comment_id}"
    if parent:
        tell(account_id=parent.author_id, news=News("reply", key, subject, fact.author_id))
    if moment:
        tell(account_id=moment.author_id, news=News("comment", key, subject, fact.author_id))


def tell_of_mention(fact: Mentioned) -> None:
    news = News("mention", f"{fact.target_kind}:{fact.target_id}", (fact.target_kind, fact.target_id), fact.author_id)
    for account_id in fact.account_ids:
        tell(account_id=account_id, news=news)


def listen() -> None:
    bus.listen(DecisionTaken, tell_of_decision, queue="default")
    bus.listen(DecisionUndone, tell_of_undoing, queue="default")
    bus.listen(CommentPosted, tell_of_comment, queue="default")
    bus.listen(Mentioned, tell_of_mention, queue="default")


def _decided(decision_id: str) -> tuple[Decision, Case]:
    decision = db.session.get_one(Decision, decision_id)
    return decision, db.session.get_one(Case, decision.case_id)


def _statement(kind: str, decision: Decision, subject: tuple[str, str]) -> News:
    data = {"statement": decision.statement, "decision_id": decision.id}
    return News(kind, f"{kind}:{decision.id}", subject, data=data)
