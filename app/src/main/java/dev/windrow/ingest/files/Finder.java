package dev.windrow.ingest.files;

import dev.windrow.ingest.DeliveryException;

/** Told of what a listing finds, one after the other. */
interface Finder {

  void found(Origin file) throws InterruptedException, DeliveryException;

  /** Something that is named, or stands where files are looked for, and is not read. */
  void refused(String shown, String reason) throws InterruptedException, DeliveryException;
}
