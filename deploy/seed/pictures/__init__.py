"""Pictures and papers that the demonstration data is shown with: scenes, persons in them, marks, printed documents."""
