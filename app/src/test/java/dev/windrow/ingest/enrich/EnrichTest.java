package dev.windrow.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Enrichment;
import dev.windrow.config.Enrichment.OnFailure;
import dev.windrow.config.Requests;
import dev.windrow.config.UrlTemplate;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.Stage.Outcome;
import dev.windrow.ingest.Stage.Outcome.Passed;
import dev.windrow.ingest.Stage.Outcome.Refused;
import dev.windrow.ops.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EnrichTest {

  private final FakeLookup lookup = new FakeLookup();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> open = new ArrayList<>();
  private Time.Pause whilePausing = pause -> { };

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void recordsAreEnrichedAndKeepTheirOrder() throws Exception {
    Enrich enrich = enrich(OnFailure.PASS, 3);
    lookup.has("a", "{'country':'DE'}");
    lookup.has("b", "{'country':'FR'}");
    lookup.hasNone("c");

    assertThat(texts(enrich.pass(records("b", "c", "a", "b"))))
        .containsExactly("{'u':'b','country':'FR'}", "{'u':'c'}", "{'u':'a','country':'DE'}", "{'u':'b','country':'FR'}");
    assertThat(lookup.asked).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void asManyAreAskedSideBySideAsIsSaidAndTheOrderIsKept() throws Exception {
    Enrich enrich = enrich(OnFailure.PASS, 3);
    List<String> users = IntStream.range(0, 20).mapToObj(i -> "u" + i).toList();
    users.forEach(user -> lookup.has(user, "{'country':'" + user + "'}"));
    users.forEach(lookup::hold);
    FutureTask<List<Outcome>> passing = inBackground(() -> enrich.pass(records(users.toArray(String[]::new))));

    await().until(() -> lookup.inside() == 3);
    lookup.letGo("u2");
    await().until(() -> lookup.asked.size() == 4 && lookup.inside() == 3);
    assertThat(lookup.asked.subList(0, 4)).containsExactlyInAnyOrder("u0", "u1", "u2", "u3");
    assertThat(passing).isNotDone();
    users.forEach(lookup::letGo);

    assertThat(texts(passing.get())).isEqualTo(users.stream().map(user -> "{'u':'" + user + "','country':'" + user + "'}").toList());
    assertThat(lookup.most()).isEqualTo(3);
    assertThat(lookup.asked).hasSize(20);
  }

  @Test
  void theSameKeyIsAskedOnceForAllChunksThatWantItMeanwhile() throws Exception {
    Enrich enrich = enrich(OnFailure.PASS, 3);
    lookup.has("a", "{'country':'DE'}");
    lookup.has("b", "{'country':'FR'}");
    lookup.hold("a");
    FutureTask<List<Outcome>> first = inBackground(() -> enrich.pass(records("a", "a")));
    await().until(() -> lookup.inside() == 1);
    FutureTask<List<Outcome>> second = inBackground(() -> enrich.pass(records("b", "a")));
    await().until(() -> lookup.asked.contains("b") && lookup.inside() == 1);

    lookup.letGo("a");

    assertThat(texts(first.get())).containsExactly("{'u':'a','country':'DE'}", "{'u':'a','country':'DE'}");
    assertThat(texts(second.get())).containsExactly("{'u':'b','country':'FR'}", "{'u':'a','country':'DE'}");
    assertThat(lookup.asked).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void answersAreAskedForAgainWhenTheyHaveExpired() throws Exception {
    Enrich enrich = enrich(OnFailure.PASS, 1);
    lookup.has("a", "{'country':'DE'}");
    lookup.hasNone("b");
    enrich.pass(records("a", "b"));
    enrich.pass(records("a", "b"));
    assertThat(lookup.asked).containsExactly("a", "b");

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    enrich.pass(records("a", "b"));
    assertThat(lookup.asked).containsExactly("a", "b", "b");

    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    lookup.has("a", "{'country':'AT'}");
    assertThat(texts(enrich.pass(records("a")))).containsExactly("{'u':'a','country':'AT'}");
    assertThat(lookup.asked).containsExactly("a", "b", "b", "a");
  }

  @Test
  void aRecordWhoseLookupFailedGoesOnWithoutTheFieldsAndTheKeyIsAskedAgain() throws Exception {
    Enrich enrich = enrich(OnFailure.PASS, 2);
    lookup.fails("a", "status 500");
    lookup.has("b", "{'country':'FR'}");

    assertThat(texts(enrich.pass(records("a", "b")))).containsExactly("{'u':'a'}", "{'u':'b','country':'FR'}");

    lookup.has("a", "{'country':'DE'}");
    assertThat(texts(enrich.pass(records("a")))).containsExactly("{'u':'a','country':'DE'}");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRecordWhoseLookupFailedBecomesADeadLetter() throws Exception {
    Enrich enrich = enrich(OnFailure.DEAD_LETTER, 2);
    lookup.fails("a", "status 500\nof a");
    lookup.has("b", "{'country':'FR'}");
    lookup.has("c", "17");

    List<Outcome> outcomes = enrich.pass(records("a", "b", "c"));

    assertThat(outcomes.get(0)).isEqualTo(new Refused("lookup_failed", "status 500\\u000aof a"));
    assertThat(texts(outcomes.subList(1, 2))).containsExactly("{'u':'b','country':'FR'}");
    assertThat(outcomes.get(2)).isEqualTo(new Refused("lookup_failed", "expected a JSON object or list as the answer, found a number"));
  }

  @Test
  void recordsWaitUntilTheLookupWorksAndOneIsTriedForAll() throws Exception {
    Enrich enrich = enrich(OnFailure.WAIT, 1);
    List.of("a", "b", "c").forEach(user -> lookup.fails(user, "status 503"));
    whilePausing = pause -> {
      if (pauses.size() == 7) {
        List.of("a", "b", "c").forEach(user -> lookup.has(user, "{'country':'DE'}"));
      }
    };

    assertThat(texts(enrich.pass(records("c", "a", "b", "a"))))
        .containsExactly("{'u':'c','country':'DE'}", "{'u':'a','country':'DE'}", "{'u':'b','country':'DE'}", "{'u':'a','country':'DE'}");

    assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(lookup.asked).hasSize(3 + 7 + 2);
  }

  @Test
  void pausesBeginAnewWhenSomethingWorkedMeanwhile() throws Exception {
    Enrich enrich = enrich(OnFailure.WAIT, 1);
    List.of("a", "b").forEach(user -> lookup.fails(user, "status 503"));
    whilePausing = pause -> {
      if (pauses.size() == 3) {
        lookup.has("a", "{}");
        lookup.has("b", "{}");
        lookup.fails("b", "status 500");
      }
      if (pauses.size() == 5) {
        lookup.has("a", "{}");
        lookup.has("b", "{'country':'DE'}");
      }
    };

    assertThat(texts(enrich.pass(records("a", "b")))).containsExactly("{'u':'a'}", "{'u':'b','country':'DE'}");

    assertThat(pauses).hasSize(5);
    assertThat(pauses.get(3)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatNoWaitingCanHelpBecomesADeadLetterOrGoesOnWithoutTheFields() throws Exception {
    lookup.has("a", "{'country':'DE'}");
    List<ObjectNode> records = List.of(Json.object("{'x':1}"), Json.object("{'u':'../a'}"), Json.object("{'u':''}"));

    List<Outcome> refused = enrich(OnFailure.WAIT, 1).pass(records);
    assertThat(refused).extracting(outcome -> ((Refused) outcome).reason()).containsExactly("missing_field", "bad_value", "bad_value");
    assertThat(texts(enrich(OnFailure.PASS, 1).pass(records))).containsExactly("{'x':1}", "{'u':'../a'}", "{'u':''}");
    assertThat(lookup.asked).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void aRecordWithoutRoomForTheFieldsBecomesADeadLetterOrStaysAsItIs() throws Exception {
    lookup.has("a", "{'country':'DE','zip':'1'}");
    Map<FieldPath, JsonPointer> fields = Map.of(FieldPath.parse("where.country"), JsonPointer.compile("/country"), FieldPath.parse("zip"), JsonPointer.compile("/zip"));
    String record = "{'u':'a','where':'here'}";

    List<Outcome> refused = enrich(OnFailure.DEAD_LETTER, 1, fields).pass(List.of(Json.object(record)));
    assertThat(refused).extracting(outcome -> ((Refused) outcome).reason()).containsExactly("field_taken");
    assertThat(texts(enrich(OnFailure.PASS, 1, fields).pass(List.of(Json.object(record))))).containsExactly(record);
  }

  @Test
  void whoIsInterruptedLeavesAndWhatNobodyElseWantsIsEnded() throws Exception {
    Enrich enrich = enrich(OnFailure.WAIT, 1);
    List.of("a", "b", "c").forEach(lookup::hold);
    lookup.has("b", "{'country':'FR'}");
    FutureTask<List<Outcome>> leaving = new FutureTask<>(() -> enrich.pass(records("a", "b", "c")));
    Thread first = thread(leaving);
    await().until(() -> lookup.inside() == 1);
    FutureTask<List<Outcome>> staying = new FutureTask<>(() -> enrich.pass(records("b")));
    Thread second = thread(staying);
    await().until(() -> second.getState() == Thread.State.WAITING);

    first.interrupt();

    assertThatExceptionOfType(ExecutionException.class).isThrownBy(leaving::get).withCauseInstanceOf(InterruptedException.class);
    await().until(() -> lookup.asked.contains("b"));
    assertThat(lookup.interrupted).hasValue(1);
    lookup.letGo("b");
    assertThat(texts(staying.get())).containsExactly("{'u':'b','country':'FR'}");
    assertThat(lookup.asked).containsExactly("a", "b");
  }

  @Test
  void whoWaitsForTheLookupToWorkCanBeInterrupted() throws Exception {
    Enrich enrich = enrich(OnFailure.WAIT, 1);
    lookup.fails("a", "status 503");
    CountDownLatch never = new CountDownLatch(1);
    whilePausing = pause -> never.await();
    FutureTask<List<Outcome>> waiting = new FutureTask<>(() -> enrich.pass(records("a")));
    Thread thread = thread(waiting);
    await().until(() -> pauses.size() == 1);

    thread.interrupt();

    assertThatExceptionOfType(ExecutionException.class).isThrownBy(waiting::get).withCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void closingEndsWhatIsUnderWayAndNothingIsTakenAfterIt() throws Exception {
    Enrich enrich = enrich(OnFailure.WAIT, 1);
    List.of("a", "b").forEach(lookup::hold);
    FutureTask<List<Outcome>> passing = inBackground(() -> enrich.pass(records("a", "b")));
    await().until(() -> lookup.inside() == 1);

    enrich.close();

    assertThatExceptionOfType(ExecutionException.class).isThrownBy(passing::get).withCauseInstanceOf(InterruptedException.class);
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> enrich.pass(records("c")));
    assertThat(lookup.asked).containsExactly("a");
    assertThat(lookup.inside()).isZero();
  }

  @Test
  void anErrorOfALookupIsNotTakenForAnAnswer() {
    Lookup broken = url -> {
      throw new IllegalArgumentException("a mistake");
    };
    Enrich enrich = new Enrich("s", enrichment(OnFailure.PASS, 1, COUNTRY), broken, Meters.NONE);
    open.add(enrich);

    assertThatIllegalStateException().isThrownBy(() -> enrich.pass(records("a"))).withMessageContaining("a mistake");
  }

  private static final Map<FieldPath, JsonPointer> COUNTRY = Map.of(FieldPath.parse("country"), JsonPointer.compile("/country"));

  private Enrich enrich(OnFailure onFailure, int concurrency) {
    return enrich(onFailure, concurrency, COUNTRY);
  }

  private Enrich enrich(OnFailure onFailure, int concurrency, Map<FieldPath, JsonPointer> fields) {
    Time time = new Time(nanos::get, pause -> {
      pauses.add(pause);
      whilePausing.of(pause);
    });
    Enrich enrich = new Enrich("s", enrichment(onFailure, concurrency, fields), lookup, Meters.NONE, Lookups.workers("s", concurrency), time);
    open.add(enrich);
    return enrich;
  }

  private static Enrichment enrichment(OnFailure onFailure, int concurrency, Map<FieldPath, JsonPointer> fields) {
    Requests requests = new Requests(
        Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), concurrency, Duration.ofSeconds(5), 5, 1 << 20, 5, false);
    Enrichment.Cache cache = new Enrichment.Cache(100, Duration.ofMinutes(10), Duration.ofMinutes(1));
    return new Enrichment(UrlTemplate.parse("http://users.example/{u}"), fields, cache, onFailure, requests);
  }

  private static List<ObjectNode> records(String... users) {
    return Arrays.stream(users).map(user -> Json.object("{}").put("u", user)).toList();
  }

  private static List<String> texts(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> ((Passed) outcome).json().toString().replace('"', '\'')).toList();
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    thread(task);
    return task;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "enrich-test");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
