package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.aggregate.NumberSummary;
import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A wire format, or one with a mistake.
 *
 * @param random a value that the service could write
 * @param use asks a decoded value for everything that it can say; MalformedBytesException where that is allowed to fail
 */
record Codec<T>(
    String name, Function<RandomState, T> random, Function<T, byte[]> encode, Function<byte[], T> decode, Consumer<T> use) {

  static final Codec<Partial> PARTIAL = new Codec<>("partial", RandomState::partial, Partial::encode, Partial::decode, Codec::use);
  static final Codec<WindowState> WINDOW = new Codec<>(
      "window", RandomState::window, WindowState::encode, WindowState::decode, window -> use(window.sum()));
  static final Codec<SourceState> SOURCE = new Codec<>(
      "source", RandomState::source, SourceState::encode, SourceState::decode, source -> source.ledger().values().forEach(Counts::settled));
  static final Codec<Accumulator> ACCUMULATOR = new Codec<>(
      "accumulator", RandomState::accumulator, sum -> written(sum::encode), bytes -> whole(bytes, Accumulator::decode), Codec::use);
  static final Codec<Counts> COUNTS = new Codec<>(
      "counts", RandomState::counts, counts -> written(counts::encode), bytes -> whole(bytes, Counts::decode), Counts::balances);
  static final Codec<WindowKey> WINDOW_KEY = new Codec<>(
      "key of a window", random -> new WindowKey(random.aggregation(), random.time(), random.group()), WindowKey::encode, WindowKey::decode,
      key -> key.group().values());
  static final Codec<List<Map.Entry<Group, Accumulator>>> BLOCK = new Codec<>(
      "block of groups", RandomState::groups, Codec::block, Codec::groups, groups -> groups.forEach(group -> use(group.getValue())));
  static final Codec<SourceId> SOURCE_KEY = new Codec<>(
      "key of a source", random -> new SourceId(random.text(), random.below(1 << 30)), SourceKey::of, SourceKey::source, SourceId::toString);
  static final Codec<String> CLOSED_KEY = new Codec<>(
      "key of how far an aggregation is closed", RandomState::text, SourceKey::closedUpTo, SourceKey::aggregation, String::length);
  static final Codec<Group> GROUP = new Codec<>(
      "group", RandomState::group, Group::bytes, Codec::group, Group::size);

  static final List<Codec<?>> ALL =
      List.of(PARTIAL, WINDOW, SOURCE, ACCUMULATOR, COUNTS, WINDOW_KEY, BLOCK, SOURCE_KEY, CLOSED_KEY, GROUP);

  @Override
  public String toString() {
    return name;
  }

  Codec<T> withDecode(String mistake, Function<byte[], T> other) {
    return new Codec<>(mistake, random, encode, other, use);
  }

  private static void use(Partial partial) {
    partial.entries().forEach(entry -> {
      use(entry.sum());
      entry.group().values();
    });
  }

  private static void use(Accumulator sum) {
    Accumulator twice = new Accumulator(sum.fields());
    twice.merge(sum);
    for (int field = 0; field < sum.fields(); field++) {
      NumberSummary summary = sum.field(field);
      summary.sum();
      summary.average();
      summary.lowest();
      summary.highest();
    }
  }

  private static byte[] block(List<Map.Entry<Group, Accumulator>> groups) {
    List<byte[]> blocks = new ArrayList<>();
    GroupBlock.cut(groups, Integer.MAX_VALUE, (last, block) -> blocks.add(block));
    return blocks.get(0);
  }

  private static List<Map.Entry<Group, Accumulator>> groups(byte[] block) {
    List<Map.Entry<Group, Accumulator>> groups = new ArrayList<>();
    GroupBlock.groups(block).forEachRemaining(kept -> groups.add(Map.entry(kept.group(), kept.state().sum())));
    return groups;
  }

  /** The group of these bytes, made anew from its values. */
  private static Group group(byte[] bytes) {
    Group group = Group.ofCanonical(bytes);
    if (!Group.of(group.values()).equals(group)) {
      throw new AssertionError("not canonical but read: " + group);
    }
    return group;
  }

  private static byte[] written(Consumer<ByteWriter> encode) {
    ByteWriter out = new ByteWriter();
    encode.accept(out);
    return out.toBytes();
  }

  private static <T> T whole(byte[] bytes, Function<ByteReader, T> decode) {
    ByteReader in = new ByteReader(bytes);
    T value = decode.apply(in);
    if (in.remaining() > 0) {
      throw new MalformedBytesException(in.position(), "the end", in.remaining() + " more bytes");
    }
    return value;
  }
}
