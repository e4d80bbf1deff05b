package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files of the page say: that they are all there, and that the content security policy does not stop any of it. */
class PageContentTest {

  private static final Pattern IN_HTML = Pattern.compile("(?:src|href)=\"assets/([^\"]+)\"");
  private static final Pattern IN_MODULE = Pattern.compile("(?:from|import) '\\./([^']+)'");
  private static final Pattern IN_STYLE = Pattern.compile("url\\(");

  private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>([^<]*)</script>");
  private static final Pattern INLINE = Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|javascript:");
  private static final Pattern UNSAFE = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\\.write"
      + "|\\beval\\(|new Function|'style'|\\bstyle:|\\bimport\\(|localStorage");
  private static final Pattern ADDRESS = Pattern.compile("[a-z]+://[^\\s\"')]+");

  /** A namespace is no address, and nobody opens the one in the library's licence comment. */
  private static final Set<String> KNOWN = Set.of("http://www.w3.org/2000/svg", "https://github.com/leeoniya/uPlot");

  @Test
  void theFolderHasExactlyTheFilesThatAreServed() {
    assertThat(PageFiles.names()).containsExactlyInAnyOrderElementsOf(served());
  }

  @Test
  void everyFileThatIsServedIsReferredToAndTheOtherWayRound() {
    assertThat(referredTo()).containsExactlyInAnyOrderElementsOf(Page.ASSETS);
  }

  @Test
  void htmlHasNoScriptOrStyleInIt() {
    String html = PageFiles.text(Page.START);
    List<MatchResult> scripts = SCRIPT.matcher(html).results().toList();

    assertThat(scripts).hasSizeGreaterThan(1)
        .allSatisfy(script -> assertThat(script.group(1)).contains(" src=\"assets/"))
        .allSatisfy(script -> assertThat(script.group(2)).isEmpty());
    assertThat(INLINE.matcher(html).results().map(MatchResult::group)).isEmpty();
    assertThat(INLINE.matcher(PageFiles.text("icon.svg")).results().map(MatchResult::group)).isEmpty();
  }

  @Test
  void modulesMakeNoHtmlAndNoCodeOutOfText() {
    assertThat(PageFiles.modules()).allSatisfy(
        module -> assertThat(UNSAFE.matcher(PageFiles.text(module)).results().map(MatchResult::group)).as(module).isEmpty());
  }

  @Test
  void noAddressLeadsAwayFromTheServer() {
    Stream<MatchResult> addresses = served().stream().map(PageFiles::text).flatMap(text -> ADDRESS.matcher(text).results());

    assertThat(addresses.map(MatchResult::group)).isSubsetOf(KNOWN);
    assertThat(served()).filteredOn(name -> name.endsWith(".css")).hasSizeGreaterThan(1)
        .allSatisfy(style -> assertThat(IN_STYLE.matcher(PageFiles.text(style)).find()).as(style).isFalse());
  }

  @Test
  void theLibraryIsTheVersionThatIsNamedAndHasItsLicence() {
    assertThat(PageFiles.text("uplot.js")).startsWith("/*! https://github.com/leeoniya/uPlot (v1.6.32) */");
    assertThat(PageFiles.text("uplot-LICENSE.txt")).startsWith("The MIT License (MIT)");
  }

  private static Collection<String> served() {
    return Stream.concat(Stream.of(Page.START), Page.ASSETS.stream()).toList();
  }

  private static Set<String> referredTo() {
    Set<String> names = new TreeSet<>(matches(IN_HTML, Page.START));
    PageFiles.modules().forEach(module -> names.addAll(matches(IN_MODULE, module)));
    return names;
  }

  private static List<String> matches(Pattern pattern, String file) {
    return pattern.matcher(PageFiles.text(file)).results().map(match -> match.group(1)).toList();
  }
}
