package dev.windrow.cli;

/** How a command prints what came of it. */
enum SummaryFormat {
  table,
  json
}
