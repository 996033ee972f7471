"""What groups send in: how it is read."""
