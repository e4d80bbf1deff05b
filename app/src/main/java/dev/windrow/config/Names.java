package dev.windrow.config;

/**
 * What names may be made of. The characters are those of Kafka's topic names, because topics, consumer groups, state
 * folders and metrics are named after them.
 *
 * @param what what is named
 * @param longest most characters
 */
record Names(String what, int longest) {

  /** Kafka's own rule. */
  static final Names TOPIC = new Names("a topic name", 249);

  /** Shorter than a topic's, because Kafka Streams puts it in front of the names of its own topics. */
  static final Names APPLICATION_ID = new Names("an id", 180);

  static final Names AGGREGATION = new Names("a name", 100);

  static final Names SOURCE = new Names("a name", 60);

  String expected() {
    return what + " of 1.." + longest + " letters a-z A-Z, digits, '.', '_' and '-', and not '.' or '..'";
  }

  boolean allows(String name) {
    boolean isFolder = name.equals(".") || name.equals("..");
    return !name.isEmpty() && name.length() <= longest && !isFolder && name.chars().allMatch(Names::isAllowed);
  }

  /** IllegalArgumentException, which says what is named, when {@code name} is not allowed. */
  void require(String named, String name) {
    if (!allows(name)) {
      throw new IllegalArgumentException(named + ": expected " + expected() + ", found " + Problem.quote(name));
    }
  }

  private static boolean isAllowed(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || character == '.' || character == '_' || character == '-';
  }
}
