import type { SendResult } from 'openim-sender';
import type { Io } from '../../../io.js';
import { maskPassword } from '../../../output/printable.js';
import { checkUrl } from '../../../webhooks/checks/check-url.js';
import { type Finding, found } from '../../../webhooks/finding.js';
import { checkBodyLimit, type BodyCheck } from './check-body-limit.js';
import { checkKeepAlive } from './check-keep-alive.js';
import { checkLatency, latencyOf, type Latency } from './check-latency.js';
import { checkWay } from './check-way.js';
import { readReport, ProbeSender, type ProbeTarget } from './probe-sender.js';

/** Where to send probes, and how much. */
export interface ProbeOptions extends ProbeTarget {
  /** Seconds to leave a connection idle; 0 leaves that out. */
  readonly idle: number;
  /** Bytes of the largest body. */
  readonly bodyLimit: number;
  /** Events a second that one OpenIM process has to send. */
  readonly rate?: number;
}

/** What was measured; null for what could not be. */
export interface Measured {
  /** Without a password. */
  readonly url: string;
  /** Seconds that an idle connection stayed open. */
  readonly idle: number | null;
  /** Bytes of the largest body that arrived. */
  readonly largestBody: number | null;
  readonly latency: Latency | null;
}

/** What probes have found. */
export interface Probed {
  readonly findings: readonly Finding[];
  readonly measured: Measured;
}

/** Probes for the latency. */
const SAMPLES = 20;

/** Sends probes to a running app, as OpenIM would send callbacks, and says what became of them. */
export async function probe(options: ProbeOptions, io: Io): Promise<Probed> {
  const { url, idle, bodyLimit, rate } = options;
  const inUrl = checkUrl(url).map(found);
  const nothing: Measured = { url: maskPassword(url), idle: null, largestBody: null, latency: null };
  const sender = new ProbeSender(options);
  try {
    const first = await sender.send();
    const way = checkWay(first);
    if (first.status === null) return { findings: inUrl.length > 0 ? inUrl : way, measured: nothing };
    const latency = latencyOf(await measure(sender));
    const body = isReceiver(first, way) ? await checkBodyLimit(sender, bodyLimit) : NO_BODIES;
    const keepAlive =
      idle > 0 ? await whileWaiting(io, idle, () => checkKeepAlive(options, idle, io)) : undefined;
    return {
      findings: [
        ...inUrl,
        ...way,
        ...body.findings,
        ...(keepAlive?.findings ?? []),
        ...checkLatency(latency, rate),
      ],
      measured: { ...nothing, latency, largestBody: body.largestBody, idle: keepAlive?.idle ?? null },
    };
  } finally {
    await sender.close();
  }
}

const NO_BODIES: BodyCheck = { largestBody: null, findings: [] };

/** Whether it is a receiver of callbacks that has answered, so that what it makes of large ones counts. */
const isReceiver = (first: SendResult, way: readonly Finding[]): boolean =>
  readReport(first) !== undefined || way.every(({ code }) => code === 'not-recognised');

/** One after the other, over one connection. */
async function measure(sender: ProbeSender): Promise<readonly number[]> {
  const results: SendResult[] = [];
  for (let count = 0; count < SAMPLES; count++) results.push(await sender.send());
  return results.filter(({ status }) => status !== null).map(({ milliseconds }) => milliseconds);
}

async function whileWaiting<T>({ stderr }: Io, seconds: number, work: () => Promise<T>): Promise<T> {
  if (stderr.isTTY === true) stderr.write(`leaving a connection idle for ${seconds} s (--idle) ...\n`);
  return work();
}
