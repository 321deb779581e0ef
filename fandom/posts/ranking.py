"""How moments are ranked: an absolute score that moves with what fans do, and never with time alone. Pure.

hot = sign(e) · log10(max(1, |e|)) + seconds / 45,000, where e is the weighted engagement and seconds are those from
1970 to the publishing. It is Reddit's `hot` (r2/r2/lib/db/_sorts.pyx in reddit-archive/reddit): ten times the
engagement is worth twelve and a half hours of being younger, so stored scores are never computed again as time passes.

PostgreSQL computes the stored columns by the texts below, in the statement that changes the counts, so that no way of
writing can forget it; tests hold both forms to the same values.
"""

import math
from datetime import datetime

# An answer takes more of somebody than a tap.
COMMENT = 2
SECONDS = 45_000

# As PostgreSQL writes them itself, so that a migration's text and the model's can be compared.
ENGAGEMENT_SQL = "reaction_count + 2 * comment_count"
SCORE_SQL = (
    "sign((reaction_count + 2 * comment_count)::double precision)"
    " * log(GREATEST(1, abs(reaction_count + 2 * comment_count))::double precision)"
    " + date_part('epoch'::text, created_at AT TIME ZONE 'UTC'::text) / 45000::double precision"
)


def engagement(reactions: int, comments: int) -> int:
    return reactions + COMMENT * comments


def score(weighted: int, at: datetime) -> float:
    sign = (weighted > 0) - (weighted < 0)
    return sign * math.log10(max(1, abs(weighted))) + at.timestamp() / SECONDS
