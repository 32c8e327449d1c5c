"""The sample photos of the Studio: painted, with persons drawn into them, in every state a photo can be in."""
