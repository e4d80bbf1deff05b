import { keepToken } from './api.js';
import { element, keep, one, setText } from './dom.js';
import { canonically } from './windows.js';
import { SLOTS } from './choice.js';
import { counted } from './text.js';

const MOST_LISTED = 200;

/** Asks for a token when the server wants one. */
export class TokenDialog {
  #dialog = one('[data-token-dialog]');
  #input = one('#token');

  constructor(given) {
    one('[data-token-form]').addEventListener('submit', (event) => {
      event.preventDefault();
      keepToken(this.#input.value.trim());
      this.#input.value = '';
      this.#dialog.close();
      given();
    });
  }

  /** @param problem what the server says about the token that it was sent; '' when there was none */
  ask(problem) {
    if (this.#dialog.open) {
      return;
    }
    this.#dialog.showModal();
    setText(
      one('#token-problem'),
      problem === '' ? '' : 'The server did not take this token: ' + problem + '. Check that it was copied as a whole.'
    );
  }
}

/** Lets the user choose which groups are drawn. */
export class GroupsDialog {
  #dialog = one('[data-groups-dialog]');
  #list = one('[data-groups-list]');
  #filter = one('#groups-filter');
  #note = one('[data-groups-note]');
  #windows;
  #choice;
  #changed;

  constructor(changed) {
    this.#changed = changed;
    this.#filter.addEventListener('input', () => this.#show());
    one('[data-groups-done]').addEventListener('click', () => this.#dialog.close());
    one('[data-groups-auto]').addEventListener('click', () => {
      this.#choice.chooseAutomatically();
      this.#dialog.close();
      changed();
    });
  }

  open(windows, choice) {
    this.#windows = windows;
    this.#choice = choice;
    this.#filter.value = '';
    this.#show();
    this.#dialog.showModal();
  }

  #show() {
    const text = this.#filter.value.trim().toLowerCase();
    const fitting = [...this.#windows.groups.values()].filter((group) => group.label.toLowerCase().includes(text)).sort(canonically);
    keep(this.#list, fitting.slice(0, MOST_LISTED), {
      key: (group) => group.key,
      create: (group) => this.#line(group),
      update: (node, group) => this.#update(node, group),
    });
    setText(
      this.#note,
      this.#choice.keys.length +
        ' of at most ' +
        SLOTS +
        ' are drawn' +
        (fitting.length > MOST_LISTED ? '; the first ' + MOST_LISTED + ' of ' + counted(fitting.length, 'group') + ' are listed.' : '.')
    );
  }

  #line(group) {
    const box = element('input', { type: 'checkbox' });
    box.addEventListener('change', () => {
      this.#choice.toggle(group.key);
      this.#show();
      this.#changed();
    });
    return element('li', { 'data-group': group.key }, element('label', {}, box, element('span', { class: 'name' }, group.label)));
  }

  #update(node, group) {
    const box = one('input', node);
    box.checked = this.#choice.keys.includes(group.key);
    box.disabled = !box.checked && this.#choice.keys.length === SLOTS;
  }
}
