package dev.windrow.ingest.web;

/** Waits. */
interface Pauses {

  void pause(long ms) throws InterruptedException;
}
