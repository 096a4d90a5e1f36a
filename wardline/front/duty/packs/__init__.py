"""Packs: what is particular to one authority, as plain files that officials edit."""
