"""One file for each format: bytes in, a sheet of text out."""
