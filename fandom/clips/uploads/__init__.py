"""Videos that fans bring along, made into clips."""
