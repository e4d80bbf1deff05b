package dev.windrow.cli.top;

/** How text looks on a terminal. Without colours it is told apart by weight alone. */
enum Style {
  PLAIN("", ""),
  STRONG("1", "1"),
  SOFT("2", "2"),
  OPEN("36", ""),
  GOOD("32", ""),
  WARN("33", "1"),
  BAD("1;31", "1");

  private final String coloured;
  private final String uncoloured;

  Style(String coloured, String uncoloured) {
    this.coloured = coloured;
    this.uncoloured = uncoloured;
  }

  /** The parameters of an SGR sequence (ECMA-48); empty for none. */
  String code(boolean colours) {
    return colours ? coloured : uncoloured;
  }
}
