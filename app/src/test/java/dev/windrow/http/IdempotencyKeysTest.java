package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.Level;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much is remembered. */
class IdempotencyKeysTest {

  private static final Buffer BODY = Buffer.buffer("body");

  private final IdempotencyKeys keys = new IdempotencyKeys(new Level(), () -> 0);
  private final AtomicInteger begun = new AtomicInteger();

  @Test
  void theKeyThatCameFirstIsForgottenFirstWhenThereAreTooMany() {
    for (int i = 0; i <= IdempotencyKeys.MOST; i++) {
      ask("key-" + i, 1);
    }
    assertThat(keys.knows("key-0")).isFalse();
    assertThat(keys.knows("key-1")).isTrue();
    assertThat(keys.knows("key-" + IdempotencyKeys.MOST)).isTrue();
  }

  @Test
  void theAnswerThatCameFirstIsForgottenFirstWhenTheyAreTooLarge() {
    int third = IdempotencyKeys.MOST_BYTES / 3;
    for (String key : new String[] {"a", "b", "c", "d"}) {
      ask(key, third);
    }
    assertThat(keys.knows("a")).isFalse();
    assertThat(keys.knows("b")).isTrue();
    ask("e", third);
    assertThat(keys.knows("b")).isFalse();
    assertThat(keys.knows("c")).isTrue();
    assertThat(begun).hasValue(5);
  }

  private void ask(String key, int bytes) {
    keys.answer(key, BODY, () -> {
      begun.incrementAndGet();
      return Future.succeededFuture(new PostReply(202, Buffer.buffer(new byte[bytes])));
    });
  }
}
