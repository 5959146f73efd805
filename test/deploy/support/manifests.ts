import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const DEPLOY = join(import.meta.dirname, '..', '..', '..', 'deploy');

/** The text of a file in deploy/. */
export const textOf = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');

interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly tcpSocket?: { readonly port: string };
}

/** A container, as far as the tests look. */
export interface Container {
  readonly name: string;
  readonly env?: readonly EnvironmentVariable[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe?: Probe;
}

/** A Kubernetes object, as far as the tests look. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly replicas?: number;
    readonly minAvailable?: number;
    readonly strategy?: { readonly rollingUpdate?: { readonly maxUnavailable: number } };
    readonly selector?: object;
    readonly ports?: readonly {
      readonly port: number;
      readonly targetPort?: string;
      readonly name: string;
    }[];
    readonly template?: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly terminationGracePeriodSeconds?: number;
        readonly containers: readonly Container[];
      };
    };
  };
}

/** All objects in deploy/kubernetes. */
export const manifests = (): Manifest[] =>
  readdirSync(join(DEPLOY, 'kubernetes')).flatMap((file) =>
    parseAllDocuments(textOf(`kubernetes/${file}`)).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    }),
  );

/** A service of docker-compose.yml, as far as the tests look. */
export interface ComposeService {
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: object;
  readonly deploy?: { readonly replicas: number };
  readonly stop_grace_period?: string;
}

/** What docker-compose.yml says. */
export const compose = (): { readonly services: Readonly<Record<string, ComposeService>> } =>
  parse(textOf('docker-compose.yml')) as { services: Record<string, ComposeService> };
