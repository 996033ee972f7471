"""What several tests share: the built site, its kinds of page, and a browser."""
