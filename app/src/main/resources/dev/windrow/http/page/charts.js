import { Chart } from './chart.js';
import { one, setAttribute, setNote, setText } from './dom.js';
import { seriesOf } from './series.js';
import { counted, grouped, seconds } from './text.js';

const SYNC = 'windows';

/** The two charts of one aggregation, which share their groups and their cursor. */
export class Charts {
  #section = one('[data-charts]');
  #sides;

  /** @param cursorMoved gets the first moment of the window under the cursor, or null */
  constructor(cursorMoved) {
    this.#sides = ['left', 'right'].map((side) => {
      const figure = one('[data-chart="' + side + '"]');
      return { side, figure, chart: new Chart(one('[data-plot]', figure), SYNC, cursorMoved) };
    });
  }

  /** @param waiting what is said while there are no windows */
  draw(windows, choice, measures, waiting) {
    setAttribute(this.#section, 'data-one', measures.right === null);
    for (const { side, figure, chart } of this.#sides) {
      const measure = measures[side];
      figure.hidden = measure === null;
      if (measure !== null) {
        chart.draw(seriesOf(windows, choice, measure.index, chart.capacity), measure.fromZero, (start) =>
          describe(windows, choice, measure, start)
        );
        setNote(one('[data-empty]', figure), windows.starts.length === 0 ? waiting : '');
        setText(one('[data-chart-summary]', figure), summary(windows, choice, measure));
      }
    }
  }

  highlight(slot) {
    this.#sides.forEach(({ chart }) => chart.highlight(slot));
  }
}

function describe(windows, choice, measure, start) {
  const figures = choice.keys
    .filter((key) => !choice.isHidden(key))
    .flatMap((key) => {
      const cell = windows.row(start, key)?.cells[measure.index] ?? null;
      return cell === null ? [] : [windows.groups.get(key).label + ' ' + grouped(cell)];
    });
  return 'window ' + seconds(start) + ', ' + (windows.isOpen(start) ? 'open' : 'closed') + ': ' + (figures.join(', ') || 'nothing');
}

function summary(windows, choice, measure) {
  return (
    'Chart of ' +
    measure.name +
    ' per window for ' +
    choice.keys.length +
    ' of ' +
    counted(windows.groups.size, 'group') +
    '. The table of groups beside it has the newest figures, the table of latest windows has all.'
  );
}
