/** What is looked at, in the address: a bookmark, or the start page of a wall screen, opens the same view. */

/** {aggregation, left, right}, each undefined when it is not in the address. */
export function route() {
  const given = new URLSearchParams(location.hash.slice(1));
  return {
    aggregation: given.get('aggregation') ?? undefined,
    left: given.get('left') ?? undefined,
    right: given.get('right') ?? undefined,
  };
}

export function setRoute(wanted) {
  const hash = '#' + new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== undefined));
  if (hash !== location.hash) {
    history.replaceState(null, '', hash);
  }
}
