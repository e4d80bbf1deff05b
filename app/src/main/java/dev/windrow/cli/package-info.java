/**
 * The commands. This is the only package that prints, reads signals or ends the process: everything below it returns values or
 * throws, and {@link dev.windrow.cli.Failure} turns what was thrown into a message and an exit code.
 */
package dev.windrow.cli;
