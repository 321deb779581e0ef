"""Reports, screening, cases and decisions."""
