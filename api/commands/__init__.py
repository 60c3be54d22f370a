"""The commands of `gemeinsam`, one module per concern."""
