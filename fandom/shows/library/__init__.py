"""A folder of media files with .nfo beside them, brought in."""
