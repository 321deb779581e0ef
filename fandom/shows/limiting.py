"""How often one may join, leave and say how far one is; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

memberships = limited("60 per minute", shared="memberships")
progress = limited("120 per minute", shared="progress")
