"""How often one may send a watch history; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_imports = limited("20 per day", shared="history-imports")
changes = limited("120 per minute", shared="history-changes")
