package dev.windrow.ingest.format;

import com.github.luben.zstd.ZstdOutputStream;
import dev.windrow.config.Compression;
import dev.windrow.config.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** What became of a stream: its items, and the error that ended it. */
record Reads(List<Item> items, Optional<String> error) {

  static final int RECORD_BYTES = 1000;

  static Reading how(Format format) {
    return new Reading(format, Compression.AUTO, ',', RECORD_BYTES, 8, Reading.Tail.TAKE);
  }

  static Reads of(String text, Format format) {
    return of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "", how(format), Mark.START);
  }

  static Reads of(String name, byte[] bytes) {
    return of(new ByteArrayInputStream(bytes), name, how(Format.AUTO), Mark.START);
  }

  static Reads of(InputStream in, String name, Reading how, Mark from) {
    List<Item> items = new ArrayList<>();
    try (RecordStream records = RecordStream.open(in, name, how, from)) {
      for (Optional<Item> item = records.next(); item.isPresent(); item = records.next()) {
        items.add(item.get());
      }
      return new Reads(items, Optional.empty());
    } catch (IOException e) {
      return new Reads(items, Optional.of(e.getMessage()));
    }
  }

  /** Each item in words, as in {@code 2@17 {"a":1}} for a record in line 2 at byte 17, and {@code 3@25 malformed_json} for what is none. */
  List<String> told() {
    return items.stream().map(Reads::told).toList();
  }

  List<String> records() {
    return items.stream().filter(Item.Good.class::isInstance).map(item -> text(item.bytes())).toList();
  }

  static String told(Item item) {
    String what = item instanceof Item.Bad bad ? bad.reason() : text(item.bytes());
    return item.line() + "@" + item.offset() + " " + what;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    return packed(bytes, GZIPOutputStream::new);
  }

  static byte[] zstd(byte[] bytes) {
    return packed(bytes, ZstdOutputStream::new);
  }

  /** A stream that hands out as much as it likes at a time. */
  static InputStream trickle(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, length == 0 ? 0 : 1 + random.nextInt(Math.min(length, 40)));
      }

      @Override
      public synchronized long skip(long count) {
        return count <= 0 ? 0 : super.skip(random.nextInt((int) Math.min(count, 40) + 1));
      }
    };
  }

  private static byte[] packed(byte[] bytes, Packer packer) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packer.open(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private interface Packer {

    OutputStream open(OutputStream to) throws IOException;
  }
}
