"""Who gets which answer from which route: one table for pages, one for the JSON API."""
