package dev.windrow.cli.top;

import java.io.IOException;
import java.io.InputStream;

/** What a person sits at. */
interface Terminal {

  Size size();

  /** Keys come one by one and are not shown, until {@link #restore}. */
  void begin();

  /** As it was before {@link #begin}. May be called more than once and from any thread. */
  void restore();

  /** What is typed. */
  InputStream keys() throws IOException;
}
