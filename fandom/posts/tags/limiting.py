"""How often one may look for tags and join them; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

looking = limited("240 per minute", shared="tags")
joining = limited("60 per minute", shared="tag-synonyms")
