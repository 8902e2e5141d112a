/* Faults for check_faults.py, loaded before the C library with LD_PRELOAD:
 *   FAULT_CALL=NAME FAULT_AT=N FAULT_ERRNO=E   the N-th call of NAME fails with E (and, with FAULT_STICKY, every later one)
 *   FAULT_SHORT=1                              read and write move one byte at a time, and every other call is interrupted
 *   FAULT_CLOCK=1                              clocks jump by years, back and forth
 * With FAULT_COUNT=FILE the number of calls of FAULT_CALL is written there at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static long calls;
static unsigned turns;

static int faulty(const char* name) {
  const char* call = getenv("FAULT_CALL");
  if (call == NULL || strcmp(call, name) != 0) return 0;
  const char* at = getenv("FAULT_AT");
  const long number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  if (at == NULL) return 0;
  const int hit = number == atol(at) || (getenv("FAULT_STICKY") != NULL && number > atol(at));
  if (hit) errno = atoi(getenv("FAULT_ERRNO"));
  return hit;
}

static int interrupted(void) {
  if (getenv("FAULT_SHORT") == NULL || __atomic_add_fetch(&turns, 1, __ATOMIC_SEQ_CST) % 2 != 0) return 0;
  errno = EINTR;
  return 1;
}

__attribute__((destructor)) static void count(void) {
  const char* path = getenv("FAULT_COUNT");
  if (path == NULL) return;
  FILE* file = fopen(path, "w");
  if (file == NULL) return;
  fprintf(file, "%ld", calls);
  fclose(file);
}

#define NEXT(type, name, ...)                                     \
  static type (*next)(__VA_ARGS__);                               \
  if (next == NULL) *(void**)(&next) = dlsym(RTLD_NEXT, name)

/* Standard streams are left alone: the messages of a faulty run are what is looked at. */
static int is_stream(int descriptor) { return descriptor <= 2; }

ssize_t write(int descriptor, const void* bytes, size_t size) {
  NEXT(ssize_t, "write", int, const void*, size_t);
  if (!is_stream(descriptor)) {
    if (faulty("write") || interrupted()) return -1;
    if (getenv("FAULT_SHORT") != NULL && size > 1) size = 1;
  }
  return next(descriptor, bytes, size);
}

ssize_t read(int descriptor, void* bytes, size_t size) {
  NEXT(ssize_t, "read", int, void*, size_t);
  if (!is_stream(descriptor)) {
    if (faulty("read") || interrupted()) return -1;
    if (getenv("FAULT_SHORT") != NULL && size > 1) size = 1;
  }
  return next(descriptor, bytes, size);
}

int open(const char* path, int flags, ...) {
  NEXT(int, "open", const char*, int, ...);
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if (faulty("open") || interrupted()) return -1;
  return next(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  NEXT(int, "openat", int, const char*, int, ...);
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if (faulty("openat") || ((flags & O_CREAT) != 0 && faulty("create")) || interrupted()) return -1;
  return next(folder, path, flags, mode);
}

int renameat(int from, const char* old_path, int to, const char* new_path) {
  NEXT(int, "renameat", int, const char*, int, const char*);
  return faulty("renameat") ? -1 : next(from, old_path, to, new_path);
}

int unlinkat(int folder, const char* path, int flags) {
  NEXT(int, "unlinkat", int, const char*, int);
  return faulty("unlinkat") ? -1 : next(folder, path, flags);
}

int fsync(int descriptor) {
  NEXT(int, "fsync", int);
  return faulty("fsync") || interrupted() ? -1 : next(descriptor);
}

int fchmod(int descriptor, mode_t mode) {
  NEXT(int, "fchmod", int, mode_t);
  return faulty("fchmod") ? -1 : next(descriptor, mode);
}

int mkdirat(int folder, const char* path, mode_t mode) {
  NEXT(int, "mkdirat", int, const char*, mode_t);
  return faulty("mkdirat") ? -1 : next(folder, path, mode);
}

int close(int descriptor) {
  NEXT(int, "close", int);
  const int result = next(descriptor);
  if (!is_stream(descriptor) && faulty("close")) return -1;
  return result;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  NEXT(int, "clock_gettime", clockid_t, struct timespec*);
  const int result = next(clock, now);
  if (getenv("FAULT_CLOCK") != NULL) now->tv_sec += (__atomic_add_fetch(&turns, 1, __ATOMIC_SEQ_CST) % 2 != 0 ? 1 : -1) * 300000000L;
  return result;
}

time_t time(time_t* now) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (now != NULL) *now = precise.tv_sec;
  return precise.tv_sec;
}
