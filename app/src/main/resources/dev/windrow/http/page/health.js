import { holding } from './partitions.js';
import { counted, list, seconds } from './text.js';

/** A status that is older is worth a word. */
const OLD_MS = 6000;

/**
 * The one line that says how things are. It is read out when it changes, so it has no running figures: those are in their sections.
 *
 * @param connection {name, since, text}
 * @param status the newest one; null before the first
 * @param statusProblem {since, text} when the newest could not be had, else null
 * @returns {tone, text}, tone 'good', 'warn', 'bad' or 'waiting'
 */
export function healthOf(connection, status, statusProblem, now) {
  return (
    disconnected(connection) ??
    old(statusProblem, now) ??
    (status === null ? { tone: 'waiting', text: 'Connected. Waiting for the first status.' } : judged(status, now))
  );
}

function old(problem, now) {
  return problem === null || now - problem.since < OLD_MS
    ? null
    : {
        tone: 'warn',
        text:
          'The server sends windows, but no status since ' +
          seconds(problem.since) +
          ': ' +
          problem.text +
          '. Only charts and windows are up to date.',
      };
}

function disconnected({ name, since, text }) {
  switch (name) {
    case 'lost':
      return {
        tone: 'bad',
        text: 'The server does not answer since ' + seconds(since) + '. What is shown is how it was then; trying again on its own.',
      };
    case 'starting':
      return { tone: 'waiting', text: 'The server is not ready: ' + text + '. Trying again on its own.' };
    case 'unauthorized':
      return { tone: 'warn', text: 'The server asks for a token: ' + text + '.' };
    case 'forbidden':
      return { tone: 'bad', text: 'This token does not suffice: ' + text + '.' };
    case 'missing':
      return { tone: 'bad', text: 'The server does not have this aggregation: ' + text + '.' };
    default:
      return null;
  }
}

function judged(status, now) {
  const problems = [...incomplete(status), ...unbalanced(status), ...notRunning(status)];
  if (problems.length > 0) {
    return { tone: 'bad', text: problems.join(' ') };
  }
  const concerns = [...standby(status), ...held(status, now)];
  if (concerns.length > 0) {
    return { tone: 'warn', text: concerns.join(' ') };
  }
  const { length } = status.instances;
  return {
    tone: 'good',
    text:
      counted(length, 'instance') +
      (length === 1 ? ' answers' : ' answer') +
      ', ' +
      progress(status) +
      ', the ledger balances.',
  };
}

function progress({ watermark, sources }) {
  if (watermark === null) {
    return 'no event has set a watermark yet';
  }
  return sources.every((source) => source.idle) ? 'no partition has new events' : 'the watermark moves';
}

function incomplete({ missing, instances }) {
  const silent = instances.filter((instance) => !instance.reachable && !missing.some((part) => part.instance === instance.instance));
  return [
    ...missing.map(
      (part) =>
        'Incomplete: ' +
        part.instance +
        ' ' +
        part.reason +
        '; ' +
        (part.merge_partitions.length === 0
          ? 'its part is missing.'
          : 'merge ' +
            (part.merge_partitions.length === 1 ? 'partition ' : 'partitions ') +
            list(part.merge_partitions) +
            (part.merge_partitions.length === 1 ? ' is' : ' are') +
            ' missing.')
    ),
    ...silent.map((instance) => instance.instance + ' is not reachable: ' + instance.reason + '.'),
  ];
}

function unbalanced({ aggregations }) {
  const wrong = aggregations.filter((other) => !other.ledger.balances).map((other) => other.name);
  return wrong.length === 0 ? [] : ['The ledger of ' + list(wrong) + ' does not balance.'];
}

function notRunning({ instances }) {
  const wrong = instances.filter((instance) => instance.reachable && instance.state !== 'RUNNING');
  return wrong.map((instance) => instance.instance + ' is ' + instance.state.toLowerCase().replaceAll('_', ' ') + '.');
}

function standby(status) {
  return status.standby.map(
    (part) => 'Merge partition ' + part.merge_partition + ' is answered by a standby on ' + part.instance + ', a little behind.'
  );
}

function held(status, now) {
  const { tone } = holding(status.held_back_by, now);
  const names = list(status.held_back_by.slice(0, 4).map((hold) => hold.source));
  return tone !== 'warn'
    ? []
    : [
        status.held_back_by.some((hold) => !hold.heard)
          ? 'Waiting for a first event in each partition: no window can close yet.'
          : names + ' holds the watermark back: windows wait for it.',
      ];
}
