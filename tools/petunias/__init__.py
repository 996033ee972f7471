"""Petunias: an online health directory that any charity can join in five minutes."""

__version__ = "0.1.0"
