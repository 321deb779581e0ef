"""What of a fan's moment and words each surface still shows to who has hidden something of it.

Every surface that carries fan content by sight has a row: one without fails `test_hiding.py`.
"""

from dataclasses import dataclass

RELATIONS = (
    *("nothing", "over", "blocked by me", "blocked me", "muted"),
    *("muted word", "muted word, sealed", "muted tag", "muted tag, sealed", "muted show"),
)
NEVER_MIND = frozenset({"nothing", "over"})
SEALED = frozenset({"muted word, sealed", "muted tag, sealed"})
BLOCK = frozenset({"blocked by me", "blocked me"})
# A sealed card stays whatever its words are: leaving it out would tell what it says.
STAYS = NEVER_MIND | SEALED


@dataclass(frozen=True, slots=True)
class Cells:
    """`path` as the author's id, `{moment}`; `shown` are the relations in which it is there all the same."""

    path: str
    shown: frozenset[str]


ALL = frozenset(RELATIONS)
MANY = STAYS
ONE_SHOW = STAYS | {"muted show"}
OF_AUTHOR = STAYS | {"muted"}
ITSELF = ALL - BLOCK
# By a tag nothing is found that is sealed; whoever looks at a tag that they have muted has asked for it by name.
BY_TAG = NEVER_MIND
# What is sealed is not found; what is found is of many fandoms.
FOUND = NEVER_MIND
# The list by the minute: what is sealed is one number in it.
BY_MINUTE = NEVER_MIND | {"muted show"}
# The moment of the table spoils nothing or lies ahead, so it waits for nobody; tests/feed/catch_up hides what does.
NOT_WAITING: frozenset[str] = frozenset()

MOMENTS: dict[str, Cells] = {
    "GET /api/v1/accounts/<handle>/moments": Cells("/api/v1/accounts/author/moments", OF_AUTHOR),
    "GET /api/v1/accounts/<handle>/reactions": Cells("/api/v1/accounts/fond/reactions", MANY),
    "GET /api/v1/feeds/home": Cells("/api/v1/feeds/home?sort=new", MANY),
    "GET /api/v1/feeds/trending": Cells("/api/v1/feeds/trending", MANY),
    "GET /api/v1/moments/<moment_id>": Cells("/api/v1/moments/{moment}", ITSELF),
    "GET /api/v1/search": Cells("/api/v1/search?q=finale&kind=moment", FOUND),
    "GET /api/v1/shows/<slug>/catch-up": Cells("/api/v1/shows/saltmarsh/catch-up", NOT_WAITING),
    "GET /api/v1/shows/<slug>/cover": Cells("/api/v1/shows/saltmarsh/cover", ONE_SHOW),
    "GET /api/v1/shows/<slug>/feed": Cells("/api/v1/shows/saltmarsh/feed?sort=new", ONE_SHOW),
    "GET /api/v1/shows/<slug>/top-clips": Cells("/api/v1/shows/saltmarsh/top-clips", ONE_SHOW),
    "GET /": Cells("/", MANY),
    "GET /m/<moment_id>": Cells("/m/{moment}", ITSELF),
    "GET /m/<moment_id>/card": Cells("/m/{moment}/card", ITSELF),
    "GET /search": Cells("/search?q=finale&kind=moment", FOUND),
    "GET /shows/<slug>": Cells("/shows/saltmarsh", ONE_SHOW),
    "GET /shows/<slug>/catch-up": Cells("/shows/saltmarsh/catch-up", NOT_WAITING),
    "GET /shows/<slug>/<episode>": Cells("/shows/saltmarsh/s01e01", BY_MINUTE),
    "GET /shows/<slug>/<episode>/minutes": Cells("/shows/saltmarsh/s01e01/minutes", BY_MINUTE),
    "GET /tags/<name>": Cells("/tags/theory", BY_TAG),
    "GET /u/<handle>": Cells("/u/author", OF_AUTHOR),
    "GET /u/<handle>/reactions": Cells("/u/fond/reactions", MANY),
}

# What the author says below somebody else's moment.
WORDS_SHOWN = NEVER_MIND | {"muted tag", "muted show"}
COMMENTS: dict[str, Cells] = {
    "GET /api/v1/moments/<moment_id>/comments": Cells("/api/v1/moments/{other}/comments", WORDS_SHOWN),
    "GET /api/v1/search": Cells("/api/v1/search?q=remember&kind=comment", FOUND | {"muted tag"}),
    "GET /m/<moment_id>/talk": Cells("/m/{other}/talk", WORDS_SHOWN),
}

# Changes and questions about a moment or a comment by the author: across a block there is nothing to act on.
# Reports are no surface of it: they show nothing, and a block must not keep anybody from being reported.
ACTS: dict[str, str] = {
    "PUT /api/v1/moments/<moment_id>/reactions/<emoji>": "/api/v1/moments/{moment}/reactions/🔥",
    "DELETE /api/v1/moments/<moment_id>/reactions/<emoji>": "/api/v1/moments/{moment}/reactions/🔥",
    "PUT /api/v1/moments/<moment_id>/reveal": "/api/v1/moments/{moment}/reveal",
    "DELETE /api/v1/moments/<moment_id>/reveal": "/api/v1/moments/{moment}/reveal",
    "PUT /api/v1/comments/<comment_id>/reactions/<emoji>": "/api/v1/comments/{comment}/reactions/🔥",
    "DELETE /api/v1/comments/<comment_id>/reactions/<emoji>": "/api/v1/comments/{comment}/reactions/🔥",
    "POST /api/v1/moments/<moment_id>/comments": "/api/v1/moments/{moment}/comments",
    "POST /comments/<comment_id>/reactions": "/comments/{comment}/reactions",
    "POST /m/<moment_id>/comments": "/m/{moment}/comments",
    "POST /m/<moment_id>/reveal": "/m/{moment}/reveal",
    "POST /m/<moment_id>/seal": "/m/{moment}/seal",
    "POST /m/<moment_id>/reactions": "/m/{moment}/reactions",
}
