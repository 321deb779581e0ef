"""How often one may report; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_reports = limited("30 per hour", shared="reports")
