"""The site: pages, shells, publishing."""
