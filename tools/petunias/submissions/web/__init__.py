"""The inbox service: the form's own server, and the editors' desk. Runs behind any web server that speaks https."""
