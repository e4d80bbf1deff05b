package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.ByteReader;
import dev.windrow.value.Group;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz test can fail: it notices each of these mistakes in a codec within the seeds that it runs by default. */
class WireFormatMutantsTest {

  static List<Codec<?>> mistakes() {
    return List.of(
        Codec.COUNTS.withDecode("reads a count as an int", bytes -> {
          Counts counts = Counts.decode(new ByteReader(bytes));
          return new Counts(counts.read(), counts.aggregated(), counts.filtered(), counts.skipped(), (int) counts.late() & Integer.MAX_VALUE,
              counts.expired(), counts.deadLetters());
        }),
        Codec.COUNTS.withDecode("throws what is not announced", bytes -> {
          if (bytes.length == 0) {
            throw new ArrayIndexOutOfBoundsException(0);
          }
          return Counts.decode(new ByteReader(bytes));
        }),
        Codec.SOURCE.withDecode("halves possible duplicates", bytes -> {
          SourceState source = SourceState.decode(bytes);
          return new SourceState(source.partitions(), source.clock(), source.next(), source.wallMs(), source.possibleDuplicates() / 2, source.ledger());
        }),
        Codec.PARTIAL.withDecode("makes room for as many entries as are announced", bytes -> {
          List<Object> room = new ArrayList<>(bytes.length == 0 ? 0 : new ByteReader(bytes, bytes.length / 2, bytes.length).readVarInt() & 0xfffff);
          return room.isEmpty() ? Partial.decode(bytes) : null;
        }),
        Codec.WINDOW_KEY.withDecode("trusts a key", WireFormatMutantsTest::trustedKey),
        Codec.PARTIAL.withDecode("forgets that a source is idle", bytes -> {
          Partial partial = Partial.decode(bytes);
          return new Partial(partial.topic(), partial.partition(), partial.partitions(), partial.from(), partial.next(), partial.clock(),
              Partial.NOT_IDLE, partial.wallMs(), partial.caughtUp(), partial.complete(), partial.ledger(), partial.entries());
        }),
        Codec.ACCUMULATOR.withDecode("reads any version", bytes -> {
          byte[] ours = bytes.clone();
          ours[0] = 1;
          return Accumulator.decode(new ByteReader(ours));
        }),
        Codec.WINDOW.withDecode("loses the highest bit of a revision", bytes -> {
          WindowState state = WindowState.decode(bytes);
          return new WindowState(state.status(), state.revision() & Long.MAX_VALUE >> 1, state.sum());
        }));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsNoticed(Codec<?> mistake) {
    WireFormatFuzz<?> fuzz = new WireFormatFuzz<>(mistake);
    for (long seed = 1; seed <= WireFormatFuzzTest.RUNS / Codec.ALL.size(); seed++) {
      Optional<String> fault = fuzz.fault(seed);
      if (fault.isPresent()) {
        System.out.println(mistake + " noticed by seed " + seed);
        return;
      }
    }
    throw new AssertionError(mistake + " was not noticed");
  }

  private static WindowKey trustedKey(byte[] key) {
    int end = 0;
    while (key[end] != 0) {
      end++;
    }
    String aggregation = new String(key, 0, end, StandardCharsets.UTF_8);
    return new WindowKey(aggregation, new ByteReader(key, end + 1, key.length).readLong(),
        Group.ofCanonical(Arrays.copyOfRange(key, end + 1 + Long.BYTES, key.length)));
  }
}
