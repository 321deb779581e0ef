"""The demo: a catalogue, its members and what they say, as data, and the code that brings it in."""
