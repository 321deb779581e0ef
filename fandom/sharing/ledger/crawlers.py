"""Who is no person: crawlers, previews of links, programs, and browsers that fetch before anybody has asked."""

import re
from collections.abc import Mapping

# What they call themselves; most give an address, or say that they are only compatible. Cubot makes telephones.
_PROGRAMS = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|scrap|archiver|monitor|pingdom|lighthouse|facebookexternalhit"
    r"|meta-external|embedly|iframely|vkshare|mediapartners|google-|ahrefs|semrush|\+https?:|compatible; (?!msie)",
    re.IGNORECASE,
)
PREFETCH = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
_EARLY = ("prefetch", "prerender", "preview")


def is_program(agent: str) -> bool:
    """Browsers all call themselves Mozilla; who says nothing, or something else, is none."""
    return not agent.startswith("Mozilla/") or bool(_PROGRAMS.search(agent))


def is_early(headers: Mapping[str, str]) -> bool:
    """Fetched in case somebody would want it."""
    return any(word in headers.get(name, "").lower() for name in PREFETCH for word in _EARLY)
