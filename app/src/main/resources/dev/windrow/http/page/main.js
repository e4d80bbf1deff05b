import { getJson } from './api.js';
import { Charts } from './charts.js';
import { Choice } from './choice.js';
import { Connection } from './connection.js';
import { DeadLetters } from './dead.js';
import { GroupsDialog } from './dialogs.js';
import { element, one, setAttribute, setText } from './dom.js';
import { Instances } from './instances.js';
import { Ledger } from './ledger.js';
import { Legend } from './legend.js';
import { MeasureChoice } from './measures.js';
import { Partitions } from './partitions.js';
import { Backoff, meaning, Pause } from './retry.js';
import { route, setRoute } from './route.js';
import { StatusPoll } from './status.js';
import { WindowsTable } from './table.js';
import { counted, list, seconds, span } from './text.js';
import { Tiles } from './tiles.js';
import { Watch } from './watch.js';

/** The page looks for news so often. */
const REDRAW_MS = 250;
const CLOCK_MS = 1000;

/** So long after a status, what it said may be counted on: a partition that stood still probably stands still. */
const KNOWN_MS = 5000;

/** The page: what it knows, and when it draws it. Everything is drawn in place, and nothing at all while it is paused or not seen. */
class Page {
  #definitions = [];
  #watch = null;
  #choice = new Choice();
  #status = null;
  #clockOffsetMs = 0;
  #cursor = null;
  #pausedAt = null;
  #stale = true;
  #drawnVersion = -1;
  #backoff = new Backoff();
  #pause = new Pause();

  #charts = new Charts((start) => this.#pointAt(start));
  #legend = new Legend({ toggle: (key) => this.#toggle(key), highlight: (slot) => this.#charts.highlight(slot) });
  #table = new WindowsTable();
  #tiles = new Tiles();
  #partitions = new Partitions();
  #ledger = new Ledger();
  #deadLetters = new DeadLetters();
  #instances = new Instances();
  #measures = new MeasureChoice(() => this.#remember());
  #connection = new Connection(() => this.#tryNow());
  #groups = new GroupsDialog(() => this.#redrawSoon());
  #poll = new StatusPoll({
    status: (status, writtenAt) => this.#take(status, writtenAt),
    failed: (error) => this.#connection.statusFailed(error),
  });

  async start() {
    this.#listen();
    setInterval(() => this.#drawWindows(), REDRAW_MS);
    setInterval(() => this.#drawStatus(), CLOCK_MS);
    await this.#loadDefinitions();
    this.#select(route().aggregation);
    this.#poll.start();
  }

  #listen() {
    one('[data-aggregation]').addEventListener('change', (event) => this.#select(event.target.value));
    one('[data-pause]').addEventListener('click', () => this.#togglePause());
    one('[data-filter]').addEventListener('input', () => this.#redrawSoon());
    one('[data-choose-groups]').addEventListener('click', () => this.#groups.open(this.#watch.windows, this.#choice));
    addEventListener('hashchange', () => this.#routed());
    addEventListener('online', () => this.#tryNow());
    document.addEventListener('visibilitychange', () => document.hidden || this.#tryNow());
  }

  // What is looked at.

  async #loadDefinitions() {
    for (;;) {
      try {
        this.#definitions = (await getJson('api/v1/aggregations')).aggregations;
        break;
      } catch (error) {
        const pauseMs = this.#backoff.nextMs(error);
        this.#connection.failed(error, Date.now() + pauseMs);
        await this.#pause.take(pauseMs);
      }
    }
    this.#backoff.succeeded();
    const select = one('[data-aggregation]');
    select.replaceChildren(...this.#definitions.map(({ name }) => element('option', { value: name }, name)));
    select.disabled = this.#definitions.length < 2;
    if (this.#watch !== null) {
      select.value = this.#watch.windows.definition.name;
    }
  }

  #select(name) {
    const definition = this.#definitions.find((other) => other.name === name) ?? this.#definitions[0];
    if (definition && definition.name !== this.#watch?.windows.definition.name) {
      this.#show(definition);
    }
  }

  #show(definition) {
    this.#watch?.stop();
    this.#choice = new Choice();
    this.#cursor = null;
    one('[data-aggregation]').value = definition.name;
    setText(one('[data-definition-name]'), definition.name);
    setText(one('[data-definition]'), inWords(definition));
    this.#connection.looksAt(definition.name);
    this.#table.define(definition);
    this.#measures.define(definition);
    this.#watch = new Watch(definition, {
      connecting: () => this.#connection.connecting(),
      live: () => this.#live(),
      failed: (error, nextAt) => this.#failed(error, nextAt),
      watermark: (mark) => this.#status && Object.assign(this.#status, mark, { marked_at: this.#now() }),
      slow: (updates) =>
        this.#connection.tell(
          'This browser was too slow for ' + counted(updates, 'update') + ' of open windows; nothing final is missing.'
        ),
      resumed: (resumed) => this.#resumed(resumed),
      redefined: (other) => this.#show(other),
    });
    one('[data-choose-groups]').hidden = definition.group_by.length === 0;
    one('[data-choose-groups]').disabled = false;
    this.#remember();
  }

  #remember() {
    const { left, right } = this.#measures.chosen;
    setRoute({ aggregation: this.#watch.windows.definition.name, left: left.name, right: right?.name });
    this.#redrawSoon();
  }

  /** The address changed: to another view, or to a place on the page, which must not take the view out of it. */
  #routed() {
    const { aggregation } = route();
    if (aggregation !== undefined) {
      this.#select(aggregation);
    } else if (this.#watch !== null) {
      this.#remember();
    }
  }

  #toggle(key) {
    this.#choice.toggleHidden(key);
    this.#redrawSoon();
  }

  #pointAt(start) {
    this.#cursor = start;
    if (this.#watch) {
      this.#legend.show(this.#watch.windows, this.#choice, this.#measures.chosen, start);
    }
  }

  // What comes from the server.

  #take(status, writtenAt) {
    const at = Date.parse(status.now);
    this.#status = { ...status, marked_at: at };
    this.#clockOffsetMs = Math.round(at - writtenAt);
    if (this.#pausedAt === null) {
      this.#tiles.record(this.#status);
    }
    this.#connection.statusCame(this.#status, this.#clockOffsetMs);
    if (!this.#connection.isLive) {
      this.#watch.tryNow();
    }
  }

  #live() {
    this.#connection.live();
    this.#poll.tryNow();
  }

  #resumed(resumed) {
    if (this.#connection.cameBack(resumed)) {
      this.#loadDefinitions();
    }
  }

  async #failed(error, nextAt) {
    this.#connection.failed(error, nextAt);
    if (meaning(error) === 'missing') {
      await this.#loadDefinitions();
      this.#definitions.some((other) => other.name === this.#watch.windows.definition.name) || this.#select(undefined);
    }
  }

  #tryNow() {
    this.#pause.end();
    this.#watch?.tryNow();
    this.#poll.tryNow();
  }

  // Drawing.

  #redrawSoon() {
    this.#stale = true;
  }

  #togglePause() {
    this.#pausedAt = this.#pausedAt === null ? this.#now() : null;
    setAttribute(one('[data-pause]'), 'aria-pressed', this.#pausedAt !== null);
    setText(one('[data-pause]'), this.#pausedAt === null ? 'Pause' : 'Go on');
    this.#redrawSoon();
    this.#connection.draw(this.#pausedAt);
  }

  #drawWindows() {
    if (
      this.#watch === null ||
      document.hidden ||
      !(this.#stale || (this.#pausedAt === null && this.#drawnVersion !== this.#watch.version))
    ) {
      return;
    }
    const { windows } = this.#watch;
    const measures = this.#measures.chosen;
    const waiting = this.#waiting();
    this.#choice.update(windows, measures.left.index);
    this.#charts.draw(windows, this.#choice, measures, waiting);
    this.#legend.show(windows, this.#choice, measures, this.#cursor);
    this.#table.show(windows, one('[data-filter]').value, waiting);
    this.#stale = this.#drawnVersion === -1;
    this.#drawnVersion = this.#watch.version;
  }

  #drawStatus() {
    this.#connection.draw(this.#pausedAt);
    if (document.hidden || this.#pausedAt !== null) {
      return;
    }
    setText(one('[data-now]'), seconds(this.#now()));
    if (this.#status !== null && this.#watch !== null) {
      this.#drawSections(this.#status, this.#watch.windows.definition.name, Math.min(this.#now(), this.#status.marked_at + KNOWN_MS));
      this.#stale ||= this.#watch.windows.starts.length === 0;
    }
  }

  #drawSections(status, aggregation, now) {
    this.#tiles.show(status, aggregation);
    this.#partitions.show(status, now);
    this.#ledger.show(status.aggregations.find((other) => other.name === aggregation)?.ledger);
    this.#deadLetters.show(status.dead_letters, now);
    this.#instances.show(status.instances, now);
    setText(one('[data-app]'), status.application_id);
    setText(
      one('[data-about]'),
      'Windrow ' + status.version + ', ' + status.guarantee.replaceAll('_', ' ') + ', latency ' + span(status.latency_ms)
    );
  }

  /** What is said where windows will be. */
  #waiting() {
    if (this.#status === null) {
      return 'Waiting for the server.';
    }
    const topics = [...new Set(this.#status.sources.map((source) => source.topic))];
    if (this.#status.sources.every((source) => source.clock === null)) {
      return (
        'Waiting for a first event in ' +
        (topics.length === 0 ? 'the input topics' : 'topic ' + list(topics)) +
        '. Send one, or let the simulator send some: its windows show up here at once.'
      );
    }
    return 'Events have come, but no window is kept any more. The next event opens one.';
  }

  /** The server's clock: nothing here depends on that of the browser being right. */
  #now() {
    return Date.now() + this.#clockOffsetMs;
  }
}

function inWords({ window, group_by: groupBy, output }) {
  return (
    span(window.size_ms) +
    ' windows (' +
    window.type +
    '), ' +
    span(window.grace_ms) +
    ' grace, ' +
    (groupBy.length === 0 ? 'all events together' : 'by ' + list(groupBy)) +
    ', to the topic ' +
    output
  );
}

new Page().start();
