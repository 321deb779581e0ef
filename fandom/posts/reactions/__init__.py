"""Reactions to moments; the counts beside a moment always equal its rows."""
