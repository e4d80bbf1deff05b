package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RejectTest {

  @Test
  void detailsArePrintableAscii() {
    assertThat(new Reject(RejectReason.NOT_JSON,
        "a\nb\u0000é😀\u007f~").detail()).isEqualTo("a\\u000ab\\u0000\\u00e9\\ud83d\\ude00\\u007f~");
  }

  @Test
  void detailsAreCutAtTwoHundredCharacters() {
    assertThat(new Reject(RejectReason.NOT_JSON, "x".repeat(200)).detail()).isEqualTo("x".repeat(200));
    assertThat(new Reject(RejectReason.NOT_JSON, "x".repeat(201)).detail()).isEqualTo("x".repeat(197) + "...");
    assertThat(new Reject(RejectReason.NOT_JSON, "é".repeat(1_000_000)).detail()).hasSize(200).endsWith("...");
  }

  /** Headers and metrics carry these: a change breaks whoever reads them. */
  @Test
  void codesOfReasonsAreFixed() {
    assertThat(Arrays.stream(RejectReason.values()).map(RejectReason::code)).containsExactly("no-value", "not-json", "not-an-object",
        "no-timestamp",
        "bad-timestamp", "before-1970", "wrong-type", "out-of-range", "too-large", "too-deep", "too-far-ahead", "skipped-by-all");
  }
}
