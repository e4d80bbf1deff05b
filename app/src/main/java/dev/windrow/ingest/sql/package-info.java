/**
 * Reads a table or a query of a database: in ranges of a column, side by side, each in an order of its own, so that reading goes on in the middle of a range
 * after whatever has interrupted it. Rows become JSON objects.
 */
package dev.windrow.ingest.sql;
