"""How often one may upload; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_files = limited("60 per 10 minutes", shared="media")
