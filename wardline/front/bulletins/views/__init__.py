"""Pages of bulletins: the public's, and the office's."""
