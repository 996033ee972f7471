"""Things to hand over, and what they point to."""
