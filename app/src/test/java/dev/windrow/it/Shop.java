package dev.windrow.it;

import dev.windrow.ingest.web.FakeSite.Asked;
import dev.windrow.ingest.web.FakeSite.Reply;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop whose API gives its orders page by page, and another one its customers. Both fail now and then. What must come of the orders is computed here, in plain
 * Java, with nothing of the program.
 */
final class Shop {

  static final int ORDERS = 6_000;
  static final int PAGES = 60;
  static final int CUSTOMERS = 200;

  private static final int PER_PAGE = ORDERS / PAGES;
  private static final int STEP_MS = 1_500;

  /** Less than the grace of a window. */
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(4);

  /** A customer's order before is far less old: it has the same partition, and tells its time. */
  private static final Duration LATE = Duration.ofHours(1);

  private static final List<String> COUNTRIES = List.of("DE", "FR", "JP", "PT");

  /** As docs/semantics.md has it. */
  private static final MathContext AVERAGE = new MathContext(16, RoundingMode.HALF_EVEN);

  private final List<Order> orders;
  private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();

  /** @param first when the first order was placed: the beginning of a minute */
  Shop(Instant first) {
    this.orders = IntStream.range(0, ORDERS).mapToObj(number -> Order.of(number, first)).toList();
  }

  /** What is to become of an order. */
  enum Fate {
    COUNTED, LATE, NO_OBJECT, NO_CUSTOMER, NO_NUMBER, NO_TIME;

    private static Fate of(int number) {
      return number % 400 == 13 ? NO_OBJECT
          : number % 300 == 7 ? NO_CUSTOMER
          : number % 250 == 3 ? NO_NUMBER
          : number % 500 == 11 ? NO_TIME
          : number > ORDERS / 2 && number % 97 == 0 ? LATE : COUNTED;
    }
  }

  private record Order(int number, Instant placed, BigDecimal total, Fate fate) {

    static Order of(int number, Instant first) {
      Fate fate = Fate.of(number);
      Instant usual = first.plusMillis((long) number * STEP_MS);
      Instant placed = fate == Fate.LATE ? usual.minus(LATE) : number % 5 == 4 ? usual.minus(OUT_OF_ORDER) : usual;
      BigDecimal total = number % 1_000 == 1 ? new BigDecimal("1234567890123456789012.345") : BigDecimal.valueOf(number * 7_919L % 1_000_003, number % 6);
      return new Order(number, placed, total, fate);
    }

    String id() {
      return "o-" + number;
    }

    String channel() {
      return number % 3 == 0 ? "Phone" : number % 2 == 0 ? "WEB" : "web";
    }

    String json() {
      String customer = fate == Fate.NO_CUSTOMER ? "" : ",\"customer\":\"c" + number * 7 % CUSTOMERS + "\"";
      return fate == Fate.NO_OBJECT ? "\"" + id() + "\"" : "{\"order_id\":\"" + id() + "\"" + customer
          + ",\"placed\":\"" + (fate == Fate.NO_TIME ? "yesterday" : placed) + "\",\"channel\":\"" + channel()
          + "\",\"total\":\"" + (fate == Fate.NO_NUMBER ? "free" : total.toPlainString()) + "\"}";
    }

    Instant minute() {
      return placed.truncatedTo(ChronoUnit.MINUTES);
    }
  }

  /** A row of the table, but for how often it was revised; equal numbers are alike. */
  record Row(Instant start, Instant end, String country, String channel, long orders, BigDecimal revenue, BigDecimal average, BigDecimal smallest, BigDecimal largest) {

    Row {
      revenue = revenue.stripTrailingZeros();
      average = average.stripTrailingZeros();
      smallest = smallest.stripTrailingZeros();
      largest = largest.stripTrailingZeros();
    }

    String key() {
      return start + " " + country + " " + channel;
    }

    private static Row of(Instant start, String country, String channel, List<BigDecimal> totals) {
      BigDecimal sum = totals.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      return new Row(start, start.plusSeconds(60), country, channel, totals.size(), sum, sum.divide(BigDecimal.valueOf(totals.size()), AVERAGE),
          totals.stream().min(BigDecimal::compareTo).orElseThrow(), totals.stream().max(BigDecimal::compareTo).orElseThrow());
    }
  }

  /** The answer to a page of orders. */
  Reply page(Asked request, int time) {
    int page = request.number("page", 0);
    return page % 20 == 5 && time == 1 ? refused(429).with("Retry-After", "1")
        : page % 7 == 3 && time <= 2 ? refused(500)
        : page % 16 == 9 && time == 1 ? Reply.json(json(page)).cutOff() : Reply.json(json(page));
  }

  /** The answer to the address of a customer. */
  Reply customer(Asked request, int time) {
    int number = Integer.parseInt(request.path().substring("/customers/c".length()));
    return number % 13 == 4 && time == 1 ? refused(503)
        : number % 67 == 3 && time == 1 ? refused(429).with("Retry-After", "1")
        : country(number).equals("unknown") ? Reply.of(404, "") : Reply.json("{\"name\":\"x\",\"address\":{\"country\":\"" + country(number) + "\"}}");
  }

  /** How often which status was answered that is no answer. */
  Map<Integer, Integer> refusals() {
    return new TreeMap<>(refusals);
  }

  /** What must be in the table. */
  List<Row> rows() {
    return rows(orders);
  }

  /** The same if one order were a hundredth dearer: what must not be there. */
  List<Row> rowsIfOneWereDearer() {
    List<Order> others = new ArrayList<>(orders);
    Order cheap = others.get(ORDERS / 2 + 2);
    others.set(cheap.number(), new Order(cheap.number(), cheap.placed(), cheap.total().add(new BigDecimal("0.01")), cheap.fate()));
    return rows(others);
  }

  long count(Fate... fates) {
    return orders.stream().filter(order -> List.of(fates).contains(order.fate())).count();
  }

  /** Of those that come into Kafka. */
  List<String> ids() {
    return orders.stream().filter(order -> List.of(Fate.COUNTED, Fate.LATE, Fate.NO_TIME).contains(order.fate())).map(Order::id).toList();
  }

  private static List<Row> rows(List<Order> orders) {
    Map<String, List<Order>> groups = orders.stream().filter(order -> order.fate() == Fate.COUNTED)
        .collect(Collectors.groupingBy(order -> order.minute() + " " + country(order) + " " + channel(order), TreeMap::new, Collectors.toList()));
    return groups.values().stream()
        .map(group -> Row.of(group.get(0).minute(), country(group.get(0)), channel(group.get(0)), group.stream().map(Order::total).toList())).toList();
  }

  private static String country(Order order) {
    return country(order.number() * 7 % CUSTOMERS);
  }

  private static String channel(Order order) {
    return order.channel().toLowerCase(Locale.ROOT);
  }

  /** One in ten customers is not known. */
  private static String country(int customer) {
    return customer % 10 == 9 ? "unknown" : COUNTRIES.get(customer % COUNTRIES.size());
  }

  private Reply refused(int status) {
    refusals.merge(status, 1, Integer::sum);
    return Reply.of(status, "");
  }

  private String json(int page) {
    int first = (page - 1) * PER_PAGE;
    return "{\"orders\":" + (page < 1 || page > PAGES ? "[]"
        : orders.subList(first, first + PER_PAGE).stream().map(Order::json).collect(Collectors.joining(",", "[", "]"))) + "}";
  }
}
