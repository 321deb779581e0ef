"""The live edge: sockets, topics, and what facts say to them."""
