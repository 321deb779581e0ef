"""How often one may upload and change what was uploaded; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_files = limited("60 per 10 minutes", shared="media")
# Of what is sent in pieces: a piece is as large as its sender likes.
pieces = limited("1200 per 10 minutes", shared="media-pieces")
# Whoever looks at what shows it is told of each.
changes = limited("60 per minute", shared="media-changes")
