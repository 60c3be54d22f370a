"""What stands between the network and the handlers (trust.md 4)."""
