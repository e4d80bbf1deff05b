/**
 * {@code windrow top}: what the live page shows, in a terminal. Finds an instance over HTTP, asks it again and again, and turns its answers into lines:
 * redrawn in place on a terminal, appended where nobody redraws. What is drawn is a pure function of the last answer, the size and the time.
 */
package dev.windrow.cli.top;
