"""How often players may tell that they have played, and tables may be taken along."""

from fandom.infra.limits import limited

telling = limited("240 per minute", by_address=True, shared="plays told")
sheets = limited("20 per minute", shared="insights as tables")
