"""What happens by letter: all of it in the mail worker, from facts that are not lost."""

from fandom.accounts.email import actions, letters
from fandom.accounts.email.events import EmailChanged, PasswordReset, ResetAsked, ResetGranted, VerificationAsked
from fandom.core.bus import bus

QUEUE = "mail"


def grant_reset(fact: ResetAsked) -> None:
    actions.grant_reset(email=fact.email, language=fact.language)


def listen() -> None:
    bus.listen(VerificationAsked, letters.send_verification, queue=QUEUE)
    bus.listen(ResetAsked, grant_reset, queue=QUEUE)
    bus.listen(ResetGranted, letters.send_reset, queue=QUEUE)
    bus.listen(EmailChanged, letters.send_change, queue=QUEUE)
    bus.listen(PasswordReset, letters.send_reset_done, queue=QUEUE)
