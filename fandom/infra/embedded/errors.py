"""What can be said to a person when a server of ours will not start."""


class EmbeddedError(Exception):
    """One sentence that says what is wrong and what to do."""
