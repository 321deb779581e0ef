"""How often one may ask for letters; the API and the pages share the same allowance."""

from fandom.infra.limits import limited

reset_asks = limited("10 per hour", by_address=True, shared="password-resets")
secret_tries = limited("30 per hour", by_address=True, shared="letter-secrets")
letters_asked = limited("10 per hour", shared="verification-letters")
