package dev.windrow.topology;

/** The state of a merge partition does not read back: it was damaged, or another program has written to its changelog. */
public final class DamagedStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedStateException(String applicationId, int mergePartition, RuntimeException cause) {
    super("the state of merge partition " + mergePartition + ", kept in partition " + mergePartition + " of the topics "
        + MergeStores.changelogTopics(applicationId) + ", does not read: " + cause.getMessage() + ". It was damaged, or another program has"
        + " written to these topics: let nobody but Windrow write there. If only this machine's copy is damaged, deleting its state folder"
        + " mends it; else stop all instances and start over with: windrow reset", cause);
  }
}
