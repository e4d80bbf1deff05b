package dev.windrow.value;

/** What was wrong first: failures are wrapped on their way, and the innermost says most. */
public final class RootCause {

  private RootCause() {}

  /** The last of the causes; {@code failure} itself when it has none. */
  public static Throwable of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
