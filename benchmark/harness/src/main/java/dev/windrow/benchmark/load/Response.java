package dev.windrow.benchmark.load;

/** A whole response. */
record Response(int status, byte[] body) {}
