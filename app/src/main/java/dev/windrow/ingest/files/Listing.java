package dev.windrow.ingest.files;

import dev.windrow.ingest.DeliveryException;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the paths of a source stand for now: a file, all below a folder, or what fits a pattern as in {@code data/*.json} or
 * {@code data/**}{@code /*.json}, what is at an address.
 * What exists by its name is no pattern.
 *
 * @param downloads get what is at an address
 * @param complete whether something that is not there is a fault; otherwise it is expected to come
 */
record Listing(List<String> paths, Downloads downloads, boolean complete) {

  static final String NOT_REGULAR =
      "it is neither a file nor a folder: pipes and devices are not read, because a restart could not go on where it stopped; write it into a file first";

  private static final Pattern ADDRESS = Pattern.compile("(?i)https?://.*");
  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  void list(Finder finder) throws InterruptedException, DeliveryException {
    for (String path : paths) {
      try {
        list(path, finder);
      } catch (InvalidPathException | PatternSyntaxException e) {
        finder.refused(path, "it is no path: " + FileFailures.text(e));
      } catch (NoSuchFileException e) {
        missing(path, finder);
      } catch (IOException e) {
        finder.refused(path, FileFailures.text(e));
      }
    }
  }

  private void list(String path, Finder finder) throws IOException, InterruptedException, DeliveryException {
    if (ADDRESS.matcher(path).matches()) {
      address(path, finder);
      return;
    }
    Path named = Path.of(path);
    if (Files.notExists(named) && WILD.matcher(path).find()) {
      matching(path, finder);
      return;
    }
    Path real = named.toRealPath();
    BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      new Folder(real, path, Integer.MAX_VALUE, all -> true).list(finder);
    } else if (attributes.isRegularFile()) {
      finder.found(LocalFile.of(real, path, attributes));
    } else {
      finder.refused(path, NOT_REGULAR);
    }
  }

  /** What is no address may have secrets in it all the same. */
  private void address(String path, Finder finder) throws InterruptedException, DeliveryException {
    URI address;
    try {
      address = new URI(path);
    } catch (URISyntaxException e) {
      finder.refused(path.replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//"), "it is no address: " + Printable.text(e.getReason()));
      return;
    }
    finder.found(new RemoteFile(address, downloads));
  }

  /** Looks below the last folder that has no pattern in its name. */
  private void matching(String pattern, Finder finder) throws IOException, InterruptedException, DeliveryException {
    int wild = WILD.matcher(pattern).results().findFirst().orElseThrow().start();
    int base = pattern.lastIndexOf('/', wild) + 1;
    String shown = base == 0 ? "" : pattern.substring(0, base);
    String below = pattern.substring(base);
    int depth = below.contains("**") ? Integer.MAX_VALUE : (int) below.chars().filter(c -> c == '/').count() + 1;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + below);
    Counted counted = new Counted(finder);
    new Folder(Path.of(shown).toRealPath(), shown, depth, matcher::matches).list(counted);
    if (complete && counted.count == 0) {
      finder.refused(pattern, "nothing fits this pattern");
    }
  }

  private void missing(String path, Finder finder) throws InterruptedException, DeliveryException {
    if (complete) {
      finder.refused(path, "it does not exist");
    }
  }

  private static final class Counted implements Finder {

    private final Finder finder;
    private int count;

    Counted(Finder finder) {
      this.finder = finder;
    }

    @Override
    public void found(Origin file) throws InterruptedException, DeliveryException {
      count++;
      finder.found(file);
    }

    @Override
    public void refused(String shown, String reason) throws InterruptedException, DeliveryException {
      count++;
      finder.refused(shown, reason);
    }
  }
}
