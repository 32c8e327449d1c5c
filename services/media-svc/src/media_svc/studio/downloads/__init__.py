"""Taking official photos along: terms of use, addresses, archives, and who took what."""
