package dev.windrow.simulation;

/** A record of a changelog; without a value the key is deleted. */
record Change(byte[] key, byte[] value) {}
