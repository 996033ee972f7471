"""Search: what people write, understood; the same numbers and the same script for the browser and the command line."""
