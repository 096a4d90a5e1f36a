"""The door for devices of the ODK family: OpenRosa, six routes and its headers."""
