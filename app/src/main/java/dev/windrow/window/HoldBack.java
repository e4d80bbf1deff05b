package dev.windrow.window;

/**
 * A source that keeps the watermark from rising.
 *
 * @param clock how far it has got, epoch ms; 0 when it had no good event yet
 * @param heard whether anything came from it at all: data or an announcement of idleness
 */
public record HoldBack(SourceId source, long clock, boolean heard) {}
