package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesAtCommitTest {

  private final KeyValueStore<Bytes, byte[]> store = ChangesAtCommit.supplier(SortedMemoryStore.supplier("s")).get();
  private final List<String> logged = new ArrayList<>();

  @BeforeEach
  void open() {
    store.init(context(), store);
  }

  @Test
  void manyChangesAreWrittenOnceAsTheLastOne() {
    assertThat(store.putIfAbsent(key("a"), value("1"))).isNull();
    store.put(key("a"), value("2"));
    assertThat(store.putIfAbsent(key("a"), value("3"))).isEqualTo(value("2"));
    store.putAll(List.of(KeyValue.pair(key("a"), value("4"))));

    assertThat(store.get(key("a"))).isEqualTo(value("4"));
    assertThat(logged).isEmpty();
    assertThat(committed()).containsExactly("a=4");
    assertThat(committed()).isEmpty();
  }

  @Test
  void whatCameAndWentIsNotWritten() {
    store.putIfAbsent(key("a"), value("1"));
    store.put(key("a"), value("2"));
    store.delete(key("a"));
    assertThat(committed()).isEmpty();

    store.putIfAbsent(key("a"), value("3"));
    assertThat(committed()).containsExactly("a=3");
  }

  @Test
  void whatTheChangelogHasIsDeletedThere() {
    store.putIfAbsent(key("a"), value("1"));
    committed();

    store.put(key("a"), value("2"));
    store.put(key("a"), null);
    assertThat(committed()).containsExactly("a=null");
  }

  @Test
  void whatWasDeletedAndCameBackIsWrittenOrDeletedForGood() {
    store.putIfAbsent(key("a"), value("1"));
    store.putIfAbsent(key("b"), value("1"));
    committed();

    store.delete(key("a"));
    store.putIfAbsent(key("a"), value("2"));
    store.delete(key("b"));
    store.putIfAbsent(key("b"), value("2"));
    store.delete(key("b"));
    assertThat(committed()).containsExactlyInAnyOrder("a=2", "b=null");
  }

  /** It may have been restored. */
  @Test
  void whatWasThereBeforeTheFirstChangeIsDeletedInTheChangelog() {
    store.delete(key("a"));

    assertThat(committed()).containsExactly("a=null");
  }

  @Test
  void lastChangesAreMadeBeforeTheChangelogIsTold() {
    ChangesAtCommit changes = ChangesAtCommit.in(new WrappedStateStore<>(store) { });
    changes.beforeCommit(() -> store.put(key("a"), value("last")));
    store.put(key("a"), value("1"));
    assertThat(committed()).containsExactly("a=last");
    assertThat(committed()).containsExactly("a=last");

    store.close();
    store.init(context(), store);
    assertThat(committed()).isEmpty();
  }

  @Test
  void changesOfATransactionThatFailedAreForgotten() {
    store.put(key("a"), value("1"));
    store.close();
    store.init(context(), store);
    assertThat(committed()).isEmpty();

    store.put(key("a"), value("2"));
    ((CachedStateStore<?, ?>) store).clearCache();
    assertThat(committed()).isEmpty();
  }

  private List<String> committed() {
    logged.clear();
    ((CachedStateStore<?, ?>) store).flushCache();
    return List.copyOf(logged);
  }

  private InternalProcessorContext<?, ?> context() {
    return (InternalProcessorContext<?, ?>) Proxy.newProxyInstance(
        InternalProcessorContext.class.getClassLoader(), new Class<?>[] {InternalProcessorContext.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("logChange")) {
            assertThat(arguments[0]).isEqualTo("s");
            logged.add(text((Bytes) arguments[1], (byte[]) arguments[2]));
          }
          return method.getReturnType() == long.class ? 0L : null;
        });
  }

  private static String text(Bytes key, byte[] value) {
    return new String(key.get(), StandardCharsets.UTF_8) + "=" + (value == null ? null : new String(value, StandardCharsets.UTF_8));
  }

  private static Bytes key(String text) {
    return Bytes.wrap(value(text));
  }

  private static byte[] value(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
