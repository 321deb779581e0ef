"""From where on something opens, put right: by the voices of those who have proved right before, or by a moderator."""
