"""What sets up, starts and checks a copy of Fandom. All but `tools.supervisor` runs on a bare Python 3.11."""
