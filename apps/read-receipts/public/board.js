/* global document */

const KINDS = new Map([
  ['si_', 'Single'],
  ['sg_', 'Group'],
  ['sn_', 'Notice'],
]);

/** A copy of what a template holds. Ids come from strangers: they only ever become text. */
const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** The rows: one per conversation, in it one item per reader. What is new comes first, then stays in place. */
export class Board {
  #body;
  #rows = new Map();

  constructor(body) {
    this.#body = body;
  }

  /** Shows these conversations and no others. */
  replace(conversations) {
    this.#rows.clear();
    this.#body.replaceChildren();
    for (const { conversationID, readers } of conversations.toReversed()) {
      for (const reader of readers.toReversed()) this.#show(conversationID, reader);
    }
  }

  /** Shows how far somebody has read, and lights up the ticks. */
  read(conversationID, reader) {
    const item = this.#show(conversationID, reader);
    item.classList.remove('arriving');
    // Reading a size makes the browser notice the removal, without which the animation would not start again.
    void item.offsetWidth;
    item.classList.add('arriving');
  }

  /** Takes a conversation away, or one of its readers when one is named. */
  forget(conversationID, userID) {
    const row = this.#rows.get(conversationID);
    if (!row) return;
    if (userID === undefined) {
      row.element.remove();
      this.#rows.delete(conversationID);
    } else {
      row.readers.get(userID)?.remove();
      row.readers.delete(userID);
    }
  }

  /** How much is shown. */
  tally() {
    const readers = [...this.#rows.values()].reduce((sum, row) => sum + row.readers.size, 0);
    return { conversations: this.#rows.size, readers };
  }

  #show(conversationID, { userID, seq, readAt }) {
    const row = this.#rows.get(conversationID) ?? this.#addRow(conversationID);
    const item = row.readers.get(userID) ?? addReader(row, userID);
    item.querySelector('.seq').textContent = seq === 0 ? '–' : seq;
    item.title = `${userID}, ${new Date(readAt).toLocaleString()}`;
    showTime(row.element.querySelector('time'), readAt);
    return item;
  }

  #addRow(conversationID) {
    const element = copyOf('conversation');
    const kind = KINDS.get(conversationID.slice(0, 3)) ?? 'Other';
    element.querySelector('.kind').textContent = kind;
    element.querySelector('.kind').dataset.kind = kind;
    element.querySelector('.id').textContent = conversationID;
    this.#body.prepend(element);
    const row = { element, readers: new Map() };
    this.#rows.set(conversationID, row);
    return row;
  }
}

function addReader(row, userID) {
  const item = copyOf('reader');
  item.querySelector('.user').textContent = userID;
  row.element.querySelector('.readers').prepend(item);
  row.readers.set(userID, item);
  return item;
}

function showTime(element, readAt) {
  element.dateTime = readAt;
  element.textContent = new Date(readAt).toLocaleTimeString([], { hour12: false });
}
