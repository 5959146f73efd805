/** Where the pages explain what other classes refer to. */
const MESSAGE_FIELDS = 'beforeSendSingleMsg.md#fields-of-the-event';

/** Adds to a text of the contract links to the pages of the commands it mentions, for a page beside them. */
export const linked = (keys) => (text) =>
  text
    .replace(/(?<![\w`/])(before|after)[A-Z]\w*(?![\w`])/g, (word) =>
      keys.has(word) ? `[${word}](${word}.md)` : word,
    )
    .replace(/`MessageEvent\.(\w+)`/g, `[\`$1\` of a message](${MESSAGE_FIELDS})`);
