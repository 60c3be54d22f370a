"""What entries may do, one module for each concept; `replay` calls them by type."""
