"""Connect: files and streams in, findings and dead letters out. The only room besides the command line with I/O."""
