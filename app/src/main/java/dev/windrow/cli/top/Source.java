package dev.windrow.cli.top;

/** Where answers come from. */
interface Source {

  /**
   * Asks. Blocks for as long as that takes, which has a limit.
   *
   * @throws UnavailableException when nobody answers
   */
  Snapshot read() throws UnavailableException, InterruptedException;
}
