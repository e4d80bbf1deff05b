package dev.windrow.benchmark.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What dashboards and people ask, always in the same order: of ten queries four are for the latest windows, two for those of one group, two for pages of all,
 * the first and the second in turn, one for the aggregations and one for the status. Confined to one thread.
 */
public final class QueryMix {

  private static final int LIMIT = 20;
  private static final String API = "/api/v1/";

  private final Query latest;
  private final Query group;
  private final Query firstPage;
  private final Query aggregations = new Query("aggregations", API + "aggregations", 1, 1);
  private final Query status = new Query("status", API + "status", 1, 1);
  private final List<Query> order;
  private Optional<String> cursor = Optional.empty();
  private int next;

  /**
   * Asks for the only aggregation there is.
   *
   * @param groups how many groups each of its windows has
   * @param parameter asks for one of them, as in {@code group.event_type=login}
   */
  public QueryMix(String aggregation, int groups, String parameter) {
    String windows = API + "aggregations/" + aggregation + "/windows";
    latest = new Query("latest windows", windows + "/latest", groups, groups);
    group = new Query("windows of a group", windows + "?limit=" + LIMIT + '&' + parameter, 1, LIMIT);
    firstPage = new Query("page of windows", windows + "?limit=" + LIMIT, 1, LIMIT);
    order = List.of(latest, group, firstPage, latest, status, latest, group, aggregations, latest, firstPage);
  }

  Query next() {
    Query query = order.get(next);
    next = (next + 1) % order.size();
    return query == firstPage && cursor.isPresent() ? secondPage() : query;
  }

  private Query secondPage() {
    String after = URLEncoder.encode(cursor.orElseThrow(), StandardCharsets.UTF_8);
    cursor = Optional.empty();
    return new Query(firstPage.kind(), firstPage.target() + "&cursor=" + after, 1, LIMIT);
  }

  /** Takes from it where its next page begins. */
  void answered(Query query, Answer answer) {
    if (query == firstPage) {
      cursor = answer.next();
    }
  }
}
