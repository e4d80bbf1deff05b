package dev.windrow.it;

import com.microsoft.playwright.Page;
import java.util.List;

/** Where things are on a page: what sticks out, what covers something else, what is cut off, which chart is empty. */
final class Layout {

  /**
   * Text is measured by its glyphs. What scrolls may have more than can be seen; names of groups may be cut, they are whole in their title;
   * what only screen readers get has no place.
   */
  private static final String FAULTS = """
      () => {
        const faults = [];
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth) {
          faults.push('wider than the screen: ' + root.scrollWidth + ' of ' + root.clientWidth);
        }
        const line = [...document.querySelectorAll('.top > *')].filter(part => part.checkVisibility() && part.className !== 'spacer').map(part => part.getBoundingClientRect());
        if (innerWidth >= 760 && Math.max(...line.map(box => box.top)) >= Math.min(...line.map(box => box.bottom))) {
          faults.push('the top takes more than a line');
        }
        for (const scroller of document.querySelectorAll('.card .scroll')) {
          if (scroller.scrollWidth > scroller.clientWidth + 1 && getComputedStyle(scroller).maskImage === 'none') {
            faults.push('goes on at the side and does not show it: ' + (scroller.getAttribute('aria-labelledby') ?? scroller.ariaLabel));
          }
        }
        for (const canvas of document.querySelectorAll('figure canvas')) {
          if (canvas.getBoundingClientRect().right > canvas.closest('figure').getBoundingClientRect().right) {
            faults.push('a chart sticks out of its place');
          }
        }
        const covers = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
        const pairs = (things, what) => things.forEach((a, i) => things.slice(i + 1).forEach(b => {
          if (covers(a.box, b.box)) {
            faults.push(what + ': ' + a.name + ' and ' + b.name);
          }
        }));
        const parts = [...document.querySelectorAll('.top, .health, .tile, .card, footer')].filter(part => part.checkVisibility());
        pairs(parts.map(part => ({ name: part.className + ' ' + (part.dataset.tile ?? ''), box: part.getBoundingClientRect() })), 'parts overlap');
        const texts = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const holder = walker.currentNode.parentElement;
          if (walker.currentNode.data.trim() === '' || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest('.sr, .skip, option, noscript, .pick > span')) {
            continue;
          }
          const range = document.createRange();
          range.selectNodeContents(walker.currentNode);
          const box = range.getBoundingClientRect();
          const name = JSON.stringify(walker.currentNode.data.trim().slice(0, 40));
          let scrolls = false;
          for (let outer = holder; outer !== document.body && !scrolls; outer = outer.parentElement) {
            const style = getComputedStyle(outer);
            scrolls = style.overflowX === 'auto';
            const edge = outer.getBoundingClientRect();
            if (style.overflowX === 'hidden' && !outer.matches('.name') && (box.right > edge.right + 1 || box.left < edge.left - 1 || box.bottom > edge.bottom + 1)) {
              faults.push('cut off: ' + name + ' in ' + (outer.className || outer.tagName));
            }
          }
          if (!scrolls && !holder.closest('.uplot')) {
            texts.push({ name, box });
          }
        }
        pairs(texts, 'texts overlap');
        return faults;
      }""";

  private static final String COLOURS = """
      canvas => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Map();
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] === 255) {
            const colour = '#' + [data[i], data[i + 1], data[i + 2]].map(part => part.toString(16).padStart(2, '0')).join('');
            seen.set(colour, (seen.get(colour) ?? 0) + 1);
          }
        }
        const style = getComputedStyle(canvas);
        return [...Array(8).keys()].filter(slot => (seen.get(style.getPropertyValue('--slot-' + slot).trim()) ?? 0) > 50).length;
      }""";

  /** New rows push others down where rows scroll, a longer figure its unit aside, and news of the health what is below; nothing else moves. */
  private static final String OBSERVE_JUMPS = """
      () => {
        window.jumps = [];
        const health = document.querySelector('.health');
        let height = health.offsetHeight;
        new PerformanceObserver(list => {
          if (health.offsetHeight !== height) {
            height = health.offsetHeight;
            return;
          }
          list.getEntries().forEach(({ sources }) => sources
            .filter(({ node }) => node?.parentElement && !node.parentElement.closest('.scroll, .figure'))
            .forEach(({ node, previousRect: from, currentRect: to }) => window.jumps.push(
              (node.className ?? node.data) + ' from ' + [from.x, from.y] + ' to ' + [to.x, to.y])));
        }).observe({ type: 'layout-shift' });
      }""";

  private Layout() {}

  /** From now on {@link #jumps} has what moves by itself. */
  static void observeJumps(Page page) {
    page.evaluate(OBSERVE_JUMPS);
  }

  static List<String> jumps(Page page) {
    return ((List<?>) page.evaluate("() => window.jumps")).stream().map(Object::toString).toList();
  }

  static List<String> faults(Page page) {
    return ((List<?>) page.evaluate(FAULTS)).stream().map(Object::toString).toList();
  }

  /** How many groups' colours can be seen in a chart: {@code left} or {@code right}. */
  static int coloursIn(Page page, String chart) {
    return (Integer) page.locator("[data-chart='" + chart + "'] canvas").evaluate(COLOURS);
  }
}
