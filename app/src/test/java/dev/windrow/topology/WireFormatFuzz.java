package dev.windrow.topology;

import dev.windrow.fuzz.Allocation;
import dev.windrow.fuzz.ByteMutations;
import dev.windrow.fuzz.Shrinker;
import dev.windrow.value.MalformedBytesException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/**
 * A seed makes a random value, which must come back byte for byte, and damages its bytes, which must be malformed or mean a value
 * that has bytes of its own. Neither takes more memory than its size justifies.
 */
record WireFormatFuzz<T>(Codec<T> codec) {

  private static final int DAMAGES = 4;
  private static final long ALLOCATED_AT_MOST = 256 << 10;
  private static final long ALLOCATED_PER_BYTE = 1_000;

  /** What is wrong with the format; empty for nothing. */
  Optional<String> fault(long seed) {
    Random random = new Random(seed);
    Optional<String> fault = roundTripFault(new RandomState(random));
    for (int i = 0; i < DAMAGES && fault.isEmpty(); i++) {
      byte[] bytes = codec.encode().apply(codec.random().apply(new RandomState(random)));
      fault = reported(new ByteMutations(random).mutated(bytes, 3));
    }
    return fault.map(found -> codec + ": " + found);
  }

  private Optional<String> roundTripFault(RandomState random) {
    byte[] bytes = codec.encode().apply(codec.random().apply(random));
    try {
      byte[] again = codec.encode().apply(codec.decode().apply(bytes));
      return Arrays.equals(bytes, again) ? Optional.empty() : Optional.of("does not come back" + hex(bytes) + hex(again));
    } catch (RuntimeException | Error thrown) {
      return Optional.of("is not read again: " + thrown + hex(bytes));
    }
  }

  private Optional<String> reported(byte[] damaged) {
    return damageFault(damaged).map(fault -> {
      byte[] shortest = Shrinker.shrunk(damaged, shorter -> damageFault(shorter).isPresent());
      return fault + hex(damaged) + "\n\nshortest: " + damageFault(shortest).orElse("not again") + hex(shortest);
    });
  }

  private Optional<String> damageFault(byte[] damaged) {
    try {
      Optional<T> value = decoded(damaged);
      return value.isEmpty() ? Optional.empty() : meaningFault(value.get(), damaged);
    } catch (RuntimeException | Error thrown) {
      return Optional.of("damaged bytes throw " + thrown);
    }
  }

  /** The value, or empty when the bytes are refused. */
  private Optional<T> decoded(byte[] damaged) {
    Allocation allocation = new Allocation();
    Optional<T> value = Optional.empty();
    try {
      value = Optional.of(codec.decode().apply(damaged));
    } catch (MalformedBytesException refused) {
      // As it should be.
    }
    allocation.requireAtMost(ALLOCATED_AT_MOST, ALLOCATED_PER_BYTE, damaged.length);
    return value;
  }

  private Optional<String> meaningFault(T value, byte[] damaged) {
    byte[] bytes = codec.encode().apply(value);
    byte[] again = codec.encode().apply(codec.decode().apply(bytes));
    if (!Arrays.equals(bytes, again)) {
      return Optional.of("damaged bytes mean what does not come back" + hex(bytes) + hex(again));
    }
    if (bytes.length > damaged.length) {
      return Optional.of("damaged bytes mean more than they hold" + hex(bytes));
    }
    try {
      codec.use().accept(value);
    } catch (MalformedBytesException groupIsTrusted) {
      // A group is read only when it is asked for its values.
    }
    return Optional.empty();
  }

  private static String hex(byte[] bytes) {
    return "\n  hex " + HexFormat.of().formatHex(bytes);
  }
}
