package dev.windrow.ingest.http;

import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract.Pages;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.web.Ask;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.WebException;
import dev.windrow.value.Printable;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Pages of which each says where the next one is, by a cursor or a link; or a single one. They come one after the other. */
final class Chained implements Scheme {

  private final URI home;
  private final Pages pages;
  private final PageUrls urls;
  private final Caller caller;
  private final PageReader reader;

  Chained(URI home, Pages pages, Caller caller, PageReader reader) {
    this.home = home;
    this.pages = pages;
    this.urls = new PageUrls(home, pages);
    this.caller = caller;
    this.reader = reader;
  }

  @Override
  public void read(Position from, Chunks chunks) throws InterruptedException, WebException, PartFailure, DeliveryException {
    Position here = from;
    do {
      Page page = caller.get(ask(here), reader);
      requirePlace(here, page);
      Position after = after(here, page);
      chunks.deliver(page, here, after);
      here = after;
    } while (here.next().isPresent());
  }

  /** Only a single page is asked for with validators: that a first page is the same says nothing of those after it. */
  private Ask ask(Position here) throws PartFailure {
    Map<String, String> headers = pages.by() == By.NONE ? here.validators().headers() : Map.of();
    return new Ask(here.next().isPresent() ? url(here.next().get()) : urls.first(), home, headers);
  }

  private URI url(String next) throws PartFailure {
    boolean isAddress = pages.by() == By.LINK || next.startsWith("https://") || next.startsWith("http://");
    URI url = isAddress ? URI.create(next) : urls.of(next);
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean safe = scheme.equals("https") || scheme.equals("http") && home.getScheme().equalsIgnoreCase("http");
    if (!safe || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new PartFailure("expected the address of the next page, of https if this one is, found " + Printable.quoted(next));
    }
    return url;
  }

  private Position after(Position here, Page page) throws PartFailure {
    if (pages.by() == By.NONE) {
      return Position.ended(page.unchanged() ? here.validators() : page.validators());
    }
    Optional<String> next = page.next().filter(any -> goesOn(page));
    if (next.isEmpty() || here.pages() + 1 >= pages.most()) {
      return Position.START;
    }
    if (next.equals(here.next())) {
      throw new PartFailure("the page after " + Printable.quoted(next.get()) + " says that it is the next one itself: it would be read for ever");
    }
    return Position.at(next.get(), here.pages() + 1);
  }

  /** A link says that there is more; a cursor may be given for ever. */
  private boolean goesOn(Page page) {
    return pages.by() == By.LINK || !page.isEmpty();
  }

  private static void requirePlace(Position here, Page page) throws PartFailure {
    if (!page.hasPlace() && here.next().isEmpty()) {
      throw new PartFailure("expected records where records: says, found nothing there: correct the pointer");
    }
  }
}
