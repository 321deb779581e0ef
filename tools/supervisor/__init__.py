"""Runs Fandom's processes: starts them in order, restarts what dies, stops them in order."""
