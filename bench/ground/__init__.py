"""What the measurements stand on: servers on one core, clients on the other."""
