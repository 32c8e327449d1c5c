"""The same platform under Docker Compose, with credentials and ports made for this machine."""
