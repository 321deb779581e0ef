"""Tests of fandom.posts.reveals."""
