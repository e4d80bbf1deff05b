package dev.windrow.ingest.http;

import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.web.WebException;

/** A way to come from one page to the next. */
interface Scheme {

  /** Reads and delivers the pages of one address, from where reading goes on to the last one. */
  void read(Position from, Chunks chunks) throws InterruptedException, WebException, PartFailure, DeliveryException;
}
