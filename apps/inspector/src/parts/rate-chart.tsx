import type { JSX } from 'preact';
import { count, minute } from '../words/format.js';
import type { Sign } from '../words/outcomes.js';

const WIDTH = 240;
const HEIGHT = 44;
const MINUTES = 60;

interface Props {
  readonly title: string;
  readonly tone: Sign['tone'];
  /** A number for each minute, oldest first. */
  readonly minutes: readonly { readonly at: number; readonly value: number }[];
}

/** What happened in the last hour, a bar for each minute. */
export function RateChart({ title, tone, minutes }: Props): JSX.Element {
  const total = minutes.reduce((sum, { value }) => sum + value, 0);
  const peak = minutes.reduce((most, next) => (next.value > most.value ? next : most), { at: 0, value: 0 });
  const step = WIDTH / MINUTES;
  const offset = MINUTES - minutes.length;
  const text =
    total === 0
      ? `${title}: none in the last hour`
      : `${title}: ${count(total)} in the last hour, most at ${minute(peak.at)} with ${count(peak.value)}`;
  return (
    <figure class={`chart ${tone}`}>
      <figcaption>
        {title} <strong>{count(total)}</strong>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={text}>
        <line x1="0" y1={HEIGHT - 0.5} x2={WIDTH} y2={HEIGHT - 0.5} />
        {minutes.map(({ at, value }, index) => {
          if (value === 0) return null;
          const height = Math.max(2, (value / peak.value) * (HEIGHT - 2));
          return (
            <rect
              key={at}
              x={(offset + index) * step + 0.5}
              y={HEIGHT - height}
              width={step - 1}
              height={height}
            />
          );
        })}
      </svg>
      <p class="chart-peak">{total === 0 ? 'none' : `peak ${count(peak.value)}/min at ${minute(peak.at)}`}</p>
    </figure>
  );
}
