"""How much crawlers and other sites may ask for, by address: what is drawn, what is long."""

from fandom.infra.limits import limited

pictures = limited("240 per minute", by_address=True, shared="share pictures")
embeds = limited("600 per minute", by_address=True, shared="embeds")
feeds = limited("120 per minute", by_address=True, shared="feeds for readers")
maps = limited("60 per minute", by_address=True, shared="sitemaps")
