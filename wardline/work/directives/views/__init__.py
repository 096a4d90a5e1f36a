"""Form in, page out: directives, their receipts, meetings."""
