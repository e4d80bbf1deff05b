package dev.windrow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.event.RawRecord;
import dev.windrow.event.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus says itself what is right, so that decoder and reference cannot be wrong together. */
class CorpusTest {

  private static final RawRecord NEIGHBOUR = record("{\"t\":1795170930000,\"k\":5,\"v\":6,\"a\":{\"b\":\"x\",\"c\":7}}");

  private final Decoding decoding = new EventDecoding(Shape.STRICT.schema());
  private final DecoderFuzz fuzz = new DecoderFuzz(shape -> new EventDecoding(shape.schema()));

  static List<Corpus.Entry> corpus() {
    return Corpus.entries();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void decoderAndReferenceGiveTheVerdictOfTheFolder(Corpus.Entry entry) {
    RawRecord record = record(entry.document());
    assertThat(new Reference(Shape.STRICT.schema()).outcome(entry.document(), Documents.NOW).verdict()).isEqualTo(entry.verdict());
    assertThat(decoding.plain(record).verdict()).isEqualTo(entry.verdict());
    for (Shape shape : Shape.values()) {
      assertThat(fuzz.disagreement(shape, frame(NEIGHBOUR, record, NEIGHBOUR, record, record))).as("as %s", shape).isEmpty();
    }
  }

  @Test
  void everyVerdictHasDocuments() {
    assertThat(corpus().stream().map(Corpus.Entry::verdict).collect(Collectors.toSet()))
        .containsAll(Arrays.stream(RejectReason.values()).map(RejectReason::code).toList())
        .contains(Outcome.GOOD);
    assertThat(corpus()).hasSizeGreaterThan(600);
  }

  private static List<RawRecord> frame(RawRecord... records) {
    List<RawRecord> frame = new ArrayList<>();
    for (RawRecord record : records) {
      frame.add(new RawRecord(null, record.value(), List.of(), frame.size(), record.timestamp()));
    }
    return frame;
  }

  private static RawRecord record(String json) {
    return record(json.getBytes(StandardCharsets.UTF_8));
  }

  private static RawRecord record(byte[] document) {
    return new RawRecord(null, document, List.of(), 0, Documents.NOW);
  }
}
