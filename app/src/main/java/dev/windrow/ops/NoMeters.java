package dev.windrow.ops;

/** For topologies that run without anybody to look at them. */
final class NoMeters implements Meters {

  @Override
  public Tally tally(MeterName name, String... tagValues) {
    return more -> { };
  }

  @Override
  public Distribution distribution(MeterName name) {
    return value -> { };
  }

  @Override
  public Scope scope() {
    return new NoScope();
  }

  private static final class NoScope implements Scope {

    @Override
    public Tally tally(MeterName name, String... tagValues) {
      return more -> { };
    }

    @Override
    public Level level(MeterName name, String... tagValues) {
      return new Level();
    }

    @Override
    public void age(MeterName name, Level time, String... tagValues) {}

    @Override
    public void close() {}
  }
}
