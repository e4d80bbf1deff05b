package dev.windrow.ingest.http;

import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract.Pages;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.RawRecord;
import dev.windrow.ingest.web.Ask;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.WebException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Pages that are told apart by number or offset. Several are fetched at a time, and delivered in their order; the first that is empty, or is not there, is behind the
 * last one. Since nobody knows which that is, some behind it are asked for in vain. No more are fetched while Kafka does not take what there is.
 */
final class Numbered implements Scheme {

  private static final int NOT_FOUND = 404;

  /** So many pages in a row with the same records are one page, not many. */
  private static final int SAME_PAGES = 1_000;

  private final URI home;
  private final Pages pages;
  private final PageUrls urls;
  private final Caller caller;
  private final PageReader reader;
  private final ExecutorService fetchers;
  private final Room room;
  private final int ahead;

  /** @param ahead how many pages may be under way or waiting at a time */
  Numbered(URI home, Pages pages, Caller caller, PageReader reader, Crew crew, int ahead) {
    this.home = home;
    this.pages = pages;
    this.urls = new PageUrls(home, pages);
    this.caller = caller;
    this.reader = reader;
    this.fetchers = crew.fetchers(home);
    this.room = crew.room();
    this.ahead = ahead;
  }

  @Override
  public void read(Position from, Chunks chunks) throws InterruptedException, WebException, PartFailure, DeliveryException {
    try (Room.Share share = room.share()) {
      new Run(from.number().orElse(pages.from()), chunks, share).toTheEnd();
    }
  }

  /** A page under way. */
  private record Fetch(long number, Future<Page> page) {}

  /** One run, in the thread of the part. */
  private final class Run {

    private final Chunks chunks;
    private final Deque<Fetch> fetches = new ArrayDeque<>();
    private final Room.Share share;
    private List<String> lastIds = List.of();
    private int same;
    private long next;

    Run(long first, Chunks chunks, Room.Share share) {
      this.next = first;
      this.chunks = chunks;
      this.share = share;
    }

    void toTheEnd() throws InterruptedException, WebException, PartFailure, DeliveryException {
      try {
        boolean more = true;
        while (more) {
          fetchAhead();
          more = deliver(fetches.remove());
        }
      } finally {
        fetches.forEach(fetch -> fetch.page().cancel(true));
      }
    }

    private void fetchAhead() {
      while (fetches.isEmpty() || fetches.size() < ahead && !isBehindTheLimit(next)) {
        long number = next;
        fetches.add(new Fetch(number, fetchers.submit(() -> fetched(number))));
        next += step();
      }
    }

    /** Whether there may be another page. */
    private boolean deliver(Fetch fetch) throws InterruptedException, WebException, PartFailure, DeliveryException {
      share.next(fetch.number());
      Page page = awaited(fetch);
      if (!page.hasPlace() && fetch.number() == pages.from()) {
        throw new PartFailure("expected records where records: says, found nothing there: correct the pointer");
      }
      requireAnother(page, fetch.number());
      long following = fetch.number() + step();
      boolean more = !page.isEmpty() && !isBehindTheLimit(following);
      chunks.deliver(page, Position.at(fetch.number()), more ? Position.at(following) : Position.START);
      share.free(page.bytes());
      return more;
    }

    /** A server that does not know the parameter answers with the first page for ever. */
    private void requireAnother(Page page, long number) throws PartFailure {
      List<String> ids = page.records().stream().map(RawRecord::id).toList();
      same = !ids.isEmpty() && ids.equals(lastIds) ? same + 1 : 1;
      lastIds = ids;
      if (same == SAME_PAGES) {
        throw new PartFailure("expected other records behind each page, found the same ones " + SAME_PAGES + " times in a row, at last with " + pages.parameter() + "="
            + number + ": check whether the server knows that parameter, and whether records: points to the records");
      }
    }

    private Page fetched(long number) throws InterruptedException, WebException {
      share.await(number);
      Page page = caller.get(new Ask(urls.of(Long.toString(number)), home, Map.of()), reader);
      share.take(page.bytes());
      return page;
    }

    private Page awaited(Fetch fetch) throws InterruptedException, WebException {
      try {
        return fetch.page().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof WebException failure) {
          return behindTheLast(fetch, failure);
        }
        throw new IllegalStateException("expected a page or a reason why there is none", e.getCause());
      }
    }

    private Page behindTheLast(Fetch fetch, WebException failure) throws WebException {
      if (fetch.number() > pages.from() && failure.status().filter(status -> status == NOT_FOUND).isPresent()) {
        return Page.NONE;
      }
      throw failure;
    }

    private boolean isBehindTheLimit(long number) {
      return (number - pages.from()) / step() >= pages.most();
    }

    private long step() {
      return pages.by() == By.OFFSET ? pages.size() : 1;
    }
  }
}
