"""Show me anyway: moments that somebody wanted to see although they have not got that far."""
