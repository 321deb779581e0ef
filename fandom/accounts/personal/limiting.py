"""How often one may ask for everything; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_exports = limited("5 per day", shared="exports")
