import { fieldsOf } from './contract-source.js';
import { tableOf } from './names.js';

/** The fields of a class as a table, and those of the objects in them as further ones. */
export function fieldsTable(classes, name, leading = []) {
  const fields = fieldsOf(classes, name);
  const objects = [...new Set(fields.map(({ holds }) => holds).filter((holds) => holds !== undefined))];
  return [
    ...tableOf(['field', 'type', 'on the wire', 'meaning'], [...leading, ...fields.map(rowOf)]),
    ...objects.flatMap((each) => [
      '',
      `\`${each}\`: ${classes.get(each).summary.join(' ')}`,
      '',
      ...fieldsTable(classes, each),
    ]),
  ];
}

const rowOf = (field) => [`\`${field.name}\``, typeOf(field), wireOf(field), field.documentation];

const typeOf = ({ type, goType, optional }) =>
  `\`${optional ? `${type} | undefined` : type}\` (Go \`${goType}\`)`;

const wireOf = ({ wire: [sent, ...others] }) =>
  [`\`${sent}\``, ...others.map((each) => `\`${each}\` read as well`)].join(', ');
