"""The week in one letter, for those who asked for it."""
