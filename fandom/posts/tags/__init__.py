"""Tags: which of them a viewer may know of, and which mean the same."""
