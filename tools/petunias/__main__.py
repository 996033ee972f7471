"""python -m petunias is the same as petunias."""

from petunias.cli import main

main(prog_name="petunias")
