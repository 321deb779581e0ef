"""The picture that stands for a moment or a show where its address is shared."""
