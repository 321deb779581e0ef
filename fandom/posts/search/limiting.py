"""How often one may search; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

searches = limited("60 per minute", shared="search")
names = limited("240 per minute", shared="search-names")
