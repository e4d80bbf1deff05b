/** Changing the document in place: what is the same stays, so nothing flickers. Text only ever goes in as text. */

export function one(selector, parent = document) {
  return parent.querySelector(selector);
}

/** A new element with its attributes and children; a child may be a text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets an attribute; null takes it away. */
export function setAttribute(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/** A line that takes the place of what is not there; none when the text is empty. */
export function setNote(node, text) {
  setText(node, text);
  node.hidden = text === '';
}

/**
 * Makes the children of a node those of the items, in their order: keeps the nodes of items that stay, and moves only what is out of
 * place.
 *
 * @param key a string for each item, unique among them
 * @param create makes a node for an item that is new
 * @param update brings a node up to date
 */
export function keep(parent, items, { key, create, update }) {
  const nodes = (parent.windrowNodes ??= new Map());
  const wanted = new Set(items.map(key));
  for (const [name, node] of nodes) {
    if (!wanted.has(name)) {
      node.remove();
      nodes.delete(name);
    }
  }
  let next = firstKept(parent, nodes);
  for (const item of items) {
    const name = key(item);
    const node = nodes.get(name) ?? create(item);
    nodes.set(name, node);
    node.windrowKept = true;
    if (node === next) {
      next = node.nextElementSibling;
    } else {
      parent.insertBefore(node, next);
    }
    update(node, item);
  }
}

function firstKept(parent, nodes) {
  return nodes.size === 0 ? null : ([...parent.children].find((child) => child.windrowKept) ?? null);
}
