"""How often one may follow, mute and block; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

follows = limited("200 per hour", shared="follows")
blocks = limited("200 per hour", shared="blocks")
mutes = limited("300 per hour", shared="mutes")
