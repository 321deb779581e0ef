"""How often one may upload and change what was uploaded; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_files = limited("60 per 10 minutes", shared="media")
# Whoever looks at what shows it is told of each.
changes = limited("60 per minute", shared="media-changes")
