"""Overlapping moments of one episode: clusters, and the leader that each has."""
