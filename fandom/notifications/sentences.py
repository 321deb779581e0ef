"""One sentence per kind of notification: message ids for the edge, with who did it put in there."""

SENTENCES = {
    "comment": "%(actor)s commented on your moment",
    "reply": "%(actor)s replied to you",
    "mention": "%(actor)s mentioned you",
    "decision": "A moderator looked at something of yours",
    "decision_undone": "A decision about something of yours was taken back",
    "report_answered": "What you reported was looked at",
}
UNKNOWN = "Something happened"


def sentence(kind: str) -> str:
    """Holds `%(actor)s` where somebody did it."""
    return SENTENCES.get(kind, UNKNOWN)
