"""Demo data, entered through the services' own doors as the platform's system "seed"."""
