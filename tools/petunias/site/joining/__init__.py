"""How groups join: the form, the same on paper, and what they need to be right at the first try."""
