"""Who is told of what. Each of these may run twice and tells once; letters go out by the mail worker."""

from sqlalchemy import select

from fandom.accounts.relations.events import Followed
from fandom.core import clock
from fandom.core.bus import bus
from fandom.infra.db import db, record
from fandom.moderation.events import DecisionTaken, DecisionUndone
from fandom.moderation.models import Case, Decision, Report
from fandom.moderation.remedies import thanks, told
from fandom.notifications import letters, queries
from fandom.notifications.actions import News, tell
from fandom.notifications.events import DigestDue, LetterDue, NotificationsChanged
from fandom.notifications.values import AGAIN, OVER, UNDONE
from fandom.posts.comments.queries import comment_row
from fandom.posts.events import CommentPosted, CommentResealed, Mentioned, MilestoneReached, MomentResealed
from fandom.posts.queries import moment_row


def tell_of_decision(fact: DecisionTaken) -> None:
    """The author reads the statement, reporters that it was looked at: not what became of it."""
    decision, case = _decided(fact.decision_id)
    subject = (case.target_kind, case.target_id)
    kinds = [remedy["kind"] for remedy in decision.remedies]
    if told(kinds, decision.remedies[0]["was"]):
        kind = "resealed" if kinds == ["spoiler"] else "decision"
        tell(account_id=decision.author_id, news=_statement(kind, decision, subject))
    closed = select(Report.reporter_id).where(Report.case_id == case.id, Report.closed_at == decision.at)
    for reporter in db.session.scalars(closed).all():
        news = News("report_answered", f"decision:{decision.id}", subject, data={"statement": thanks(kinds)})
        tell(account_id=reporter, news=news)


def tell_of_undoing(fact: DecisionUndone) -> None:
    """Only whoever was told of the decision, and not with the words that no longer hold."""
    decision, case = _decided(fact.decision_id)
    kinds = [remedy["kind"] for remedy in decision.remedies]
    if told(kinds, decision.remedies[0]["was"]):
        data = {"decision_id": decision.id, "undone": AGAIN if kinds == ["leave"] else OVER}
        news = News(UNDONE, f"{UNDONE}:{decision.id}", (case.target_kind, case.target_id), data=data)
        tell(account_id=decision.author_id, news=news)


def tell_of_comment(fact: CommentPosted) -> None:
    """Whoever is answered, else whoever's moment it is: one notification each, whichever comes first."""
    moment = moment_row(fact.moment_id)
    parent = comment_row(fact.parent_id) if fact.parent_id else None
    subject, key = ("comment", fact.comment_id), f"comment:{fact.comment_id}"
    if parent:
        tell(account_id=parent.author_id, news=News("reply", key, subject, fact.author_id))
    if moment:
        line, data = f"comments:{fact.moment_id}", {"moment": fact.moment_id}
        tell(account_id=moment.author_id, news=News("comment", key, subject, fact.author_id, data, line))


def tell_of_mention(fact: Mentioned) -> None:
    news = News("mention", f"{fact.target_kind}:{fact.target_id}", (fact.target_kind, fact.target_id), fact.author_id)
    for account_id in fact.account_ids:
        tell(account_id=account_id, news=news)


def tell_of_follower(fact: Followed) -> None:
    """Those of one day in one line. Following again is no news."""
    key, line = f"follow:{fact.follower_id}", f"follows:{clock.now():%Y-%m-%d}"
    news = News("follow", key, ("account", fact.follower_id), fact.follower_id, line=line)
    tell(account_id=fact.followed_id, news=news)


def tell_of_milestone(fact: MilestoneReached) -> None:
    """One line per moment. What comes late, after a higher one, is no news."""
    moment, line = moment_row(fact.moment_id), f"milestone:{fact.moment_id}"
    if moment and moment.state == "published" and fact.count > queries.reached(moment.author_id, line):
        data = {"reached": str(fact.count)}
        news = News("milestone", f"{line}:{fact.count}", ("moment", fact.moment_id), data=data, line=line)
        tell(account_id=moment.author_id, news=news)


def moment_resealed(fact: MomentResealed) -> None:
    """Open inboxes show a few words of what they are about."""
    for account_id in queries.told_of(fact.moment_id):
        record(NotificationsChanged(account_id, (fact.moment_id,)))


def comment_resealed(fact: CommentResealed) -> None:
    for account_id in queries.told_of(fact.moment_id, fact.comment_id):
        record(NotificationsChanged(account_id, (fact.comment_id,)))


def listen() -> None:
    bus.listen(MomentResealed, moment_resealed, queue="default")
    bus.listen(CommentResealed, comment_resealed, queue="default")
    bus.listen(DecisionTaken, tell_of_decision, queue="default")
    bus.listen(DecisionUndone, tell_of_undoing, queue="default")
    bus.listen(CommentPosted, tell_of_comment, queue="default")
    bus.listen(Mentioned, tell_of_mention, queue="default")
    bus.listen(Followed, tell_of_follower, queue="default")
    bus.listen(MilestoneReached, tell_of_milestone, queue="default")
    bus.listen(LetterDue, letters.send_notice, queue="mail")
    bus.listen(DigestDue, letters.send_digest, queue="mail")


def _decided(decision_id: str) -> tuple[Decision, Case]:
    decision = db.session.get_one(Decision, decision_id)
    return decision, db.session.get_one(Case, decision.case_id)


def _statement(kind: str, decision: Decision, subject: tuple[str, str]) -> News:
    data = {"statement": decision.statement, "decision_id": decision.id}
    return News(kind, f"{kind}:{decision.id}", subject, data=data)
