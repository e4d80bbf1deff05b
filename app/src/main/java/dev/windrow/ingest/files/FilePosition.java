package dev.windrow.ingest.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.ingest.format.Mark;
import java.util.Optional;

/**
 * How far a file is read. As text it is JSON.
 *
 * @param version of the file, as it was when it was opened
 * @param head of it
 * @param mark where to go on
 * @param log whether it may grow and be gone on with
 * @param end how it ended, if it did
 * @param records good ones before the mark
 * @param rejected bad ones before the mark
 */
record FilePosition(Version version, Head head, Mark mark, boolean log, End end, long records, long rejected) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How far it has come to the end. */
  enum End {
    NOT_YET,
    /** All is read but for a last line that had no end. */
    BUT_FOR_THE_TAIL,
    REACHED
  }

  /** Nothing is read. */
  static FilePosition start(Version version, Head head) {
    return new FilePosition(version, head, Mark.START, false, End.NOT_YET, 0, 0);
  }

  /** Empty when it is none. */
  static Optional<FilePosition> read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return Optional.of(new FilePosition(
          new Version(json.required("size").longValue(), json.required("tag").textValue()),
          new Head(json.required("head_length").intValue(), json.required("head").textValue()),
          new Mark(json.required("offset").longValue(), json.required("line").longValue(), json.required("in_array").booleanValue()),
          json.required("log").booleanValue(),
          End.valueOf(json.required("end").textValue()),
          json.required("records").longValue(),
          json.required("rejected").longValue()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return JSON.createObjectNode()
        .put("size", version.size())
        .put("tag", version.tag())
        .put("head_length", head.length())
        .put("head", head.hash())
        .put("offset", mark.offset())
        .put("line", mark.line())
        .put("in_array", mark.inArray())
        .put("log", log)
        .put("end", end.name())
        .put("records", records)
        .put("rejected", rejected)
        .toString();
  }

  /** Whether there is nothing more to read of a file of this version. */
  boolean isAllOf(Version now, boolean withTail) {
    return version.equals(now) && (end == End.REACHED || (end == End.BUT_FOR_THE_TAIL && !withTail));
  }

  /** Whether what is there now begins with what was read. */
  boolean isPartOf(Version now, byte[] beginning) {
    boolean grown = log && now.size() > version.size();
    return (version.equals(now) || grown) && head.isOf(beginning);
  }

  /** Further on, in a version that begins as this one. */
  FilePosition in(Version now, Head newHead) {
    return new FilePosition(now, newHead, mark, log, End.NOT_YET, records, rejected);
  }

  FilePosition at(Mark next, boolean isLog, End newEnd, long moreRecords, long moreRejected) {
    return new FilePosition(version, head, next, isLog, newEnd, records + moreRecords, rejected + moreRejected);
  }
}
