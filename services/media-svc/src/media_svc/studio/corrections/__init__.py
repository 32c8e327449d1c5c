"""Ways back of official photos, and what is put right after their release."""
