/*
 * A switch that delays: moves packets between the members' network namespaces, each after a fixed
 * time, for kernels whose tc has no netem. It loses and reorders nothing; rates are tc's affair.
 *
 *   delay MICROSECONDS NAMESPACE...
 *
 * Member i gets the device "members" in its namespace; its address ends in i + 1. Needs root.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 16, SLOTS = 8192, BYTES = 9200, BURST = 32 };

struct packet {
  int64_t due;
  int length;
  unsigned char bytes[BYTES];
};

static struct packet *queue;
static unsigned head, tail;
static int devices[MOST];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int device(const char *space) {
  char path[256];
  snprintf(path, sizeof path, "/var/run/netns/%s", space);
  int own = open("/proc/self/ns/net", O_RDONLY), other = open(path, O_RDONLY);
  if (own < 0 || other < 0 || setns(other, CLONE_NEWNET)) fail(path);
  int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  struct ifreq request;
  memset(&request, 0, sizeof request);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  strcpy(request.ifr_name, "members");
  if (tun < 0 || ioctl(tun, TUNSETIFF, &request)) fail("tun");
  if (setns(own, CLONE_NEWNET)) fail("setns");
  close(own);
  close(other);
  return tun;
}

static void take(int tun, int64_t delay) {
  for (int i = 0; i < BURST && tail - head < SLOTS; i++) {
    struct packet *p = &queue[tail % SLOTS];
    p->length = read(tun, p->bytes, BYTES);
    if (p->length <= 0) return;
    p->due = now() + delay;
    tail++;
  }
}

static void release(int members) {
  while (head != tail && queue[head % SLOTS].due <= now()) {
    struct packet *p = &queue[head++ % SLOTS];
    int to = p->bytes[19] - 1; /* last byte of the IPv4 destination */
    if (p->bytes[0] >> 4 == 4 && to >= 0 && to < members) {
      ssize_t written = write(devices[to], p->bytes, p->length);
      (void)written; /* a device that is down loses it */
    }
  }
}

int main(int count, char **words) {
  if (count < 3 || count - 2 > MOST) {
    fprintf(stderr, "usage: delay MICROSECONDS NAMESPACE...\n");
    return 1;
  }
  int members = count - 2;
  int64_t delay = atoll(words[1]) * 1000;
  queue = calloc(SLOTS, sizeof *queue);
  struct pollfd polls[MOST];
  prctl(PR_SET_TIMERSLACK, 1);
  for (int i = 0; i < members; i++) {
    devices[i] = device(words[i + 2]);
    polls[i] = (struct pollfd){devices[i], POLLIN, 0};
  }
  puts("ready");
  fflush(stdout);
  while (1) {
    int64_t wait = head == tail ? 1000000000LL : queue[head % SLOTS].due - now();
    struct timespec limit = {0, wait < 0 ? 0 : wait > 999999999 ? 999999999 : wait};
    ppoll(polls, tail - head < SLOTS ? members : 0, &limit, 0);
    for (int i = 0; i < members; i++) {
      if (polls[i].revents & POLLIN) take(devices[i], delay);
    }
    release(members);
  }
}
