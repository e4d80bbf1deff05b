package dev.windrow.kafka;

/** The headers that records of the late and dead-letter topics have besides those of their producers. The last one of a name is ours. */
public final class SideHeaders {

  /** Where the record was read. */
  public static final String TOPIC = "windrow-topic";
  public static final String PARTITION = "windrow-partition";
  public static final String OFFSET = "windrow-offset";

  /** Why a dead letter is one: a code, and in words. */
  public static final String REASON = "windrow-reason";
  public static final String DETAIL = "windrow-detail";

  /** Of what was brought into Kafka and could not be used: the name of its source, and where it was read there. */
  public static final String SOURCE = "windrow-source";
  public static final String PLACE = "windrow-place";

  /** Of a good record that was brought into Kafka: tells it apart from all others of its source, so that whoever gets it twice can see that. */
  public static final String ID = "windrow-id";

  private SideHeaders() {}
}
