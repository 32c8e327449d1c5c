"""What the rules let somebody do to a photo where it stands."""
