/*
 * A disk whose syncs take long: fsync and fdatasync wait before they do their work. Loaded with LD_PRELOAD into
 * the process that is measured, so that SQLite and Node alike meet it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_for_the_disk(void) {
  const char *given = getenv("BENCH_SYNC_DELAY_MICROSECONDS");
  long microseconds = given ? atol(given) : 0;
  struct timespec delay = {microseconds / 1000000, (microseconds % 1000000) * 1000};
  nanosleep(&delay, NULL);
}

typedef int (*sync_function)(int);

int fsync(int file) {
  wait_for_the_disk();
  return ((sync_function)dlsym(RTLD_NEXT, "fsync"))(file);
}

int fdatasync(int file) {
  wait_for_the_disk();
  return ((sync_function)dlsym(RTLD_NEXT, "fdatasync"))(file);
}
