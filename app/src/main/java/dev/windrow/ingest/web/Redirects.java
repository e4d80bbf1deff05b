package dev.windrow.ingest.web;

import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.value.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Where an answer sends one who asked, and whether to go there. */
record Redirects(int most) {

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  static boolean isRedirect(Answer answer) {
    return STATUSES.contains(answer.status());
  }

  /** @param followed how many were followed before */
  URI next(Answer answer, int followed) throws WebException {
    URI from = answer.url();
    Optional<String> location = answer.header("location");
    if (location.isEmpty()) {
      throw refused(from, "redirected to nowhere (status " + answer.status() + " without Location)");
    }
    if (followed >= most) {
      throw refused(from, "redirected more often than redirects: " + most + " allows");
    }
    return checked(from, location.get());
  }

  private static URI checked(URI from, String location) throws WebException {
    URI to = resolved(from, location);
    String scheme = Origin.of(to).scheme();
    if (to.getHost() == null || to.getRawUserInfo() != null || !scheme.equals("http") && !scheme.equals("https")) {
      throw refused(from, "redirected to " + Printable.quoted(location) + ", which is no plain address of http or https");
    }
    if (scheme.equals("http") && Origin.of(from).scheme().equals("https")) {
      throw refused(from, "redirected from https to http, which everybody on the way can read and change");
    }
    return to;
  }

  private static URI resolved(URI from, String location) throws WebException {
    try {
      return UrlReference.resolve(from, location);
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw refused(from, "redirected to " + Printable.quoted(location) + ", which is no address");
    }
  }

  private static WebException refused(URI from, String what) {
    return new WebException(Reason.REFUSED, from, what);
  }
}
