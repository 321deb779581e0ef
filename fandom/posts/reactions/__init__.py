"""Reactions to moments and comments; the counts beside each always equal its rows."""
