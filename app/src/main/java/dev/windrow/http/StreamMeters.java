package dev.windrow.http;

import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;

/**
 * What is measured of event streams.
 *
 * @param open how many there are
 * @param dropped updates of open windows that a client was too slow for
 * @param behind streams that were ended because a client was too slow for the results
 */
record StreamMeters(Level open, Tally dropped, Tally behind) {

  /** For as long as the instance lasts. */
  static StreamMeters of(Meters meters) {
    Level open = meters.scope().level(MeterName.HTTP_STREAMS);
    open.set(0);
    return new StreamMeters(open, meters.tally(MeterName.HTTP_STREAM_DROPPED), meters.tally(MeterName.HTTP_STREAM_BEHIND));
  }
}
