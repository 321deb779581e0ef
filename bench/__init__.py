"""What is fast, measured beside its floor and its peers in one run."""
