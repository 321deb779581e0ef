"""Which seconds of an episode its fans talk about most, and the clip that stands for a show just now."""
