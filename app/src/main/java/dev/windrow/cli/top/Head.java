package dev.windrow.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The lines on top: who this is, how things are, and the figures that are looked at first. */
final class Head {

  private static final String BETWEEN = " · ";

  private Head() {}

  static Line title(Snapshot snapshot) {
    StatusReport status = snapshot.status();
    List<Line> parts = new ArrayList<>(List.of(Line.of(status.applicationId(), Style.STRONG), Line.of(Health.words(given(status.state()))),
        Line.of(Moments.full(status.now()) + " UTC"), Line.of(UnavailableException.text(snapshot.address()))));
    status.self().map(StatusReport.Instance::startedAt)
        .ifPresent(started -> parts.add(Line.of("up " + Moments.lasting(Duration.between(started, status.now())))));
    parts.add(Line.of(Health.words(given(status.guarantee()))));
    return Line.joined(BETWEEN, parts);
  }

  static Line outage(View.Outage outage, Instant now) {
    return Line.of("No answer since " + Moments.moment(outage.since(), now) + " (" + Moments.lasting(Duration.between(outage.since(), now)) + ") from "
        + outage.reason() + ".", Style.BAD);
  }

  static Line rates(StatusReport status, OptionalDouble readPerSecond) {
    StatusReport.Rates rates = status.rates();
    Line now = readPerSecond.isEmpty() ? Line.EMPTY : Line.of(Figures.rate(readPerSecond.getAsDouble()), Style.STRONG).plus(" now, ");
    Line in = Line.of("in ", Style.SOFT).plus(now).plus(Figures.rate(rates.recordsInPerSecond()), readPerSecond.isEmpty() ? Style.STRONG : Style.PLAIN)
        .plus(" and " + Figures.bytes(rates.bytesInPerSecond()) + "/s over 30 s");
    Line out = Line.of("out ", Style.SOFT).plus(Figures.rate(rates.resultsOutPerSecond()), Style.STRONG).plus(" over 30 s");
    return Line.joined(BETWEEN, List.of(in, out));
  }

  static Line progress(StatusReport status) {
    long unknown = status.sources().stream().filter(source -> source.lag() == null).count();
    long lag = status.sources().stream().mapToLong(source -> source.lag() == null ? 0 : source.lag()).sum();
    Line lags = Line.of("lag ", Style.SOFT).plus(unknown > 0 && unknown == status.sources().size() ? "–" : Figures.grouped(lag), Style.STRONG)
        .plus(" in " + Figures.counted(status.sources().size(), "partition") + (unknown == 0 ? "" : ", " + unknown + " unknown"));
    Line watermark = Optional.ofNullable(status.watermark())
        .map(time -> Line.of("watermark ", Style.SOFT).plus(Moments.moment(time, status.now()), Style.STRONG)
            .plus(", " + Moments.lasting(Duration.between(time, status.now())) + " behind"))
        .orElse(Line.of("watermark ", Style.SOFT).plus("none yet"));
    return Line.joined(BETWEEN, List.of(lags, watermark));
  }

  private static String given(String text) {
    return text == null ? "" : text;
  }
}
