"""People walk through the running platform with a real browser."""
