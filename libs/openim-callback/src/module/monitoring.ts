import { Inject, Injectable, type Logger } from '@nestjs/common';
import type { IntakeParts } from '../intake/intake-parts.js';
import { Intake } from '../intake/intake.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { Diagnosis } from '../operations/diagnosis/diagnosis.js';
import { DiagnosisLog } from '../operations/diagnosis/diagnosis-log.js';
import type { DiagnosisReport } from '../operations/diagnosis/diagnosis-report.js';
import { startMetrics, type Metrics } from '../operations/metrics/start-metrics.js';
import { joinObservers, type Observer } from '../operations/observer.js';
import type { ServedCallbacks } from '../operations/openapi/callback-paths.js';
import { startTracing } from '../operations/tracing/start-tracing.js';
import { ModuleInstance } from './module-instance.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';

/** Minutes after which commands that have not come are told of. */
const PATIENCE = 10;

const NOTHING: DiagnosisReport = { unheard: {}, neverSeen: [], lastSeen: {}, failures: {}, sources: [] };

/** What watches, and an intake that lets it. */
export interface Watch {
  readonly observer: Observer;
  readonly makeIntake: (parts: IntakeParts) => Intake;
}

/** Everything that watches a module instance: what is asked for, and the diagnosis always. */
@Injectable()
export class Monitoring {
  /** Whether the app is shutting down. */
  draining = false;
  /** What the instance serves; undefined before it has started. */
  served: ServedCallbacks | undefined;
  /** What its intake works with; undefined before it has started. */
  parts: IntakeParts | undefined;
  /** Observers of others, such as the inspector; to be added before the app bootstraps. */
  readonly others: Observer[] = [];
  private found: Diagnosis | undefined;
  private metrics: Metrics | undefined;
  private patience: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
  ) {}

  /**
   * Begins to watch an instance with those listeners.
   *
   * @throws {Error} naming the command that installs what an option needs
   */
  async start(registry: ListenerRegistry, logger: Logger): Promise<Watch> {
    const isHeard = registry.hears.bind(registry);
    const diagnosis = this.diagnose(registry, isHeard, logger);
    this.found = diagnosis;
    if (this.settings.metrics) {
      this.metrics = await startMetrics(this.settings.metrics, {
        receiver: this.instance.name,
        inboxState: () => this.settings.inbox.state(),
        bodyBytes: () => this.settings.bodies.used,
        diagnosis: () => diagnosis.report(),
        isHeard,
      });
    }
    const tracing = this.settings.tracing ? await startTracing() : undefined;
    const observers = [diagnosis, this.metrics?.observer, tracing?.observer, ...this.others];
    return {
      observer: joinObservers(observers.filter((each) => each !== undefined)),
      makeIntake: tracing?.makeIntake ?? ((parts) => new Intake(parts)),
    };
  }

  /** What was found out about what arrives; nothing before the start. */
  diagnosis(): DiagnosisReport {
    return this.found?.report() ?? NOTHING;
  }

  /** Ends what runs. */
  stop(): void {
    clearTimeout(this.patience);
    this.metrics?.stop();
  }

  private diagnose(
    registry: ListenerRegistry,
    isHeard: (command: string) => boolean,
    logger: Logger,
  ): Diagnosis {
    const { access } = this.settings;
    const log = new DiagnosisLog((line) => logger.warn(line));
    const diagnosis = new Diagnosis({
      listened: () => registry.named(),
      isHeard,
      senderOf: access.senderOf.bind(access),
      onUnheard: log.unheard,
      onTraffic: log.traffic,
    });
    const tellNeverSeen = (): void =>
      log.neverSeen(diagnosis.report().neverSeen, PATIENCE, diagnosis.hasSeenAny);
    this.patience = setTimeout(tellNeverSeen, PATIENCE * 60_000).unref();
    return diagnosis;
  }
}
