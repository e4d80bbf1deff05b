package dev.windrow.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path stands for. */
class ListingTest {

  private static final String LEADS_OUT = " refused: it is a link that leads out of the folder: name the file itself if it is to be read";

  @TempDir
  private Path temporary;

  private Path folder;

  @BeforeEach
  void files() throws IOException {
    folder = temporary.toRealPath().resolve("data");
    for (String name : List.of("b.json", "a.csv", "sub/c.json", "sub/deep/d.json", ".hidden.json", ".git/e.json", "[1].json")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{}");
    }
  }

  @Test
  void aFolderIsAllBelowItInOrderWithoutWhatIsHidden() throws Exception {
    assertThat(listed(folder.toString())).containsExactly("[1].json", "a.csv", "b.json", "sub/c.json", "sub/deep/d.json");
  }

  @Test
  void patternsFitNamesAndTwoStarsFitFolders() throws Exception {
    assertThat(listed(folder + "/*.json")).containsExactly("[1].json", "b.json");
    assertThat(listed(folder + "/*/*.json")).containsExactly("sub/c.json");
    assertThat(listed(folder + "/**/*.json")).containsExactly("sub/c.json", "sub/deep/d.json");
    assertThat(listed(folder + "/**.json")).containsExactly("[1].json", "b.json", "sub/c.json", "sub/deep/d.json");
    assertThat(listed(folder + "/{a,b}.*")).containsExactly("a.csv", "b.json");
    assertThat(listed(folder + "/s?b/c.json")).containsExactly("sub/c.json");
  }

  @Test
  void whatExistsByItsNameIsNoPattern() throws Exception {
    assertThat(listed(folder + "/[1].json")).containsExactly("[1].json");
  }

  @Test
  void whatIsNamedIsReadHiddenOrNot() throws Exception {
    assertThat(listed(folder + "/.hidden.json")).containsExactly(".hidden.json");
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    assertThat(listed(folder + "/x.json", folder + "/x*.json", folder + "/none/*.json", folder + "/[", "a\0b")).containsExactly(
        "x.json refused: it does not exist",
        "x*.json refused: nothing fits this pattern",
        "none/*.json refused: it does not exist",
        "[ refused: it is no path: Missing ']",
        "a\0b refused: it is no path: Nul character not allowed");
  }

  @Test
  void anAddressIsAFileThatIsElsewhere() throws Exception {
    assertThat(listed("https://example.com/a.json?x=1", "HTTP://example.com", "https://ann:secret@exa mple.com/a?token=secret")).containsExactly(
        "https://example.com/a.json", "HTTP://example.com", "https://exa mple.com/a refused: it is no address: Illegal character in authority");
  }

  @Test
  void whatIsNotThereYetIsWaitedForWhenTheFolderIsWatched() throws Exception {
    Told told = new Told();

    new Listing(List.of(folder + "/x.json", folder + "/x*.json"), new PlainDownloads(), false).list(told);

    assertThat(told.lines).isEmpty();
  }

  @Test
  void aLinkWithinTheFolderIsTheFileItLeadsTo() throws Exception {
    Files.createSymbolicLink(folder.resolve("sub/link.json"), Path.of("../.hidden.json"));
    Told told = new Told();

    new Listing(List.of(folder + "/**/l*"), new PlainDownloads(), true).list(told);

    assertThat(told.parts).containsExactly(folder.resolve(".hidden.json").toString());
  }

  @Test
  void linksOutOfTheFolderAreRefused() throws Exception {
    Path outside = Files.createDirectory(folder.resolveSibling("outside"));
    Files.writeString(outside.resolve("secret.json"), "{}");
    Files.createSymbolicLink(folder.resolve("file.json"), outside.resolve("secret.json"));
    Files.createSymbolicLink(folder.resolve("folder.json"), outside);
    Files.createSymbolicLink(folder.resolve("relative.json"), Path.of("../outside/secret.json"));
    Files.createSymbolicLink(folder.resolve("nowhere.json"), Path.of("nothing"));
    Files.createSymbolicLink(folder.resolve("round.json"), Path.of("round.json"));
    Files.createSymbolicLink(folder.resolve("sub/up.json"), folder);

    assertThat(listed(folder + "/{f,r,n}*.json", folder + "/sub")).containsExactly(
        "file.json" + LEADS_OUT,
        "folder.json" + LEADS_OUT,
        "nowhere.json refused: it is a link to what does not exist",
        "relative.json" + LEADS_OUT,
        "round.json refused: Too many levels of symbolic links or unable to access attributes of symbolic link",
        "sub/c.json",
        "sub/deep/d.json",
        "sub/up.json" + LEADS_OUT);
  }

  @Test
  void aLinkThatIsNamedIsFollowed() throws Exception {
    Path outside = Files.writeString(folder.resolveSibling("outside.json"), "{}");
    Files.createSymbolicLink(folder.resolve("link.json"), outside);
    Files.createSymbolicLink(folder.resolveSibling("data-link"), folder.resolve("sub"));

    assertThat(listed(folder + "/link.json")).containsExactly("link.json");
    assertThat(listed(folder.resolveSibling("data-link").toString())).hasSize(2);
  }

  @Test
  void pipesAndDevicesAreRefused() throws Exception {
    Path pipe = folder.resolve("sub/pipe.json");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(listed(folder + "/sub", pipe.toString(), "/dev/null")).containsExactly(
        "sub/c.json", "sub/deep/d.json", "sub/pipe.json refused: " + Listing.NOT_REGULAR, "sub/pipe.json refused: " + Listing.NOT_REGULAR,
        "/dev/null refused: " + Listing.NOT_REGULAR);
  }

  @Test
  void aLinkThatIsPutInPlaceOfAFileIsNotFollowed() throws Exception {
    LocalFile listed = LocalFile.of(folder.resolve("b.json"), "b.json", Files.readAttributes(folder.resolve("b.json"),
        java.nio.file.attribute.BasicFileAttributes.class));
    Files.delete(folder.resolve("b.json"));
    Files.createSymbolicLink(folder.resolve("b.json"), folder.resolve("a.csv"));

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> listed.open(null)).isInstanceOf(IOException.class);
  }

  @Test
  void faultsOfTheFileSystemAreSaidInWords() {
    assertThat(FileFailures.text(new AccessDeniedException("/x"))).isEqualTo("permission denied: the user that Windrow runs as has to be allowed to read it");
    assertThat(FileFailures.text(new FileSystemException("/x", null, "Input/output error"))).isEqualTo("Input/output error");
    assertThat(FileFailures.text(new IOException("two\nlines"))).isEqualTo("two\\u000alines");
    assertThat(FileFailures.text(new IOException())).isEqualTo("IOException");
  }

  private List<String> listed(String... paths) throws Exception {
    Told told = new Told();
    new Listing(List.of(paths), new PlainDownloads(), true).list(told);
    return told.lines;
  }

  private final class Told implements Finder {

    private final List<String> lines = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    @Override
    public void found(Origin file) {
      lines.add(relative(file.shown()));
      parts.add(file.part());
    }

    @Override
    public void refused(String shown, String reason) {
      lines.add(relative(shown) + " refused: " + reason.lines().findFirst().orElse("").replaceAll("(Missing ']|Nul character not allowed).*", "$1"));
    }

    private String relative(String shown) {
      return shown.startsWith(folder + "/") ? shown.substring(folder.toString().length() + 1) : shown;
    }
  }
}
