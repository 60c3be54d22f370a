"""What several pages are made of: from rows of read models to views."""
