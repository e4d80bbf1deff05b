package dev.windrow.ingest;

import java.util.List;

/** What became of events that somebody has posted. */
public sealed interface PostResult {

  /** The body is no list of events; nothing of it was sent. */
  record Malformed(String detail) implements PostResult {}

  /** The body has more events than are taken at a time; nothing of it was sent. */
  record TooMany(int most) implements PostResult {}

  /** One outcome for each event, in their order. */
  record Settled(List<Outcome> outcomes) implements PostResult {

    public Settled {
      outcomes = List.copyOf(outcomes);
    }

    public long count(Status status) {
      return outcomes.stream().filter(outcome -> outcome.status() == status).count();
    }
  }

  /** What became of an event. */
  enum Status {
    /** Kafka has it for good. */
    ACCEPTED,
    /** It is no event that could be counted; it was not sent. */
    REJECTED,
    /** Kafka has not acknowledged it in time: it may have it, or get it yet, or never. */
    UNKNOWN
  }

  /**
   * What became of an event, and why.
   *
   * @param reason a code; empty for an accepted one
   */
  record Outcome(Status status, String reason, String detail) {

    static final Outcome ACCEPTED = new Outcome(Status.ACCEPTED, "", "");
  }
}
