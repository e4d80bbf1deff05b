package dev.windrow.cli.top;

import dev.windrow.value.Printable;

/** Why an address does not give what was asked. The message goes on behind the address: 'nothing listens there'. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 300;

  private final Kind kind;

  enum Kind {
    /** Nobody is there. */
    SILENT,
    /** Somebody else is there: no Windrow, or one of another application. */
    STRANGER,
    /** It wants a token, or another one. */
    TOKEN,
    /** Somebody is there who may answer later without anybody's help. */
    NOT_NOW
  }

  /** What others say may be part of the message. */
  Refusal(Kind kind, String message) {
    super(Glyphs.cut(Printable.text(message), LONGEST));
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
