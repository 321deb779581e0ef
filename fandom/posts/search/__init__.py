"""Search: words of moments and comments, found only in what is open to who asks; and names."""
