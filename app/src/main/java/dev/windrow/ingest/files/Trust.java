package dev.windrow.ingest.files;

/** What may be believed of a file that somebody might be writing. */
enum Trust {
  /** Nothing but what is before a line end, in a format that goes by lines. */
  GROWING,
  /** It has been quiet for a moment: it is whole, but for a last line that has no end. */
  SETTLED,
  /** It is whole. */
  WHOLE
}
