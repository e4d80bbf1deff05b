/** What {@code windrow load} shows. */
package dev.windrow.cli.load;
