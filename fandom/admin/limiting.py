"""How often administrators may change things; the API and the pages share one allowance."""

from fandom.infra.limits import limited

changes = limited("120 per minute", shared="admin")
imports = limited("30 per hour", shared="library-imports")
