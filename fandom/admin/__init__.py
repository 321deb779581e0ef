"""What an operator sees and does from a page."""
