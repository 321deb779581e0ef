"""Pure Python: no I/O, no Flask."""
