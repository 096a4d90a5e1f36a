"""Pages of the norm: what binds, the register, policies of clearance."""
