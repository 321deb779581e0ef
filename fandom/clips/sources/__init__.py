"""Videos of episodes: named, looked at, and looked after."""
