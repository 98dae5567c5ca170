/* The floor under every server: epoll, read, write of one finished answer. Parses nothing.

   cc -O2 -o floor floor.c && ./floor PORT FILE     (FILE holds a whole answer, head and body)

   Whatever answers HTTP from one thread pays these system calls; what it takes beyond them is its
   own work. Takes it that a request comes whole in one read and is not pipelined, as wrk asks. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINES = 65536, EVENTS = 256 };
static char answer[1 << 20], request[1 << 14];
static size_t owed[LINES];  /* bytes of the answer that a connection still gets */

static void watch(int epoll, int how, int fd, unsigned events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    epoll_ctl(epoll, how, fd, &event);
}

static void take(int listener, int epoll) {
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= LINES) { close(fd); continue; }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        owed[fd] = 0;
        watch(epoll, EPOLL_CTL_ADD, fd, EPOLLIN);
    }
}

static void serve(int fd, int epoll, size_t length) {
    int was_owed = owed[fd] > 0;
    if (!was_owed) {
        if (read(fd, request, sizeof request) <= 0) { close(fd); return; }
        owed[fd] = length;
    }
    ssize_t sent = write(fd, answer + length - owed[fd], owed[fd]);
    if (sent > 0) owed[fd] -= (size_t)sent;
    if ((owed[fd] > 0) != was_owed) watch(epoll, EPOLL_CTL_MOD, fd, owed[fd] ? EPOLLOUT : EPOLLIN);
}

int main(int count, char **words) {
    FILE *file = count == 3 ? fopen(words[2], "rb") : NULL;
    if (!file) return fprintf(stderr, "floor PORT FILE\n"), 2;
    size_t length = fread(answer, 1, sizeof answer, file);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), epoll = epoll_create1(0), one = 1;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[1])),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 1024)) return perror("floor"), 1;
    watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN);
    for (struct epoll_event events[EVENTS];;) {
        int happened = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < happened; i++) {
            if (events[i].data.fd == listener) take(listener, epoll);
            else serve(events[i].data.fd, epoll, length);
        }
    }
}
