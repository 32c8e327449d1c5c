"""The sample meetings."""
