import { element, keep, one, setAttribute, setText } from './dom.js';
import { bytes, counted, duration, grouped, list, rate, visible } from './text.js';

const MOST_TASKS = 12;

/** The instances of the service: who answers, what each does, and how much memory it uses. */
export class Instances {
  #list = one('[data-instances]');
  #note = one('[data-instances-note]');

  show(instances, now) {
    const silent = instances.filter((instance) => !instance.reachable).length;
    setText(this.#note, counted(instances.length, 'instance') + (silent === 0 ? '' : ', ' + silent + ' not reachable'));
    keep(this.#list, instances, { key: (instance) => instance.instance, create, update: (node, instance) => update(node, instance, now) });
  }
}

function create({ instance }) {
  return element(
    'li',
    { 'data-instance': instance },
    element(
      'p',
      { class: 'who' },
      element('b', {}, instance),
      ' ',
      element('span', { class: 'soft' }),
      element('span', { class: 'state' })
    ),
    element('p', { class: 'what' }),
    element(
      'p',
      { class: 'memory' },
      element('span', { class: 'track', 'aria-hidden': 'true' }, element('span', { class: 'bar' })),
      element('span')
    ),
    element('ul', { class: 'pipelines', 'aria-label': 'Sources and sinks' })
  );
}

function update(node, instance, now) {
  const [who, what, memory, pipelines] = node.children;
  setAttribute(node, 'data-reachable', instance.reachable);
  setText(who.children[1], instance.self ? 'answers this page' : '');
  const state = who.children[2];
  setAttribute(state, 'data-tone', !instance.reachable ? 'bad' : instance.state === 'RUNNING' ? 'good' : 'warn');
  setText(state, instance.reachable ? words(instance.state) : 'not reachable');
  setText(what, instance.reachable ? doing(instance, now) : instance.reason);
  memory.hidden = !instance.reachable;
  pipelines.hidden = !instance.reachable || instance.pipelines.length === 0;
  if (instance.reachable) {
    updateMemory(memory, instance.memory);
    keep(pipelines, instance.pipelines, {
      key: (pipeline) => pipeline.kind + ' ' + pipeline.name,
      create: (pipeline) => element('li', { 'data-pipeline': pipeline.name }, element('span'), ' ', element('span', { class: 'state' })),
      update: updatePipeline,
    });
  }
}

function updatePipeline(node, pipeline) {
  const [what, state] = node.children;
  setText(
    what,
    [
      pipeline.kind + ' ' + pipeline.name,
      grouped(pipeline.records) + ' records',
      ...(pipeline.rejected === 0 ? [] : [grouped(pipeline.rejected) + ' dead letters']),
      ...(pipeline.failed_parts === 0 ? [] : [grouped(pipeline.failed_parts) + ' could not be read']),
      ...(pipeline.error === '' ? [] : [visible(pipeline.error)]),
    ].join(' · ')
  );
  setAttribute(state, 'data-tone', pipeline.state === 'failed' ? 'bad' : 'good');
  setText(state, words(pipeline.state));
}

function doing(instance, now) {
  const { combine, merge } = instance.tasks;
  const threads = instance.threads.filter((thread) => thread.state !== 'RUNNING');
  return [
    'up ' + duration(now - Date.parse(instance.started_at)),
    rate(instance.rates.records_in_per_second) + ' records/s',
    combine.length === 0 ? 'combines nothing' : 'combines ' + some(combine),
    merge.length === 0 ? 'merges nothing' : 'merges ' + some(merge),
    counted(instance.threads.length, 'thread') + (threads.length === 0 ? '' : ', ' + threads.length + ' not running'),
  ].join(' · ');
}

function some(tasks) {
  return list(tasks.length > MOST_TASKS ? [...tasks.slice(0, MOST_TASKS), tasks.length - MOST_TASKS + ' more'] : tasks);
}

function updateMemory(node, memory) {
  const share = memory.heap_used_bytes / memory.heap_max_bytes;
  const bar = one('.bar', node);
  bar.style.width = Math.min(100, 100 * share).toFixed(1) + '%';
  setAttribute(bar, 'data-tone', share > 0.85 ? 'warn' : 'good');
  setText(
    node.lastChild,
    'heap ' +
      bytes(memory.heap_used_bytes) +
      ' of ' +
      bytes(memory.heap_max_bytes) +
      (memory.resident_bytes === null ? '' : ', process ' + bytes(memory.resident_bytes))
  );
}

function words(state) {
  return state.toLowerCase().replaceAll('_', ' ');
}
