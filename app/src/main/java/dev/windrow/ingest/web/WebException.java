package dev.windrow.ingest.web;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** There is no answer that can be used. The message says what was asked, what came, and after how many attempts; secrets of the address are not in it. */
public final class WebException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int NO_STATUS = 0;

  private final Reason reason;
  private final String shownUrl;
  private final String what;
  private final int status;
  private final transient Duration retryAfter;

  /** Why there is none. */
  public enum Reason {
    /** No connection, or it broke. */
    CONNECTION(true),
    /** No whole answer in time. */
    TIMEOUT(true),
    /** 429. */
    THROTTLED(true),
    /** 5xx. */
    SERVER_ERROR(true),
    /** The reader of the answer does not understand it. */
    MALFORMED(true),
    /** Any other status. */
    CLIENT_ERROR(false),
    /** Larger than is allowed. */
    TOO_LARGE(false),
    /** The address must not be asked, or not be redirected to. */
    REFUSED(false),
    /** The origin has failed so often that it is not asked now. */
    UNAVAILABLE(false);

    private final boolean passing;

    Reason(boolean passing) {
      this.passing = passing;
    }

    /** Whether the same request may have an answer later. */
    boolean isPassing() {
      return passing;
    }

    /** As meters have it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  WebException(Reason reason, URI url, String what) {
    this(reason, ShownUrl.of(url), what, NO_STATUS, Duration.ZERO);
  }

  private WebException(Reason reason, String shownUrl, String what, int status, Duration retryAfter) {
    super("GET " + shownUrl + ": " + what);
    this.reason = reason;
    this.shownUrl = shownUrl;
    this.what = what;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** @param retryAfter how long the server wants to be left alone; zero when it does not say */
  static WebException status(URI url, int status, Duration retryAfter) {
    Reason reason = status == 429 ? Reason.THROTTLED : status >= 500 ? Reason.SERVER_ERROR : Reason.CLIENT_ERROR;
    return new WebException(reason, ShownUrl.of(url), "answered with status " + status + advice(status), status, retryAfter);
  }

  public Reason reason() {
    return reason;
  }

  /** The status that was answered; empty when there was no answer, or something else was wrong with it. */
  public Optional<Integer> status() {
    return status == NO_STATUS ? Optional.empty() : Optional.of(status);
  }

  Duration retryAfter() {
    return retryAfter == null ? Duration.ZERO : retryAfter;
  }

  boolean isPassing() {
    return reason.isPassing();
  }

  /** As this, and it was the last of so many attempts. */
  WebException after(int attempts) {
    if (attempts == 1) {
      return this;
    }
    WebException last = new WebException(reason, shownUrl, what + ", after " + attempts + " attempts", status, retryAfter());
    last.initCause(this);
    return last;
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> ": check bearer, basic and headers";
      case 404, 410 -> ": there is nothing at this address";
      default -> "";
    };
  }
}
