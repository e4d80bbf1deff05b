package dev.windrow.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.config.Format;
import dev.windrow.config.HttpExtract;
import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract.Pages;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import dev.windrow.ingest.BadRecord;
import dev.windrow.ingest.RawRecord;
import dev.windrow.ingest.web.Answer;
import dev.windrow.ingest.web.MalformedAnswerException;
import dev.windrow.ingest.web.TestWeb;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {

  private static final Limits LIMITS = new Limits(1_000, 64, 1_000);

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/items | {\"items\":[{\"n\":1}, {\"n\":2.50 ,\"ä\":\"€\"}],\"next\":\"x\"} | {\"n\":1};{\"n\":2.50 ,\"ä\":\"€\"}",
      "/data/0/list | {\"data\":[{\"list\":[{\"a\":{\"b\":[]}}]},{\"list\":[{}]}]} | {\"a\":{\"b\":[]}}",
      "/items | {\"other\":[{\"x\":1}],\"items\":{\"n\":1}} | {\"n\":1}",
      "/items | {\"items\":[]} | ''",
      "/items | {\"items\":null} | ''",
      "'' | [{\"n\":1},{\"n\":2}] | {\"n\":1};{\"n\":2}",
      "'' | {\"n\":1} | {\"n\":1}",
      "'' | ' {\"n\":1} {\"n\":2} ' | {\"n\":1};{\"n\":2}",
      "'' | [] | ''",
      "'' | '' | ''"})
  void recordsAreTakenAsTheyAreWritten(String pointer, String body, String records) throws Exception {
    for (Format format : List.of(Format.AUTO, Format.JSON)) {
      assertThat(texts(reader(pointer, format, By.PAGE, Optional.empty()).read(answer(body)))).as(format.name()).isEqualTo(records);
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfIt() throws Exception {
    assertThat(texts(reader("/a", Format.AUTO, By.PAGE, Optional.empty()).read(answer("\uFEFF{\"a\":[{\"é\":1}]}")))).isEqualTo("{\"é\":1}");
  }

  @Test
  void whatIsNoObjectIsBadAndTheOthersAreNot() throws Exception {
    Page page = reader("/a", Format.AUTO, By.PAGE, Optional.empty()).read(answer("{\"a\":[1,{\"n\":1},\"x\",[{}], {\"long\":\"" + "x".repeat(1_000) + "\"}]}"));

    assertThat(texts(page)).isEqualTo("{\"n\":1}");
    assertThat(page.bad()).extracting(BadRecord::reason).containsExactly("not_an_object", "not_an_object", "not_an_object", "record_too_large");
    assertThat(page.bad()).extracting(bad -> new String(bad.bytes(), StandardCharsets.UTF_8)).startsWith("1", "\"x\"", "[{}]");
    assertThat(page.records().get(0).place()).isEqualTo("http://h/a?page=3, record 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":[{\"n\":1}", "{\"a\":[{\"n\":1}]}}", "{\"a\":[{\"n\" 1}]}", "<html>", "{\"a\":[{\"n\":\"\u0001\"}]}", "nothing"})
  void anAnswerThatIsNoJsonIsMalformedAsAWhole(String body) {
    assertThatThrownBy(() -> reader("/a", Format.AUTO, By.PAGE, Optional.empty()).read(answer(body)))
        .isInstanceOf(MalformedAnswerException.class).hasMessageStartingWith("expected JSON, found");
    assertThatThrownBy(() -> reader("", Format.AUTO, By.PAGE, Optional.empty()).read(answer("<html>"))).hasMessageContaining("'<html>'");
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    byte[] latin = "{\"a\":[{\"n\":\"é\"}]}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> reader("/a", Format.JSON, By.PAGE, Optional.empty()).read(new Answer(URI.create("http://h/a"), 200, Map.of(), latin)))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void whereNothingIsAtThePointerThatIsSaid() throws Exception {
    assertThat(reader("/items", Format.AUTO, By.PAGE, Optional.empty()).read(answer("{\"results\":[{}]}")).hasPlace()).isFalse();
    assertThat(reader("/items", Format.AUTO, By.PAGE, Optional.empty()).read(answer("{\"items\":[]}")).hasPlace()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{\"items\":[],\"next\":\"abc\"} | abc", "{\"next\":123,\"items\":[]} | 123", "{\"next\":null} | ''", "{\"next\":\"\"} | ''", "{\"next\":false} | ''",
      "{\"next\":{\"a\":1}} | ''", "{} | ''"})
  void aCursorIsATextOrANumber(String body, String cursor) throws Exception {
    assertThat(reader("/items", Format.AUTO, By.CURSOR, Optional.empty()).read(answer(body)).next()).isEqualTo(Optional.of(cursor).filter(text -> !text.isEmpty()));
  }

  @Test
  void aCursorCanBeInTheRecordItself() throws Exception {
    Page page = reader("", Format.AUTO, By.CURSOR, Optional.empty()).read(answer("{\"n\":1,\"next\":\"abc\",\"m\":[]}"));

    assertThat(texts(page)).isEqualTo("{\"n\":1,\"next\":\"abc\",\"m\":[]}");
    assertThat(page.next()).contains("abc");
  }

  @Test
  void aLinkIsRelativeToThePageThatHasIt() throws Exception {
    Answer answer = new Answer(URI.create("http://h/a/b?x"), 200, Map.of("link", List.of("<c?page=2>; rel=next")), "[]".getBytes(StandardCharsets.UTF_8));

    assertThat(reader("", Format.AUTO, By.LINK, Optional.empty()).read(answer).next()).contains("http://h/a/c?page=2");
  }

  @Test
  void linesAndRowsAreRecordsToo() throws Exception {
    Answer lines = new Answer(URI.create("http://h/a"), 200, Map.of("content-type", List.of("application/x-ndjson")), "{\"n\":1}\nbad\n{\"n\":2}".getBytes(StandardCharsets.UTF_8));
    Answer rows = new Answer(URI.create("http://h/a"), 200, Map.of("content-type", List.of("text/csv; charset=utf-8")), "n,m\n1,x\n2,\n".getBytes(StandardCharsets.UTF_8));
    PageReader reader = reader("", Format.AUTO, By.NONE, Optional.empty());

    assertThat(texts(reader.read(lines))).isEqualTo("{\"n\":1};{\"n\":2}");
    assertThat(reader.read(lines).bad()).extracting(BadRecord::reason).containsExactly("malformed_json");
    assertThat(texts(reader.read(rows))).isEqualTo("{\"n\":\"1\",\"m\":\"x\"};{\"n\":\"2\"}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{\"id\":\"a-1\"} | a-1", "{\"x\":{\"id\":1},\"id\":17} | 17", "{\"id\":1.50} | 1.50", "{\"id\":true} | true",
      "{\"n\":1} | 2bfd14f43d17fc7cea24e0917a8879b4b2f880b8baeec1b9d90fbaad655e71bd"})
  void anIdIsAFieldOrTheHashOfTheBytes(String record, String id) throws Exception {
    Page page = reader("", Format.AUTO, By.NONE, Optional.of(FieldPath.parse("id"))).read(answer(record));

    assertThat(page.records()).extracting(RawRecord::id).containsExactly(id);
  }

  private static PageReader reader(String pointer, Format format, By by, Optional<FieldPath> id) {
    Pages pages = new Pages(by, "page", 1, 0, "limit", JsonPointer.compile("/next"), 100);
    return new PageReader(new HttpExtract(List.of(URI.create("http://h/a")), JsonPointer.compile(pointer), id, format, pages, Optional.empty(), TestWeb.REQUESTS), LIMITS);
  }

  private static Answer answer(String body) {
    return new Answer(URI.create("http://h/a?page=3"), 200, Map.of("content-type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String texts(Page page) {
    return String.join(";", page.records().stream().map(record -> new String(record.json(), StandardCharsets.UTF_8)).toList());
  }
}
