"""What visitors, crawlers and other sites get of what is here: never more than everybody has reached."""
