"""What the API takes and gives of a strategy, one module per concept.

Money is in cents, staff in hundredths of a full-time post.
"""
