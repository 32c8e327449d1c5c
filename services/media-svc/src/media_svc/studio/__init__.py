"""The Studio: official photos, from what a photographer hands in to what members may take."""
