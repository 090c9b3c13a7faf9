"""Events: schema, decoding of lines and frames, columns."""
