/** What {@code windrow ingest} shows. */
package dev.windrow.cli.ingest;
