// What the disk shim is told, what it writes down, and which call it is to fail.
//
// Settings, all in the environment (written by shim.ts):
//   SAFAR_SHIM_FOLDER     the folder, canonical; nothing outside it is touched
//   SAFAR_SHIM_TRACE      file to which each operation is appended, in the order it happened
//   SAFAR_SHIM_FAULTS     faults from the start:  class:call:error[+]:once|onward:file , ...
//   SAFAR_SHIM_CONTROL    file that holds further faults while it exists
//   SAFAR_SHIM_SYNC_US    microseconds added to each fsync
//   SAFAR_SHIM_SPACE      bytes below the folder after which the disk is full
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN = 1, CLOSE, DUP, WRITE, TRUNCATE, SYNC, RANGE, UNLINK, RENAME, MKDIR, RMDIR, LINK,
            ACK };
enum mark { CREATED = 1, EMPTIED = 2, FOLDER = 4, FAULTED = 8, DONE = 16 };

struct record {            // little-endian; path, then data (second path of a rename) follow
  uint32_t magic;          // "SFT1"
  uint8_t kind, marks;
  uint16_t error;          // errno that the program was given, 0 if none
  int32_t pid, tid, fd;
  int32_t other;           // flags of an open, new descriptor of a dup
  int64_t offset;          // of a write; the new size for a truncate
  uint32_t path_bytes, data_bytes;
};

struct file { char *path; bool append, ack; };
struct fault { char class[12], file[80]; long call, seen; int error; bool partial, done, onward; };

#define FILES 65536
#define FAULTS 16
#define HERE INT64_MIN     // "at the file's own position"

static struct file *files[FILES];
static struct fault fixed[FAULTS], controlled[FAULTS];
static int fixed_count, controlled_count, trace = -1;
static char folder[PATH_MAX];
static size_t folder_bytes;
static const char *control;
static struct timespec control_time;
static ino_t control_inode;
static long sync_us, space;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int (*real_openat)(int, const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static ssize_t (*real_sendfile)(int, int, off_t *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_sync_file_range)(int, off_t, off_t, unsigned);
static int (*real_unlinkat)(int, const char *, int);
static int (*real_renameat)(int, const char *, int, const char *);
static int (*real_mkdirat)(int, const char *, mode_t);
static int (*real_linkat)(int, const char *, int, const char *, int);
static int (*real_close)(int);
static int (*real_closedir)(DIR *);
static int (*real_dup)(int);
static int (*real_dup3)(int, int, int);
static int (*real_dup2)(int, int);
static int (*real_ioctl)(int, unsigned long, ...);
static long (*real_syscall)(long, ...);

static void stop(const char *why, const char *what) {
  fprintf(stderr, "disk-shim: %s: %s\n", why, what);
  abort();
}

static int error_named(const char *name) {
  static const struct { const char *name; int error; } known[] = {
    {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EROFS", EROFS}, {"EDQUOT", EDQUOT}, {"short", 0}};
  for (int i = 0; i < 5; i++) if (!strcmp(name, known[i].name)) return known[i].error;
  stop("no such error", name);
  return 0;
}

// Reads "write:3:EIO:once:-wal,sync:1:EIO+:onward:" into faults. A + means done, then denied.
static int read_faults(char *text, struct fault *into) {
  int count = 0;
  char *rest, *word;
  for (word = strtok_r(text, ",\n", &rest); word; word = strtok_r(NULL, ",\n", &rest)) {
    struct fault f = {0};
    char error[12] = "", until[12] = "";
    int read = sscanf(word, "%11[^:]:%ld:%11[^:]:%11[^:]:%79s",
                      f.class, &f.call, error, until, f.file);
    if (read < 4 || count == FAULTS) stop("bad fault, or too many", word);
    char *plus = strchr(error, '+');
    if (plus) { *plus = 0; f.done = true; }
    f.partial = !strcmp(error, "short");
    f.error = error_named(error);
    f.onward = !strcmp(until, "onward");
    into[count++] = f;
  }
  return count;
}

static void find(void *into, const char *name) { *(void **)into = dlsym(RTLD_NEXT, name); }

static void start(void) {
  find(&real_openat, "openat"); find(&real_write, "write"); find(&real_pwrite, "pwrite64");
  find(&real_writev, "writev"); find(&real_pwritev, "pwritev"); find(&real_dup3, "dup3");
  find(&real_sendfile, "sendfile"); find(&real_ftruncate, "ftruncate64");
  find(&real_fsync, "fsync"); find(&real_fdatasync, "fdatasync");
  find(&real_sync_file_range, "sync_file_range"); find(&real_unlinkat, "unlinkat");
  find(&real_renameat, "renameat"); find(&real_mkdirat, "mkdirat"); find(&real_linkat, "linkat");
  find(&real_close, "close"); find(&real_dup, "dup"); find(&real_dup2, "dup2");
  find(&real_ioctl, "ioctl"); find(&real_closedir, "closedir");
  find(&real_syscall, "syscall");
  const char *text = getenv("SAFAR_SHIM_FOLDER");
  if (!text || !*text) return;
  snprintf(folder, sizeof folder, "%s", text);
  folder_bytes = strlen(folder);
  if ((text = getenv("SAFAR_SHIM_TRACE")) && *text) {
    int low = real_openat(AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    trace = fcntl(low, F_DUPFD_CLOEXEC, 900);
    if (trace < 0) stop("cannot write the trace", text);
    real_close(low);
  }
  if ((text = getenv("SAFAR_SHIM_FAULTS")) && *text) {
    char *copy = strdup(text);
    fixed_count = read_faults(copy, fixed);
    free(copy);
  }
  control = getenv("SAFAR_SHIM_CONTROL");
  if ((text = getenv("SAFAR_SHIM_SYNC_US"))) sync_us = atol(text);
  if ((text = getenv("SAFAR_SHIM_SPACE"))) space = atol(text);
}

__attribute__((constructor)) static void ready(void) { pthread_once(&once, start); }

static void note(struct record r, const char *path, const struct iovec *data, int count,
                 size_t bytes) {
  if (trace < 0) return;
  struct iovec out[count + 2];
  r.magic = 0x31544653;
  r.pid = getpid();
  r.tid = gettid();
  r.path_bytes = strlen(path);
  r.data_bytes = bytes;
  out[0] = (struct iovec){&r, sizeof r};
  out[1] = (struct iovec){(void *)path, r.path_bytes};
  int used = 2;
  size_t left = bytes;
  for (int i = 0; i < count && left; i++) {
    size_t take = data[i].iov_len < left ? data[i].iov_len : left;
    out[used++] = (struct iovec){data[i].iov_base, take};
    left -= take;
  }
  size_t total = sizeof r + r.path_bytes + bytes;
  if (real_writev(trace, out, used) != (ssize_t)total) stop("cannot write the trace", path);
}

static void read_control(void) {
  struct stat now;
  if (!control || !*control) return;
  if (stat(control, &now)) { controlled_count = 0; control_inode = 0; return; }
  if (now.st_ino == control_inode && now.st_mtim.tv_nsec == control_time.tv_nsec &&
      now.st_mtim.tv_sec == control_time.tv_sec) return;
  control_inode = now.st_ino;
  control_time = now.st_mtim;
  char text[2048] = "";
  int fd = real_openat(AT_FDCWD, control, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) { if (read(fd, text, sizeof text - 1) < 0) text[0] = 0; real_close(fd); }
  controlled_count = read_faults(text, controlled);
}

// The fault that is due at this call, or NULL. Every fault that matches counts the call.
static struct fault *due(const char *class, const char *path) {
  struct fault *hit = NULL;
  read_control();
  for (int i = 0; i < fixed_count + controlled_count; i++) {
    struct fault *f = i < fixed_count ? &fixed[i] : &controlled[i - fixed_count];
    if (strcmp(f->class, class) && strcmp(f->class, "any")) continue;
    if (f->file[0] && !strstr(path, f->file)) continue;
    f->seen++;
    if (!hit && (f->seen == f->call || (f->onward && f->seen > f->call))) hit = f;
  }
  return hit;
}
