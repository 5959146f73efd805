import { picture } from '../../bench/ladder/picture.js';
import { ratioOf } from '../../bench/ladder/report.js';
import { parts } from '../../bench/lib/parts.js';
import { partMarkdown } from '../../bench/lib/report.js';
import { IDIOMATIC, LIMIT, OURS } from '../../bench/rungs/rungs.js';
import { majorOf } from './major-of.js';

/** The published figures: Markdown by section, and pictures by path. */
export async function figuresOf(published) {
  const sections = new Map();
  for (const name of Object.keys(parts)) {
    const reports = published.filter((report) => name in report);
    const texts = await Promise.all(
      reports.map(
        async (report) => `### Node ${majorOf(report[name])}\n\n${await partMarkdown(report, name)}`,
      ),
    );
    if (texts.length > 0) sections.set(name, texts.join('\n\n'));
  }
  const ladders = published.flatMap(({ ladder }) => (ladder ? [ladder] : []));
  const [first] = ladders;
  if (first) sections.set('picture', `${image(first)}\n\n${summary(first)}`);
  return { sections, pictures: new Map(ladders.map((ladder) => [pathOf(ladder), drawn(ladder)])) };
}

const pathOf = (ladder) => `docs/images/ladder-node-${majorOf(ladder)}.svg`;

const image = (ladder) => `![Callbacks a second and latency of each receiver](${pathOf(ladder)})`;

function drawn({ run, samples }) {
  const { machine, rounds, date } = run;
  const { cores, cpu, node } = machine;
  return picture(
    samples,
    `Read callback of 136 bytes. Node ${node}, ${cores} cores, ${cpu}; medians of ${rounds} rounds, lines from lowest to highest; ${date.slice(0, 10)}`,
  );
}

function summary({ run, samples }) {
  const of = (scenario, connections, rung, reference) =>
    ratioOf(samples, scenario, connections, rung, reference).median.toFixed(2);
  const { Express, Fastify } = OURS.direct;
  return (
    `Direct mount, Node ${majorOf({ run })}, 64 connections: ${of('read', 64, Express, LIMIT)} of what bare ` +
    `\`node:http\` takes a second on Express, ${of('read', 64, Fastify, LIMIT)} on Fastify; ` +
    `${of('read', 64, Express, IDIOMATIC.Express)} times a NestJS receiver on Express, ` +
    `${of('read', 64, Fastify, IDIOMATIC.Fastify)} times one on Fastify.`
  );
}
