package dev.windrow.simulator.event;

/** The ways in which an event is malformed, all equally likely. Each of them makes a dead letter of it, and each keeps to one line. */
enum Defect {
  /** The end is missing. */
  CUT_OFF {
    @Override
    void apply(EventText text, long draw) {
      text.replaceFrom(1 + (int) Draws.below(draw, text.length() - 1L), "");
    }
  },
  /** Not JSON at all. */
  PLAIN_TEXT {
    @Override
    void apply(EventText text, long draw) {
      text.replaceFrom(0, "user logged in");
    }
  },
  /** JSON, but not an object. */
  NOT_AN_OBJECT {
    @Override
    void apply(EventText text, long draw) {
      text.replaceFrom(0, "[\"login\",417]");
    }
  },
  /** A closing bracket too many. */
  TRAILING_BRACKET {
    @Override
    void apply(EventText text, long draw) {
      text.replaceFrom(text.length(), "}");
    }
  },
  /** No field {@code timestamp}. */
  NO_TIMESTAMP {
    @Override
    void apply(EventText text, long draw) {
      text.set(0, "{\"timestomp\":");
    }
  },
  /** A month that does not exist. */
  BAD_TIMESTAMP {
    @Override
    void apply(EventText text, long draw) {
      text.set(text.timeFrom() + 5, "13");
    }
  },
  /** A time before 1970. */
  BEFORE_1970 {
    @Override
    void apply(EventText text, long draw) {
      text.set(text.timeFrom(), "1969");
    }
  },
  /** No field {@code event_type}, so nothing to group by. */
  NO_TYPE {
    @Override
    void apply(EventText text, long draw) {
      text.set(text.typeFrom(), ",\"event_typo\":");
    }
  },
  /** A value that is no number. */
  VALUE_AS_TEXT {
    @Override
    void apply(EventText text, long draw) {
      text.replaceFrom(text.valueFrom(), "\"n/a\"}");
    }
  },
  /** A value beyond all bounds. */
  VALUE_OUT_OF_RANGE {
    @Override
    void apply(EventText text, long draw) {
      text.replaceFrom(text.valueFrom(), "1e999}");
    }
  };

  private static final Defect[] ALL = values();

  abstract void apply(EventText text, long draw);

  static Defect of(long draw) {
    return ALL[(int) Draws.below(draw, ALL.length)];
  }
}
