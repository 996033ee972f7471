"""Starting: a new area in an empty folder, a new entry in an area."""
