"""Pages: the inbox, the channels of a place, the messages that went out by them."""
