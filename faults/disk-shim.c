// Watches, delays and fails what one program asks of the disk below one folder (LD_PRELOAD, Linux).
//
// Each traced call holds one lock around the real call and its record, so the order of the trace
// is the order of the disk. Writing to <folder>/.ack makes no file; it puts an acknowledgement
// into the trace. Settings and the format of the trace: disk-shim.h.
#include "disk-shim.h"

static struct file *file_of(int fd) {
  ready();
  return fd < 0 || fd >= FILES ? NULL : __atomic_load_n(&files[fd], __ATOMIC_ACQUIRE);
}

// The name below the folder ("" is the folder itself), or NULL if the path lies elsewhere.
static const char *inside(int dir, const char *path, char out[PATH_MAX]) {
  ready();
  if (!folder_bytes || !path || !*path) return NULL;
  char full[2 * PATH_MAX], from[64];
  size_t used = 0;
  if (*path != '/') {
    if (dir == AT_FDCWD) {
      if (!getcwd(full, PATH_MAX)) return NULL;
      used = strlen(full);
    } else {
      snprintf(from, sizeof from, "/proc/self/fd/%d", dir);
      ssize_t got = readlink(from, full, PATH_MAX - 1);
      if (got < 0) return NULL;
      used = (size_t)got;
    }
    full[used++] = '/';
  }
  snprintf(full + used, sizeof full - used, "%s", path);
  size_t end = strlen(full);
  while (end > 1 && full[end - 1] == '/') full[--end] = 0;
  char *last = strrchr(full, '/') + 1;
  if (!strcmp(last, ".") || !strcmp(last, "..") || !*last) {
    if (!realpath(full, out)) return NULL;
  } else {
    char base[NAME_MAX + 1];
    snprintf(base, sizeof base, "%s", last);
    *last = 0;
    if (!realpath(full, out)) return NULL;
    size_t parent = strlen(out);
    if (parent == 1) parent = 0;
    if (parent + strlen(base) + 2 > PATH_MAX) return NULL;
    sprintf(out + parent, "/%s", base);
  }
  if (strncmp(out, folder, folder_bytes)) return NULL;
  if (!out[folder_bytes]) return out + folder_bytes;
  return out[folder_bytes] == '/' ? out + folder_bytes + 1 : NULL;
}

// Ends a call that was faulted: what was asked is denied, whether or not it was done.
static int denied(struct record r, struct fault *f, const char *path) {
  r.marks |= FAULTED | (f->done ? DONE : 0);
  r.error = f->error;
  note(r, path, NULL, 0, 0);
  pthread_mutex_unlock(&lock);
  errno = f->error;
  return -1;
}

// Ends a call that went to the disk: notes it, with the disk's own error if there was one.
static int answered(struct record r, int got, const char *path, const char *second) {
  int error = errno;
  if (got < 0) r.error = error;
  struct iovec data = {(void *)second, second ? strlen(second) : 0};
  note(r, path, &data, 1, data.iov_len);
  pthread_mutex_unlock(&lock);
  errno = error;
  return got;
}

static void remember(int fd, const char *path, int flags, bool ack) {
  if (fd < 0 || fd >= FILES) stop("too many descriptors", path);
  struct file *f = malloc(sizeof *f);
  *f = (struct file){strdup(path), (flags & O_APPEND) != 0, ack};
  __atomic_store_n(&files[fd], f, __ATOMIC_RELEASE);
}

static int open_below(int dir, const char *path, int flags, mode_t mode) {
  char where[PATH_MAX];
  const char *name = inside(dir, path, where);
  if (!name) return real_openat(dir, path, flags, mode);
  pthread_mutex_lock(&lock);
  if (!strcmp(name, ".ack")) {
    int fd = real_openat(AT_FDCWD, "/dev/null", O_WRONLY | (flags & O_CLOEXEC));
    if (fd >= 0) remember(fd, name, 0, true);
    pthread_mutex_unlock(&lock);
    return fd;
  }
  struct record r = {.kind = OPEN, .fd = -1, .other = flags};
  bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
  struct fault *f = writes ? due("open", name) : NULL;
  if (f && !f->done) return denied(r, f, name);
  struct stat was, now;
  bool existed = fstatat(dir, path, &was, 0) == 0;
  int fd = real_openat(dir, path, flags, mode);
  if (fd >= 0) {
    if (!existed) r.marks |= CREATED;
    else if (flags & O_TRUNC) r.marks |= EMPTIED;
    if (!fstat(fd, &now) && S_ISDIR(now.st_mode)) r.marks |= FOLDER;
    if (f) { real_close(fd); return denied(r, f, name); }
    remember(fd, name, flags, false);
  }
  r.fd = fd;
  return answered(r, fd, name, NULL);
}

static int64_t space_used(const char *path) {
  int64_t sum = 0;
  DIR *list = opendir(path);
  for (struct dirent *e; list && (e = readdir(list));) {
    char below[PATH_MAX + NAME_MAX + 2];
    struct stat s;
    if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
    snprintf(below, sizeof below, "%s/%s", path, e->d_name);
    if (lstat(below, &s)) continue;
    sum += S_ISDIR(s.st_mode) ? space_used(below) : ((int64_t)s.st_size + 4095) / 4096 * 4096;
  }
  if (list) real_closedir(list);
  return sum;
}

// How many of the bytes still fit on the small disk: a full disk takes what fits, then no more.
static size_t fits(int fd, int64_t at, size_t bytes) {
  struct stat s;
  if (!space || fstat(fd, &s) || at + (int64_t)bytes <= s.st_size) return bytes;
  int64_t room = (s.st_size + 4095) / 4096 * 4096 + (space - space_used(folder)) / 4096 * 4096 - at;
  return room <= 0 ? 0 : (size_t)room < bytes ? (size_t)room : bytes;
}

static ssize_t put(int fd, struct file *file, const struct iovec *given, int count, int64_t at) {
  struct iovec some[count];
  size_t bytes = 0;
  for (int i = 0; i < count; i++) bytes += given[i].iov_len;
  pthread_mutex_lock(&lock);
  struct record r = {.kind = file->ack ? ACK : WRITE, .fd = fd};
  if (file->ack) {
    note(r, file->path, given, count, bytes);
    pthread_mutex_unlock(&lock);
    return (ssize_t)bytes;
  }
  struct stat s;
  r.offset = file->append && !fstat(fd, &s) ? s.st_size : at == HERE ? lseek(fd, 0, SEEK_CUR) : at;
  struct fault *f = due("write", file->path);
  if (f && !f->partial && !f->done) return denied(r, f, file->path);
  size_t want = f && f->partial && bytes > 1 ? bytes / 2 : bytes;
  want = fits(fd, r.offset, want);
  if (bytes && !want) return denied(r, &(struct fault){.error = ENOSPC}, file->path);
  size_t left = want;
  for (int i = 0; i < count; i++) {
    some[i] = given[i];
    if (some[i].iov_len > left) some[i].iov_len = left;
    left -= some[i].iov_len;
  }
  ssize_t got = at == HERE ? real_writev(fd, some, count) : real_pwritev(fd, some, count, at);
  int error = errno;
  bool deny = f && f->done && !f->partial;
  if (got < 0) r.error = error;
  if (deny) r.error = error = f->error;
  if (f) r.marks |= FAULTED | DONE;
  note(r, file->path, given, count, got > 0 ? (size_t)got : 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return deny ? -1 : got;
}

static int simple(struct record r, struct file *file, const char *class, int (*call)(int, off_t)) {
  pthread_mutex_lock(&lock);
  struct fault *f = due(class, file->path);
  if (f && !f->done) return denied(r, f, file->path);
  int got = call(r.fd, r.offset);
  if (f && got >= 0) return denied(r, f, file->path);
  return answered(r, got, file->path, NULL);
}

static int call_fsync(int fd, off_t none) { (void)none; return real_fsync(fd); }
static int call_fdatasync(int fd, off_t none) { (void)none; return real_fdatasync(fd); }
static int call_range(int fd, off_t none) { (void)none; return real_sync_file_range(fd, 0, 0, 7); }

// --- What the program calls -------------------------------------------------------------------

#define ALSO(name) __attribute__((alias(#name)))
#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | __O_TMPFILE)) { \
    va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); \
  }

int open(const char *p, int flags, ...) { MODE(flags) return open_below(AT_FDCWD, p, flags, mode); }
int openat(int d, const char *p, int flags, ...) {
  MODE(flags) return open_below(d, p, flags, mode);
}
int creat(const char *p, mode_t m) { return open(p, O_CREAT | O_WRONLY | O_TRUNC, m); }
int open64(const char *p, int flags, ...) ALSO(open);
int openat64(int d, const char *p, int flags, ...) ALSO(openat);
int creat64(const char *p, mode_t m) ALSO(creat);

ssize_t write(int fd, const void *data, size_t bytes) {
  struct file *f = file_of(fd);
  if (!f) return real_write(fd, data, bytes);
  return put(fd, f, &(struct iovec){(void *)data, bytes}, 1, HERE);
}
ssize_t pwrite(int fd, const void *data, size_t bytes, off_t at) {
  struct file *f = file_of(fd);
  if (!f || at < 0) return real_pwrite(fd, data, bytes, at);
  return put(fd, f, &(struct iovec){(void *)data, bytes}, 1, at);
}
ssize_t writev(int fd, const struct iovec *data, int count) {
  struct file *f = file_of(fd);
  return f && count > 0 ? put(fd, f, data, count, HERE) : real_writev(fd, data, count);
}
ssize_t pwritev(int fd, const struct iovec *data, int count, off_t at) {
  struct file *f = file_of(fd);
  if (!f || count < 1 || at < 0) return real_pwritev(fd, data, count, at);
  return put(fd, f, data, count, at);
}
ssize_t pwrite64(int fd, const void *d, size_t n, off64_t at) ALSO(pwrite);
ssize_t pwritev64(int fd, const struct iovec *d, int n, off64_t at)
  ALSO(pwritev);

// Copies inside the kernel would not be seen: denied, so that the program falls back to write.
ssize_t sendfile(int to, int from, off_t *at, size_t bytes) {
  if (file_of(to)) { errno = EINVAL; return -1; }
  return real_sendfile(to, from, at, bytes);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t n) ALSO(sendfile);
int ioctl(int fd, unsigned long what, ...) {
  va_list more; va_start(more, what); void *with = va_arg(more, void *); va_end(more);
  if (what == FICLONE && file_of(fd)) { errno = EOPNOTSUPP; return -1; }
  ready();
  return real_ioctl(fd, what, with);
}
long syscall(long number, ...) {
  va_list more; va_start(more, number);
  long a[6];
  for (int i = 0; i < 6; i++) a[i] = va_arg(more, long);
  va_end(more);
  if (number == SYS_copy_file_range && file_of((int)a[2])) { errno = ENOSYS; return -1; }
  ready();
  return real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int ftruncate(int fd, off_t size) {
  struct file *f = file_of(fd);
  if (!f) return real_ftruncate(fd, size);
  return simple((struct record){.kind = TRUNCATE, .fd = fd, .offset = size}, f, "truncate",
                real_ftruncate);
}
int ftruncate64(int fd, off64_t size) ALSO(ftruncate);
int truncate(const char *path, off_t size) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  int got = ftruncate(fd, size), error = errno;
  close(fd);
  errno = error;
  return got;
}
int truncate64(const char *path, off64_t size) ALSO(truncate);

static int sync_with(int fd, int kind, int (*call)(int, off_t), struct file *f) {
  if (sync_us) usleep(sync_us);
  return simple((struct record){.kind = kind, .fd = fd}, f, "sync", call);
}
int fsync(int fd) {
  struct file *f = file_of(fd);
  return f ? sync_with(fd, SYNC, call_fsync, f) : real_fsync(fd);
}
int fdatasync(int fd) {
  struct file *f = file_of(fd);
  return f ? sync_with(fd, SYNC, call_fdatasync, f) : real_fdatasync(fd);
}
int sync_file_range(int fd, off64_t at, off64_t bytes, unsigned flags) {
  struct file *f = file_of(fd);
  return f ? sync_with(fd, RANGE, call_range, f) : real_sync_file_range(fd, at, bytes, flags);
}

// A change of names: one or two paths, of which at least one lies below the folder.
#define NAMES(class_, kind_, first, next, call) \
  if (!first && !next) return call; \
  pthread_mutex_lock(&lock); \
  struct record r = {.kind = kind_, .fd = -1}; \
  const char *named = first ? first : p; \
  struct fault *f = due(class_, next ? next : named); \
  if (f && !f->done) return denied(r, f, named); \
  int got = call; \
  if (f && got >= 0) { \
    r.marks |= FAULTED | DONE; r.error = f->error; \
    answered(r, 0, named, next); errno = f->error; return -1; \
  } \
  return answered(r, got, named, next);

int unlinkat(int d, const char *p, int flags) {
  char a[PATH_MAX];
  const char *name = inside(d, p, a), *none = NULL;
  NAMES("unlink", (flags & AT_REMOVEDIR ? RMDIR : UNLINK), name, none, real_unlinkat(d, p, flags))
}
int unlink(const char *p) { return unlinkat(AT_FDCWD, p, 0); }
int rmdir(const char *p) { return unlinkat(AT_FDCWD, p, AT_REMOVEDIR); }
int remove(const char *p) {
  struct stat is;
  return lstat(p, &is) == 0 && S_ISDIR(is.st_mode) ? rmdir(p) : unlink(p);
}
int mkdirat(int d, const char *p, mode_t mode) {
  char a[PATH_MAX];
  const char *name = inside(d, p, a), *none = NULL;
  NAMES("open", MKDIR, name, none, real_mkdirat(d, p, mode))
}
int mkdir(const char *p, mode_t mode) { return mkdirat(AT_FDCWD, p, mode); }
int renameat(int a, const char *p, int b, const char *q) {
  char one[PATH_MAX], two[PATH_MAX];
  const char *from = inside(a, p, one), *to = inside(b, q, two);
  NAMES("rename", RENAME, from, to, real_renameat(a, p, b, q))
}
int rename(const char *p, const char *q) { return renameat(AT_FDCWD, p, AT_FDCWD, q); }
int linkat(int a, const char *p, int b, const char *q, int flags) {
  char one[PATH_MAX], two[PATH_MAX];
  const char *from = inside(a, p, one), *to = inside(b, q, two);
  NAMES("rename", LINK, from, to, real_linkat(a, p, b, q, flags))
}
int link(const char *p, const char *q) { return linkat(AT_FDCWD, p, AT_FDCWD, q, 0); }

static void forget(int fd, struct file *f) {
  note((struct record){.kind = CLOSE, .fd = fd}, f->path, NULL, 0, 0);
  __atomic_store_n(&files[fd], NULL, __ATOMIC_RELEASE);
  free(f->path);
  free(f);
}
int close(int fd) {
  struct file *f = file_of(fd);
  if (!f) return real_close(fd);
  pthread_mutex_lock(&lock);
  forget(fd, f);
  int got = real_close(fd);
  pthread_mutex_unlock(&lock);
  return got;
}
// A folder being listed is closed by the C library itself, unseen by close().
int closedir(DIR *list) {
  int fd = dirfd(list);
  struct file *f = file_of(fd);
  if (!f) return real_closedir(list);
  pthread_mutex_lock(&lock);
  forget(fd, f);
  pthread_mutex_unlock(&lock);
  return real_closedir(list);
}
static int copied(int fd, int to, int got) {
  struct file *f = file_of(fd), *old = got >= 0 && got == to ? file_of(to) : NULL;
  if (got < 0 || got == fd || (!f && !old)) return got;
  pthread_mutex_lock(&lock);
  if (old) forget(to, old);
  if (f) {
    remember(got, f->path, f->append ? O_APPEND : 0, f->ack);
    if (!f->ack) note((struct record){.kind = DUP, .fd = fd, .other = got}, f->path, NULL, 0, 0);
  }
  pthread_mutex_unlock(&lock);
  return got;
}
int dup(int fd) { ready(); return copied(fd, -1, real_dup(fd)); }
int dup2(int fd, int to) { ready(); return copied(fd, to, real_dup2(fd, to)); }
int dup3(int fd, int to, int flags) { ready(); return copied(fd, to, real_dup3(fd, to, flags)); }
