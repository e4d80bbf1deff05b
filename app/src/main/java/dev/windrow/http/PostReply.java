package dev.windrow.http;

import static dev.windrow.value.JsonText.quoted;

import dev.windrow.ingest.PostResult;
import dev.windrow.ingest.PostResult.Malformed;
import dev.windrow.ingest.PostResult.Outcome;
import dev.windrow.ingest.PostResult.Settled;
import dev.windrow.ingest.PostResult.Status;
import dev.windrow.ingest.PostResult.TooMany;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * What whoever has posted events is told.
 *
 * @param body JSON; a problem in the form of RFC 9457 unless the status is 202
 */
record PostReply(int status, Buffer body) {

  private static final String RETRY_SECONDS = "2";

  static PostReply of(PostResult result) {
    if (result instanceof Malformed malformed) {
      return problem(400, "Bad Request", malformed.detail(), "");
    } else if (result instanceof TooMany tooMany) {
      return problem(413, "Content Too Large", "expected at most " + tooMany.most() + " events at a time", "");
    }
    Settled settled = (Settled) result;
    String counts = counts(settled);
    if (settled.count(Status.UNKNOWN) > 0) {
      return problem(503, "Service Unavailable", "Kafka has not acknowledged all in time: what became of those with the status unknown is not known, they may be there,"
          + " or come yet; sent again with the same Idempotency-Key they carry the same windrow-id", ',' + counts);
    }
    return settled.count(Status.ACCEPTED) > 0
        ? new PostReply(202, Buffer.buffer("{" + counts + "}"))
        : problem(422, "Unprocessable Content", "expected events, found none that could be counted", ',' + counts);
  }

  /** Whether another attempt would get no other answer. */
  boolean isDefinite() {
    return status != 503;
  }

  int bytes() {
    return body.length();
  }

  void send(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (!isDefinite()) {
      response.putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    response.setStatusCode(status).putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaderNames.CONTENT_TYPE, status == 202 ? Answer.JSON : Problem.TYPE).end(body);
  }

  private static PostReply problem(int status, String title, String detail, String more) {
    return new PostReply(status, Buffer.buffer("{\"type\":\"about:blank\",\"title\":" + quoted(title) + ",\"status\":" + status + ",\"detail\":" + quoted(detail)
        + ",\"instance\":" + quoted(Paths.EVENTS) + more + "}"));
  }

  private static String counts(Settled settled) {
    StringBuilder out = new StringBuilder();
    for (Status status : Status.values()) {
      out.append(quoted(word(status))).append(':').append(settled.count(status)).append(',');
    }
    out.append("\"records\":[");
    List<Outcome> outcomes = settled.outcomes();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      out.append(i == 0 ? "" : ",").append("{\"index\":").append(i).append(",\"status\":").append(quoted(word(outcome.status())));
      if (!outcome.reason().isEmpty()) {
        out.append(",\"reason\":").append(quoted(outcome.reason())).append(",\"detail\":").append(quoted(outcome.detail()));
      }
      out.append('}');
    }
    return out.append(']').toString();
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
