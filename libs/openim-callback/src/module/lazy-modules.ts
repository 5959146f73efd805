import { Inject, Injectable } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';

/** Tells of modules that the app loads lazily. Nest tells nobody, and runs no hook of theirs: so its loader does. */
@Injectable()
export class LazyModules {
  private loaded = Promise.resolve();
  private onLoaded: (() => Promise<void>) | undefined;

  constructor(@Inject(LazyModuleLoader) loader: LazyModuleLoader) {
    const load = loader.load.bind(loader);
    loader.load = async (...args) => {
      const module = await load(...args);
      await this.tell();
      return module;
    };
  }

  /** Has a function called after each load, one call at a time; a load fails with what it throws. */
  watch(onLoaded: () => Promise<void>): void {
    this.onLoaded = onLoaded;
  }

  private tell(): Promise<void> {
    const told = this.loaded.then(() => this.onLoaded?.());
    this.loaded = told.catch(() => undefined);
    return told;
  }
}
