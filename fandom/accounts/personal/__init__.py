"""One's own data: to take along, and to erase."""
