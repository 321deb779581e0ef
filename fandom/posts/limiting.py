"""How often one may post, change, answer and react; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

new_moments = limited("30 per minute", shared="moments")
new_comments = limited("60 per minute", shared="comments")
changes = limited("60 per minute", shared="changes")
drafts = limited("120 per minute", shared="drafts")
reveals = limited("240 per minute", shared="reveals")
reactions = limited("600 per minute", shared="reactions")
