package dev.windrow.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * A regular file of this machine.
 *
 * @param path without links in it
 * @param shown as it was found
 */
record LocalFile(Path path, String shown, Version now) implements Origin {

  static LocalFile of(Path path, String shown, BasicFileAttributes attributes) {
    return new LocalFile(path, shown, version(attributes));
  }

  @Override
  public String part() {
    return path.toString();
  }

  @Override
  public String name() {
    return Path.of(shown).getFileName().toString();
  }

  @Override
  public Optional<Version> version() {
    return Optional.of(now);
  }

  /** A link that was put in its place meanwhile is not followed. */
  @Override
  public Opened open(ByteCount count) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      Version version = version(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
      ByteBuffer beginning = ByteBuffer.allocate(Head.LENGTH);
      while (beginning.hasRemaining() && channel.read(beginning) >= 0) {
        continue;
      }
      channel.position(0);
      return new Opened(new ChannelStream(channel, version.size(), count), version, Arrays.copyOf(beginning.array(), beginning.position()));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Version version(BasicFileAttributes attributes) {
    return new Version(attributes.size(), attributes.lastModifiedTime().toInstant().toString());
  }

  /** Passes over what is not wanted without reading it. */
  private static final class ChannelStream extends BulkStream {

    private final SeekableByteChannel channel;
    private final long least;
    private final ByteCount count;

    ChannelStream(SeekableByteChannel channel, long least, ByteCount count) {
      this.channel = channel;
      this.least = least;
      this.count = count;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = channel.read(ByteBuffer.wrap(target, offset, length));
      if (read < 0 && channel.position() < least) {
        throw new IOException("expected " + least + " bytes, as there were when it was opened, found " + channel.position() + ": it was cut while it was read");
      }
      count.read(Math.max(0, read));
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long from = channel.position();
      long to = Math.max(from, Math.min(channel.size(), from + bytes));
      channel.position(to);
      count.passed(to - from);
      return to - from;
    }

    /** Tells those that unpack whether more may come. */
    @Override
    public int available() throws IOException {
      return (int) Math.min(Integer.MAX_VALUE, Math.max(0, channel.size() - channel.position()));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
