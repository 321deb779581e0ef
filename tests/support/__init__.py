"""What tests stand on: servers, databases, people and the things they post."""
