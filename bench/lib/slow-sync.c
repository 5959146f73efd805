/*
 * A disk whose syncs take long: fsync and fdatasync return no sooner than so many microseconds after they began.
 * Loaded with LD_PRELOAD into the process that is measured, so that SQLite and Node alike meet it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

typedef int (*sync_function)(int);

static int sync_slowly(const char *name, int file) {
  const char *given = getenv("BENCH_SYNC_MICROSECONDS");
  long nanoseconds = (given ? atol(given) : 0) * 1000;
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_nsec += nanoseconds;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  int result = ((sync_function)dlsym(RTLD_NEXT, name))(file);
  /* Linux may wake a thread 50 microseconds late unless it is told otherwise. */
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
  return result;
}

int fsync(int file) { return sync_slowly("fsync", file); }

int fdatasync(int file) { return sync_slowly("fdatasync", file); }
