/**
 * Synthetic events: what they say, when they happen and to which partition they go. Everything is a function of the options and the
 * event's number; nothing here knows a clock, Kafka's clients or what is expected of the events.
 */
package dev.windrow.simulator.event;
