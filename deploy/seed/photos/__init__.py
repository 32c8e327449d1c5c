"""Sample photos, painted by a program: no camera, no people, no emblems."""
