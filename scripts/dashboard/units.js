/** A number in a unit of Grafana's, `s` or `reqps` for example. */
export function show(value, unit) {
  switch (unit) {
    case 's':
      return seconds(value);
    case 'percentunit':
      return `${plain(value * 100)}%`;
    case 'reqps':
      return `${plain(value)} req/s`;
    case 'ops':
      return `${plain(value)} ops/s`;
    default:
      return plain(value);
  }
}

function seconds(value) {
  if (value === 0) return '0 s';
  if (value < 0.001) return `${plain(value * 1e6)} µs`;
  return value < 1 ? `${plain(value * 1000)} ms` : `${plain(value)} s`;
}

const plain = (value) => String(Number(value.toPrecision(3)));
