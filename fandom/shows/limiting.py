"""How often one may join, leave, say how far one is, change settings; the API and the pages share one allowance."""

from fandom.infra.limits import limited

memberships = limited("60 per minute", shared="memberships")
progress = limited("120 per minute", shared="progress")
settings = limited("60 per minute", shared="show-settings")
