"""What media servers say is being watched, under a fan's secret address."""
