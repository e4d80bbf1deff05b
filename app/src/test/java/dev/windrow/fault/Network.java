package dev.windrow.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * The network between the instances and the brokers: a proxy before each broker, and one weather for all of them. Faults are told by
 * client id, so that one instance can be cut off while others are not. Thread-safe.
 */
final class Network {

  private final List<Proxy> proxies = new ArrayList<>();
  private volatile Weather weather = Weather.FAIR;

  /** What happens to requests and answers on their way. Called by the threads that carry them, which it may keep waiting. */
  interface Weather {

    Weather FAIR = new Weather() {};

    /** Whether a request gets through; if not, its connection is closed. */
    default boolean request(String clientId, ApiKeys api) throws InterruptedException {
      return true;
    }

    /** Whether an answer gets through; if not, its connection is closed: the broker has done what was asked. */
    default boolean answer(String clientId, ApiKeys api) throws InterruptedException {
      return true;
    }

    /** The weather is over: whoever waits is let go. */
    default void end() {}
  }

  /** A new proxy before the broker that listens on {@code port}. */
  Proxy before(int port) {
    Proxy proxy = Proxy.open(port, this);
    proxies.add(proxy);
    return proxy;
  }

  Weather weather() {
    return weather;
  }

  void heal() {
    become(Weather.FAIR);
  }

  private void become(Weather next) {
    Weather before = weather;
    weather = next;
    before.end();
  }

  /** Connections of these clients break and are refused; returns a count of how many requests that hit. */
  AtomicInteger cut(String clientIdPrefix) {
    AtomicInteger hits = new AtomicInteger();
    become(new Weather() {
      @Override
      public boolean request(String clientId, ApiKeys api) {
        return !hit(clientId, clientIdPrefix, hits);
      }

      @Override
      public boolean answer(String clientId, ApiKeys api) {
        return !hit(clientId, clientIdPrefix, hits);
      }
    });
    return hits;
  }

  /** Nothing of these clients gets through and nobody is told: like a cable that was pulled. */
  AtomicInteger silence(String clientIdPrefix) {
    AtomicInteger hits = new AtomicInteger();
    become(new Holding() {
      @Override
      public boolean request(String clientId, ApiKeys api) throws InterruptedException {
        return !hit(clientId, clientIdPrefix, hits) || hold();
      }

      @Override
      public boolean answer(String clientId, ApiKeys api) throws InterruptedException {
        return !hit(clientId, clientIdPrefix, hits) || hold();
      }
    });
    return hits;
  }

  /** Requests of these clients take this much longer. */
  AtomicInteger delay(String clientIdPrefix, Duration by) {
    AtomicInteger hits = new AtomicInteger();
    become(new Weather() {
      @Override
      public boolean request(String clientId, ApiKeys api) throws InterruptedException {
        if (hit(clientId, clientIdPrefix, hits)) {
          Thread.sleep(by.toMillis());
        }
        return true;
      }
    });
    return hits;
  }

  /** The broker does what the next {@code times} requests of this kind ask for, but the answers are lost. */
  AtomicInteger loseAnswers(String clientIdPrefix, ApiKeys api, int times) {
    AtomicInteger hits = new AtomicInteger();
    become(new Weather() {
      @Override
      public boolean answer(String clientId, ApiKeys of) {
        return of != api || hits.get() >= times || !hit(clientId, clientIdPrefix, hits);
      }
    });
    return hits;
  }

  /** Requests of this kind do not arrive until the weather is over; then they never have. */
  AtomicInteger hold(String clientIdPrefix, ApiKeys api) {
    AtomicInteger hits = new AtomicInteger();
    become(new Holding() {
      @Override
      public boolean request(String clientId, ApiKeys of) throws InterruptedException {
        return of != api || !hit(clientId, clientIdPrefix, hits) || hold();
      }
    });
    return hits;
  }

  /** The broker does what the next requests of this kind ask for, but the answers stay on their way until the weather is over; then they are lost. */
  AtomicInteger holdAnswers(String clientIdPrefix, ApiKeys api) {
    AtomicInteger hits = new AtomicInteger();
    become(new Holding() {
      @Override
      public boolean answer(String clientId, ApiKeys of) throws InterruptedException {
        return of != api || !hit(clientId, clientIdPrefix, hits) || hold();
      }
    });
    return hits;
  }

  /** Keeps what it is for on its way until it is over. */
  private abstract static class Holding implements Weather {

    private final CountDownLatch over = new CountDownLatch(1);

    /** Waits for the end; false, since what was held never arrives. */
    final boolean hold() throws InterruptedException {
      over.await();
      return false;
    }

    @Override
    public final void end() {
      over.countDown();
    }
  }

  private static boolean hit(String clientId, String prefix, AtomicInteger hits) {
    if (!clientId.startsWith(prefix)) {
      return false;
    }
    hits.incrementAndGet();
    return true;
  }
}
