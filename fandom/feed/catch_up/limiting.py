"""How often one may say up to where one has read; the API and the pages share one allowance."""

from fandom.infra.limits import limited

reading = limited("120 per minute", shared="catch-up")
