package dev.windrow.ingest.files;

import dev.windrow.ingest.DeliveryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the files below a folder, in the order of their names, of which one folder at a time is in memory. Hidden ones (with a dot in front) are passed over, and
 * so are links to folders that are listed anyway. A link that leads out of the folder is refused: who may write into the folder must not be able to have other
 * files read.
 *
 * @param root without links in it
 * @param shown as it was named
 * @param depth how many levels of folders are looked into
 * @param wanted of the paths from the root on
 */
record Folder(Path root, String shown, int depth, Predicate<Path> wanted) {

  void list(Finder finder) throws InterruptedException, DeliveryException {
    list(root, depth, finder);
  }

  private void list(Path folder, int levels, Finder finder) throws InterruptedException, DeliveryException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(folder)) {
      entries = listed.filter(entry -> !isHidden(entry)).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      finder.refused(shown(folder), "cannot be listed: " + FileFailures.text(e));
      return;
    }
    for (Path entry : entries) {
      visit(entry, levels, finder);
    }
  }

  private void visit(Path entry, int levels, Finder finder) throws InterruptedException, DeliveryException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        if (levels > 1) {
          list(entry, levels - 1, finder);
        }
      } else if (wanted.test(root.relativize(entry))) {
        file(entry, attributes, finder);
      }
    } catch (NoSuchFileException goneSinceTheFolderWasListed) {
      return;
    } catch (IOException e) {
      finder.refused(shown(entry), FileFailures.text(e));
    }
  }

  private void file(Path entry, BasicFileAttributes attributes, Finder finder) throws IOException, InterruptedException, DeliveryException {
    if (attributes.isSymbolicLink()) {
      link(entry, finder);
    } else if (attributes.isRegularFile()) {
      finder.found(LocalFile.of(entry, shown(entry), attributes));
    } else {
      finder.refused(shown(entry), Listing.NOT_REGULAR);
    }
  }

  private void link(Path entry, Finder finder) throws IOException, InterruptedException, DeliveryException {
    Path target;
    try {
      target = entry.toRealPath();
    } catch (NoSuchFileException e) {
      finder.refused(shown(entry), "it is a link to what does not exist");
      return;
    }
    BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!target.startsWith(root)) {
      finder.refused(shown(entry), "it is a link that leads out of the folder: name the file itself if it is to be read");
    } else if (attributes.isRegularFile()) {
      finder.found(LocalFile.of(target, shown(entry), attributes));
    } else if (!attributes.isDirectory()) {
      finder.refused(shown(entry), Listing.NOT_REGULAR);
    }
  }

  private String shown(Path entry) {
    return entry.equals(root) ? shown : Path.of(shown).resolve(root.relativize(entry)).toString();
  }

  private static boolean isHidden(Path entry) {
    return entry.getFileName().toString().startsWith(".");
  }
}
