"""What is told about an official photo."""
