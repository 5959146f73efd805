import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Runs a system command; what it says goes into the error. */
export function run(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(
    'the fault tests make real faults and need root, mount, chattr and mkfs.ext4 (in a container: --privileged): ' +
      `${[command, ...args].join(' ')}: ${error ? String(error) : stderr}`,
  );
}

/** A file system of its own, in a folder that nothing can be written to while it is not mounted. */
export class Volume {
  readonly path: string;
  private readonly home = mkdtempSync(join(tmpdir(), 'fault-'));
  private mounted = false;

  private constructor(private readonly args: (home: string) => readonly string[]) {
    this.path = join(this.home, 'volume');
    // systemd makes mounts shared, and out of a shared one no volume can be moved.
    run('mount', '--bind', this.home, this.home);
    run('mount', '--make-private', this.home);
    run('mkdir', this.path);
    run('chattr', '+i', this.path);
  }

  /** One in memory, with so many KiB. */
  static tmpfs(kibibytes: number): Volume {
    return new Volume(() => ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs']).mount();
  }

  /** An ext4 that becomes read-only at the first error, as root file systems do. */
  static ext4(): Volume {
    const volume = new Volume((home) => ['-o', 'loop,errors=remount-ro', join(home, 'image')]);
    const image = join(volume.home, 'image');
    writeFileSync(image, Buffer.alloc(16 * 1024 * 1024));
    run('mkfs.ext4', '-q', '-F', image);
    return volume.mount();
  }

  /** Mounts it (again). */
  mount(...more: readonly string[]): this {
    run('mount', ...this.args(this.home), this.path, ...more);
    this.mounted = true;
    return this;
  }

  /** Unmounts it; fails while files in it are open. */
  unmount(): void {
    run('umount', this.path);
    this.mounted = false;
  }

  /** Changes its options while it is mounted. */
  remount(options: string): void {
    run('mount', '-o', `remount,${options}`, this.path);
  }

  /** Has the kernel find an error in it. */
  break(): void {
    const device = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === this.path)
      ?.split(' ')[0];
    writeFileSync(`/sys/fs/ext4/${basename(device ?? 'none')}/trigger_fs_error`, '1');
  }

  /** Writes a file until nothing more fits. */
  fill(): void {
    const filler = join(this.path, 'filler');
    for (const size of [64 * 1024, 4096, 1]) {
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
      } catch (error) {
        if (!String(error).includes('ENOSPC')) throw error;
      }
    }
  }

  /** Makes room again. */
  free(): void {
    rmSync(join(this.path, 'filler'));
  }

  /** Leaves nothing behind, whatever a test did. */
  remove(): void {
    if (this.mounted) run('umount', '-l', this.path);
    run('chattr', '-i', this.path);
    run('umount', '-l', this.home);
    rmSync(this.home, { recursive: true });
  }
}
