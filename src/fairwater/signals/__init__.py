"""What can be told of an event: patterns, links, lists, windows, and the standard functions of the language."""
