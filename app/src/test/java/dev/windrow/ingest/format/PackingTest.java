package dev.windrow.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Format;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {

  private static final byte[] FIRST = "{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECOND = "{\"a\":3}\n".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void allMembersAreRead(String packing) {
    byte[] packed = joined(packed(packing, FIRST), packed(packing, new byte[0]), packed(packing, SECOND));

    assertThat(Reads.of("events", packed).records()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    Random random = new Random(1);
    assertThat(Reads.of(Reads.trickle(packed, random), "x", Reads.how(Format.NDJSON), Mark.START).records()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void whatIsCutOffIsAnErrorExceptBetweenMembers(String packing) {
    byte[] first = packed(packing, FIRST);
    byte[] packed = joined(first, packed(packing, SECOND));
    String name = packing.equals("gzip") ? "x.ndjson.gz" : "x.ndjson.zst";

    for (int length = 0; length < packed.length; length++) {
      Reads reads = Reads.of(name, Arrays.copyOf(packed, length));
      assertThat(reads.error().isEmpty()).as(length + " of " + packed.length).isEqualTo(length == first.length);
      assertThat(reads.records()).isSubsetOf("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
      assertThat(reads.records().size()).as(length + " of " + packed.length).isGreaterThanOrEqualTo(length < first.length ? 0 : 2);
    }
  }

  /** Of several blocks, some of which cannot be packed any smaller. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void longMembersThatAreCutOffAreErrors(String packing) {
    Random random = new Random(7);
    byte[] noise = new byte[300_000];
    random.nextBytes(noise);
    byte[] lines = HexFormat.of().formatHex(noise).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = joined(lines, noise, lines);
    byte[] first = packed(packing, FIRST);
    byte[] both = joined(first, packed(packing, bytes));

    for (int i = 1; i < 200; i++) {
      int length = i < 40 ? both.length - i : first.length + 1 + random.nextInt(both.length - first.length - 1);
      assertThat(Reads.of("x.ndjson." + (packing.equals("gzip") ? "gz" : "zst"), Arrays.copyOf(both, length)).error()).as(length + " of " + both.length).isPresent();
    }
  }

  @Test
  void whatWasUnpackedBeforeTheCutIsRead() {
    byte[] lines = "{\"a\":1}\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    byte[] gzip = Reads.gzip(lines);

    Reads reads = Reads.of("x.ndjson.gz", Arrays.copyOf(gzip, gzip.length / 2));

    assertThat(reads.error()).contains("gzip: the file is cut off");
    assertThat(reads.records()).hasSizeBetween(40_000, 60_000);
  }

  @Test
  void damageIsNoticed() {
    byte[] gzip = Reads.gzip(FIRST);
    byte[] checksum = gzip.clone();
    checksum[gzip.length - 8] ^= 1;
    byte[] length = gzip.clone();
    length[gzip.length - 4] ^= 1;

    assertThat(Reads.of("x.ndjson.gz", checksum).error()).contains("gzip: damaged: the checksum does not fit what was unpacked");
    assertThat(Reads.of("x.ndjson.gz", length).error()).contains("gzip: damaged: the length does not fit what was unpacked");
    assertThat(Reads.of("x.ndjson.gz", FIRST).error()).contains("gzip: expected the header of a gzip file, found something else");
    assertThat(Reads.of("x.ndjson.gz", joined(gzip, SECOND)).error()).contains("gzip: expected the header of a gzip file, found something else");
  }

  @Test
  void zerosBehindTheLastMemberArePadding() {
    Reads reads = Reads.of("x.ndjson.gz", joined(Reads.gzip(FIRST), new byte[512]));

    assertThat(reads).returns(Optional.empty(), Reads::error).returns(List.of("{\"a\":1}", "{\"a\":2}"), Reads::records);
  }

  @Test
  void headersWithAllTheirPartsAreRead() {
    byte[] gzip = Reads.gzip(FIRST);
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    full.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 0});
    full.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
    full.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    full.writeBytes(new byte[] {1, 2});
    full.write(gzip, 10, gzip.length - 10);

    assertThat(Reads.of("events", full.toByteArray()).records()).containsExactly("{\"a\":1}", "{\"a\":2}");
  }

  private static byte[] packed(String packing, byte[] bytes) {
    return packing.equals("gzip") ? Reads.gzip(bytes) : Reads.zstd(bytes);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
