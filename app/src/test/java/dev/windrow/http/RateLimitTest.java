package dev.windrow.http;

import static dev.windrow.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

  @Test
  void aBucketIsFullAtFirstAndFilledUpEvenly() {
    TokenBuckets buckets = new TokenBuckets(2, 4, 10, now::get);
    assertThat(takes(buckets, "a", 6)).containsExactly(0, 0, 0, 0, 1, 1);
    now.addAndGet(SECOND / 2);
    assertThat(takes(buckets, "a", 2)).containsExactly(0, 1);
    now.addAndGet(100 * SECOND);
    assertThat(takes(buckets, "a", 5)).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void clientsDoNotShareABucket() {
    TokenBuckets buckets = new TokenBuckets(0.1, 1, 10, now::get);
    assertThat(takes(buckets, "a", 2)).containsExactly(0, 10);
    assertThat(takes(buckets, "b", 2)).containsExactly(0, 10);
  }

  @Test
  void clientsThatHaveNotComeForLongestAreForgotten() {
    TokenBuckets buckets = new TokenBuckets(1, 1, 2, now::get);
    takes(buckets, "a", 1);
    takes(buckets, "b", 1);
    takes(buckets, "a", 1);
    takes(buckets, "c", 1);
    assertThat(takes(buckets, "a", 1)).containsExactly(1);
    assertThat(takes(buckets, "b", 1)).containsExactly(0);
  }

  @Test
  void aClientIsAnAddressOrANetworkOfIpv6() {
    assertThat(RateLimit.client("10.0.0.7")).isEqualTo("10.0.0.7");
    assertThat(RateLimit.client("2001:db8:1:2:3:4:5:6")).isEqualTo(RateLimit.client("2001:db8:1:2::1")).isNotEqualTo(RateLimit.client("2001:db8:1:3::1"));
    assertThat(RateLimit.client("fe80::1%eth0")).isEqualTo(RateLimit.client("fe80::2%eth0"));
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(1)))) {
      assertThat(server.refused("rate")).isZero();
      List<Integer> statuses = IntStream.range(0, 6).mapToObj(i -> status(server.get("/health/live"))).toList();
      String refused = server.get("/api/v1/things");
      assertThat(statuses).startsWith(200, 200).contains(429);
      assertThat(refused).startsWith("HTTP/1.1 429 ").containsIgnoringCase("retry-after: 1\r\n").contains("http.limits.rate");
      assertThat(server.refused("rate")).isEqualTo(1 + (int) statuses.stream().filter(status -> status == 429).count());
    }
  }

  @Test
  void otherInstancesMayAskTenTimesAsOften() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(1)))) {
      assertThat(IntStream.range(0, 15).map(i -> status(server.get("/peer/v1/status")))).containsOnly(200);
      assertThat(IntStream.range(0, 15).map(i -> status(server.get("/peer/v1/status")))).contains(429);
    }
  }

  private static List<Integer> takes(TokenBuckets buckets, String client, int times) {
    return IntStream.range(0, times).mapToObj(i -> buckets.take(client, 1)).toList();
  }

  private static dev.windrow.config.Http.Limits limits(int rate) {
    return new dev.windrow.config.Http.Limits(1024, 2048, 1024, 20, Duration.ofSeconds(10), Duration.ofSeconds(20), rate);
  }
}
