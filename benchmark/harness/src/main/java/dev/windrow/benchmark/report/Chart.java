package dev.windrow.benchmark.report;

/** A picture of measurements. */
public interface Chart {

  String title();

  /** A whole SVG file. */
  String svg();
}
