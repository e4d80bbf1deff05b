package dev.windrow.ingest.web;

import dev.windrow.config.Requests;
import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.value.Printable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the address of a host, once per request: that address is checked, and that one is connected to, so that a name cannot mean something else in between. Looks
 * names up in threads of its own, because nothing interrupts the system while it does. Thread-safe.
 */
final class Hosts implements AutoCloseable {

  private static final int THREADS = 16;
  private static final int MOST_WAITING = 10_000;

  /** Looks a name up. */
  interface Lookup {

    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), Hosts::thread);

  Hosts(Lookup lookup) {
    this.lookup = lookup;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The address to connect to for this URL.
   *
   * @param choice which one, of a host with several; beyond the last one it begins again
   */
  InetAddress address(URI url, Requests how, int choice) throws InterruptedException, WebException {
    InetAddress[] found = found(url, how.timeout());
    List<InetAddress> allowed = Arrays.stream(found).filter(address -> how.allowPrivate() || PublicAddresses.contain(address)).toList();
    if (allowed.isEmpty()) {
      throw new WebException(Reason.REFUSED, url, "expected an address that can be reached from the internet, found " + found[0].getHostAddress()
          + ": set allow-private: true if it is meant to be asked");
    }
    return allowed.get(Math.floorMod(choice, allowed.size()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private InetAddress[] found(URI url, Duration timeout) throws InterruptedException, WebException {
    String host = Origin.of(url).plainHost();
    try {
      Future<InetAddress[]> looking = threads.submit(() -> lookup.addresses(host));
      return looking.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new WebException(Reason.CONNECTION, url, "no address is known for " + Printable.quoted(host));
    } catch (TimeoutException | RejectedExecutionException e) {
      throw new WebException(Reason.TIMEOUT, url, "no address was found for " + Printable.quoted(host) + " within " + timeout.toMillis() + " ms");
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "windrow-web-names");
    thread.setDaemon(true);
    return thread;
  }
}
