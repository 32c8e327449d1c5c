"""The occasions and the persons that official photos refer to."""
