/** The decorator of a command. */
export const decoratorOf = ({ key }) =>
  key.startsWith('after') ? `On${key.slice('after'.length)}` : `${key[0].toUpperCase()}${key.slice(1)}`;

/** Where the page of a command is, from the root of the repository. */
export const pageOf = ({ key }) => `docs/commands/${key}.md`;

/** Whether an answer to the command can change anything. */
export const canModify = (definition) =>
  definition.phase === 'before' && definition.reply.name !== 'NoReplyFields';

/** A table in Markdown. */
export const tableOf = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
];
