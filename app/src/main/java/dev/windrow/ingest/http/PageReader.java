package dev.windrow.ingest.http;

import dev.windrow.config.Compression;
import dev.windrow.config.Format;
import dev.windrow.config.HttpExtract.By;
import dev.windrow.config.HttpExtract;
import dev.windrow.event.Limits;
import dev.windrow.ingest.BadRecord;
import dev.windrow.ingest.RawRecord;
import dev.windrow.ingest.format.Item;
import dev.windrow.ingest.format.Mark;
import dev.windrow.ingest.format.Reading;
import dev.windrow.ingest.format.RecordStream;
import dev.windrow.ingest.web.Answer;
import dev.windrow.ingest.web.AnswerReader;
import dev.windrow.ingest.web.MalformedAnswerException;
import dev.windrow.ingest.web.ShownUrl;
import dev.windrow.ingest.web.UrlReference;
import dev.windrow.value.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a page of an answer. Thread-safe. */
final class PageReader implements AnswerReader<Page> {

  /** It has to fit into a position. */
  private static final int LONGEST_NEXT = 8_192;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final HttpExtract extract;
  private final Limits limits;
  private final RecordId id;

  PageReader(HttpExtract extract, Limits limits) {
    this.extract = extract;
    this.limits = limits;
    this.id = new RecordId(extract.id());
  }

  @Override
  public Page read(Answer answer) throws MalformedAnswerException {
    if (answer.isNotModified()) {
      return Page.UNCHANGED;
    }
    byte[] body = withoutByteOrderMark(answer.body());
    Format format = format(answer, body);
    Content content = new Content(ShownUrl.of(answer.url()));
    Optional<String> cursor = Optional.empty();
    boolean hasPlace = true;
    if (format == Format.JSON) {
      JsonPage.Found found = JsonPage.read(requireUtf8(body), extract.records(), extract.pages().by() == By.CURSOR ? Optional.of(extract.pages().cursor()) : Optional.empty());
      found.elements().forEach(content::add);
      cursor = found.cursor();
      hasPlace = found.hasPlace() || body.length == 0;
    } else {
      content.addAll(body, format, answer.url().getPath());
    }
    Optional<String> next = extract.pages().by() == By.LINK ? link(answer) : cursor;
    return new Page(content.records, content.bad, hasPlace, requireShort(next), Validators.of(answer), body.length, false);
  }

  /** What is configured, or else what the answer says, or else what it looks like; a page of HTML is never taken for CSV. */
  private Format format(Answer answer, byte[] body) throws MalformedAnswerException {
    if (extract.format() != Format.AUTO) {
      return extract.format();
    }
    if (!extract.records().toString().isEmpty() || extract.pages().by() == By.CURSOR) {
      return Format.JSON;
    }
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    String path = String.valueOf(answer.url().getPath()).toLowerCase(Locale.ROOT);
    if (type.contains("ndjson") || type.contains("jsonl") || path.endsWith(".ndjson") || path.endsWith(".jsonl")) {
      return Format.NDJSON;
    }
    if (type.contains("text/csv") || path.endsWith(".csv") && !type.contains("json") && !type.contains("html")) {
      return Format.CSV;
    }
    requireJson(body);
    return Format.AUTO;
  }

  private static void requireJson(byte[] body) throws MalformedAnswerException {
    int first = 0;
    while (first < body.length && (body[first] == ' ' || body[first] == '\n' || body[first] == '\r' || body[first] == '\t')) {
      first++;
    }
    if (first < body.length && body[first] != '{' && body[first] != '[') {
      String beginning = new String(body, first, Math.min(40, body.length - first), StandardCharsets.UTF_8);
      throw new MalformedAnswerException("expected JSON, found " + Printable.quoted(beginning));
    }
  }

  private static byte[] requireUtf8(byte[] body) throws MalformedAnswerException {
    for (byte b : body) {
      if (b < 0) {
        return decoded(body);
      }
    }
    return body;
  }

  private static byte[] decoded(byte[] body) throws MalformedAnswerException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return body;
    } catch (CharacterCodingException e) {
      throw new MalformedAnswerException("expected UTF-8, found something else");
    }
  }

  /** As an address of its own. */
  private static Optional<String> link(Answer answer) throws MalformedAnswerException {
    Optional<String> reference = LinkHeader.next(answer.headers("link"));
    try {
      return reference.isEmpty() ? reference : Optional.of(UrlReference.resolve(answer.url(), reference.get()).toString());
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      throw new MalformedAnswerException("expected an address in the header Link, found " + Printable.quoted(reference.orElseThrow()));
    }
  }

  private static Optional<String> requireShort(Optional<String> next) throws MalformedAnswerException {
    if (next.isPresent() && next.get().length() > LONGEST_NEXT) {
      throw new MalformedAnswerException("expected a cursor or link of at most " + LONGEST_NEXT + " characters, found " + next.get().length());
    }
    return next;
  }

  private static byte[] withoutByteOrderMark(byte[] body) {
    boolean isThere = body.length >= 3 && Arrays.equals(body, 0, 3, BYTE_ORDER_MARK, 0, 3);
    return isThere ? Arrays.copyOfRange(body, 3, body.length) : body;
  }

  /** The records of one answer. Confined to one thread. */
  private final class Content {

    private final String shown;
    private final List<RawRecord> records = new ArrayList<>();
    private final List<BadRecord> bad = new ArrayList<>();

    Content(String shown) {
      this.shown = shown;
    }

    /** An element of an array, or the only value. */
    void add(byte[] element) {
      if (element.length > limits.recordBytes()) {
        addBad(element, "record_too_large", "expected at most " + limits.recordBytes() + " bytes, found " + element.length);
      } else if (element[0] == '{') {
        records.add(new RawRecord(id.of(element), place(), element));
      } else {
        addBad(element, "not_an_object", "expected an object");
      }
    }

    void addAll(byte[] body, Format format, String name) throws MalformedAnswerException {
      Reading how = new Reading(format, Compression.NONE, ',', limits.recordBytes(), limits.depth(), Reading.Tail.TAKE);
      try (RecordStream stream = RecordStream.open(new ByteArrayInputStream(body), name, how, Mark.START)) {
        for (Optional<Item> item = stream.next(); item.isPresent(); item = stream.next()) {
          if (item.get() instanceof Item.Bad malformed) {
            addBad(malformed.bytes(), malformed.reason(), malformed.detail());
          } else {
            records.add(new RawRecord(id.of(item.get().bytes()), place(), item.get().bytes()));
          }
        }
      } catch (IOException malformed) {
        throw new MalformedAnswerException(malformed.getMessage());
      }
    }

    private void addBad(byte[] bytes, String reason, String detail) {
      byte[] kept = bytes.length > RecordStream.KEPT_BYTES ? Arrays.copyOf(bytes, RecordStream.KEPT_BYTES) : bytes;
      bad.add(new BadRecord(place(), kept, reason, detail));
    }

    private String place() {
      return shown + ", record " + (records.size() + bad.size() + 1);
    }
  }
}
