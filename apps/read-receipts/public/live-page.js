/* global document, EventSource, setTimeout */
import { Board } from './board.js';

const board = new Board(document.querySelector('#board tbody'));
const find = (id) => document.getElementById(id);
const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

let news = '';

/** Shows what is not in the rows: the tally, and the hint while there are none. */
function refresh() {
  const { conversations, readers } = board.tally();
  find('tally').textContent = `${plural(conversations, 'conversation')}, ${plural(readers, 'reader')}`;
  find('board').hidden = conversations === 0;
  find('empty').hidden = conversations !== 0;
}

/** Tells screen readers of a receipt, but not of more than one in two seconds. */
function announce({ conversationID, reader: { userID, seq } }) {
  if (news === '') {
    setTimeout(() => {
      find('news').textContent = news;
      news = '';
    }, 2000);
  }
  news = seq === 0 ? `${userID} read ${conversationID}` : `${userID} read ${conversationID} up to ${seq}`;
}

function showConnection(state, text) {
  find('connection').dataset.state = state;
  find('connection').textContent = text;
}

function connect() {
  const events = new EventSource('read-receipts/events');
  const on = (type, apply) =>
    events.addEventListener(type, ({ data }) => {
      apply(JSON.parse(data));
      refresh();
    });

  on('snapshot', (conversations) => {
    showConnection('live', 'Live');
    board.replace(conversations);
  });
  on('read', (change) => {
    board.read(change.conversationID, change.reader);
    announce(change);
  });
  on('forgotten', ({ conversationID, userID }) => board.forget(conversationID, userID));

  events.addEventListener('error', () => {
    showConnection('lost', 'Reconnecting');
    // A browser tries again by itself unless the answer was no stream, as that of a proxy while we restart.
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  });
}

connect();
