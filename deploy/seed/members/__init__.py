"""The sample network: entities, posts, people and sign-ins."""
