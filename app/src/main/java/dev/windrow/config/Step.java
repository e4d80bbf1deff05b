package dev.windrow.config;

import dev.windrow.event.FieldPath;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to a record on its way into Kafka. Fields are paths from its root; one that the record does not have is left alone, except by
 * {@link Require}.
 */
public sealed interface Step {

  /** Gives fields other places, all at the same time. */
  record Rename(Map<FieldPath, FieldPath> fields) implements Step {

    static final String NAME = "rename";

    public Rename {
      fields = copy(fields);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Leaves fields out. */
  record Drop(List<FieldPath> fields) implements Step {

    static final String NAME = "drop";

    public Drop {
      fields = List.copyOf(fields);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Leaves all other fields out. */
  record Keep(List<FieldPath> fields) implements Step {

    static final String NAME = "keep";

    public Keep {
      fields = List.copyOf(fields);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Sets fields, whatever they have been. */
  record Constant(Map<FieldPath, Literal> values) implements Step {

    static final String NAME = "constant";

    public Constant {
      values = copy(values);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Sets those fields that are missing or null. */
  record Default(Map<FieldPath, Literal> values) implements Step {

    static final String NAME = "default";

    public Default {
      values = copy(values);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Writes texts in another way. */
  record Rewrite(Writing writing, List<FieldPath> fields) implements Step {

    public Rewrite {
      fields = List.copyOf(fields);
    }

    @Override
    public String name() {
      return EffectiveConfig.lowerCase(writing);
    }
  }

  /** Makes numbers of texts. */
  record ToNumber(List<FieldPath> fields) implements Step {

    static final String NAME = "to-number";

    public ToNumber {
      fields = List.copyOf(fields);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * Makes times in ISO-8601, UTC, of texts and numbers.
   *
   * @param zone that of texts that do not say theirs
   */
  record ToTime(List<FieldPath> fields, TimeFormat format, ZoneId zone) implements Step {

    static final String NAME = "to-time";

    public ToTime {
      fields = List.copyOf(fields);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Makes a dead letter of a record in which a field is missing or null. */
  record Require(List<FieldPath> fields) implements Step {

    static final String NAME = "require";

    public Require {
      fields = List.copyOf(fields);
    }

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Sets a field to the time of day, in ISO-8601, UTC. */
  record Stamp(FieldPath field) implements Step {

    static final String NAME = "stamp";

    @Override
    public String name() {
      return NAME;
    }
  }

  /** Ways to write a text. */
  enum Writing {
    LOWER, UPPER,
    /** Without white space around it. */
    TRIM,
    /** Each word with a capital in front. */
    TITLE
  }

  /** The key by which it stands in the configuration. */
  String name();

  /** Keeps the order of the configuration. */
  private static <T> Map<FieldPath, T> copy(Map<FieldPath, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
