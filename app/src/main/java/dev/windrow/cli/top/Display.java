package dev.windrow.cli.top;

/** Where a view is shown. */
public interface Display extends AutoCloseable {

  /** Begins; {@code onQuit} is run, from any thread, when whoever looks at it wants it to end. */
  void begin(Runnable onQuit);

  /** Shows the view. False when nobody can see it any more. */
  boolean show(View view);

  /** Whether a view is shown again when only time has passed, or the size has changed. */
  boolean redraws();

  /** The place has another size now; from any thread. */
  void resized();

  /** Leaves everything as it was before. May be called more than once and from any thread. */
  @Override
  void close();
}
