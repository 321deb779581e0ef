"""Where moments lead: how many people opened, played and followed them, and who joined by them."""
