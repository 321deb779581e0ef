"""What somebody has watched elsewhere, brought in from a file."""
