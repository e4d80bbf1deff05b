package dev.windrow.cli;

/** How log lines are written. What a service prints beside its log is written likewise, so that whoever reads it needs to know one format only. */
enum LogFormat {
  text,
  json;

  /** Of the environment, and the property that logback.xml looks at. */
  static final String VARIABLE = "WINDROW_LOG_FORMAT";

  /** From now on; before anything is logged. */
  void use() {
    System.setProperty(VARIABLE, name());
    LastResort.speak(this);
  }

  /** As it was chosen; until then, as the environment has it. */
  static LogFormat used() {
    return json.name().equals(System.getProperty(VARIABLE, System.getenv(VARIABLE))) ? json : text;
  }
}
