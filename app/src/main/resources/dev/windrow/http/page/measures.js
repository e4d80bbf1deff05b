import { element, one, setText } from './dom.js';
import { route } from './route.js';

/** Which measure each of the two charts shows: a count and an average, unless the address or the user say otherwise. */
export class MeasureChoice {
  #definition = { measures: [] };
  #selects = { left: one('[data-measure="left"]'), right: one('[data-measure="right"]') };

  constructor(changed) {
    Object.values(this.#selects).forEach((select) => select.addEventListener('change', changed));
  }

  define(definition) {
    this.#definition = definition;
    const { left, right } = route();
    for (const select of Object.values(this.#selects)) {
      select.replaceChildren(...definition.measures.map((measure) => this.#option(measure)));
    }
    const first = this.#find(left) ?? this.#ofFunction('count') ?? definition.measures[0];
    const second = this.#find(right) ?? this.#ofFunction('avg') ?? definition.measures.find((measure) => measure !== first) ?? first;
    this.#selects.left.value = first.name;
    this.#selects.right.value = second.name;
  }

  /** {left, right} of {name, index, fromZero}; no right one when there is only one measure. */
  get chosen() {
    return { left: this.#measure('left'), right: this.#definition.measures.length < 2 ? null : this.#measure('right') };
  }

  #measure(side) {
    const index = Math.max(0, this.#selects[side].selectedIndex);
    const { name, function: expression } = this.#definition.measures[index];
    return { name, index, fromZero: /^(count|sum)\b/.test(expression) };
  }

  #option({ name, function: expression }) {
    const option = element('option', { value: name });
    setText(option, name === expression ? name : name + ' = ' + expression);
    return option;
  }

  #find(name) {
    return this.#definition.measures.find((measure) => measure.name === name);
  }

  #ofFunction(name) {
    return this.#definition.measures.find((measure) => measure.function.startsWith(name + '('));
  }
}
