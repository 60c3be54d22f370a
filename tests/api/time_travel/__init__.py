"""Every earlier moment reads as a rebuild up to it would: API, pages and `replay`."""
