package dev.windrow.ops;

import java.util.Optional;

/** The version that the build wrote into the jar that this runs from. */
public final class BuildVersion {

  private BuildVersion() {}

  /** Empty when it does not run from a jar of ours. */
  public static Optional<String> found() {
    return Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion());
  }
}
