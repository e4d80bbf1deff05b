package dev.windrow.ingest.web;

import dev.windrow.ingest.web.WebException.Reason;
import dev.windrow.value.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Unpacks what was sent packed, up to a limit. */
final class Unpacking {

  private Unpacking() {}

  static Answer of(Answer answer, int mostBytes) throws WebException {
    String encoding = answer.header("content-encoding").map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse("identity");
    return switch (encoding) {
      case "identity", "" -> answer;
      case "gzip", "x-gzip" -> answer.body().length == 0 ? answer : answer.with(unpacked(answer, mostBytes));
      default -> throw new WebException(Reason.REFUSED, answer.url(), "expected an answer in gzip or not packed, found content-encoding " + Printable.quoted(encoding));
    };
  }

  static WebException tooLarge(URI url, int mostBytes) {
    return new WebException(Reason.TOO_LARGE, url, "the answer is larger than the " + mostBytes + " bytes of response, unpacked");
  }

  private static byte[] unpacked(Answer answer, int mostBytes) throws WebException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()), 16 << 10)) {
      byte[] unpacked = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw tooLarge(answer.url(), mostBytes);
      }
      return unpacked;
    } catch (IOException damaged) {
      throw new WebException(Reason.CONNECTION, answer.url(), "the answer says that it is gzip, but is damaged or cut off");
    }
  }
}
