"""Form in, page out: one file for each part of the gate."""
