"""Links to an official photo for who has no sign-in."""
