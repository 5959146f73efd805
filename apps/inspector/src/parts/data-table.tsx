import type { ComponentChildren, JSX } from 'preact';

/** A column: its heading, what a row has there, and how that is set. */
export interface Column<Row> {
  readonly head: ComponentChildren;
  /** In place of the heading where rows are cards; `''` where the cell speaks for itself. */
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly class?: string;
}

interface Props<Row> {
  readonly caption: string;
  readonly class?: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly classOf?: (row: Row) => string;
  /** A second line of a row, over all columns. */
  readonly below?: (row: Row) => ComponentChildren;
}

/**
 * A table that is a list of cards where there is no room. The roles are said aloud since browsers forget them when
 * rows are no longer displayed as rows.
 */
export function DataTable<Row>({
  caption,
  class: className = '',
  columns,
  rows,
  keyOf,
  classOf,
  below,
}: Props<Row>): JSX.Element {
  return (
    <table role="table" class={`data ${className}`}>
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head, label, class: own }) => (
            <th key={label} role="columnheader" scope="col" class={own}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.flatMap((row) => {
          const key = keyOf(row);
          const more = below?.(row);
          return [
            <tr key={key} role="row" class={classOf?.(row)}>
              {columns.map(({ label, cell, class: own }) => (
                <td key={label} role="cell" class={own} data-label={label}>
                  {cell(row)}
                </td>
              ))}
            </tr>,
            more !== undefined && (
              <tr key={`${key} below`} role="row" class="below">
                <td role="cell" colSpan={columns.length}>
                  {more}
                </td>
              </tr>
            ),
          ];
        })}
      </tbody>
    </table>
  );
}
