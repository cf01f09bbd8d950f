/**
 * Keeps the children of an element in step with an array of items. Elements of items that stay are
 * kept, so the focus, the scroll position and loaded pictures survive an update.
 */
export class KeyedList {
  #parent;
  #key;
  #create;
  #update;
  #elements = new Map();

  constructor(parent, { key, create, update }) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
    this.#update = update;
  }

  show(items) {
    const keys = new Set(items.map(this.#key));
    for (const [key, node] of this.#elements) {
      if (keys.has(key)) continue;
      node.remove();
      this.#elements.delete(key);
    }
    items.forEach((item, index) => {
      const node = this.#elementOf(item);
      this.#update(node, item, items[index - 1]);
      const present = this.#parent.children[index];
      if (present !== node) this.#parent.insertBefore(node, present ?? null);
    });
  }

  #elementOf(item) {
    const key = this.#key(item);
    if (!this.#elements.has(key)) this.#elements.set(key, this.#create(item));
    return this.#elements.get(key);
  }
}
