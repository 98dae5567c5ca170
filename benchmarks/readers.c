/* Readers who come at a steady rate, whatever becomes of the server, and keep account of every request.

   cc -O2 -o readers readers.c && ./readers PORT RATE SECONDS CONNECTIONS FILE

   FILE holds an address in each line; they are asked for in turn. RATE is requests a second, each with a moment
   at which it is due; 0: as many as are answered. Each failure is a line of its kind, when it happened (of the
   system's monotonic clock, in seconds) and what is known of it:

     cut      the connection ended after the request was sent and before the answer was whole
     refused  no connection could be made
     status   the answer was whole and not the page (its status)
     late     no answer within ten seconds

   The last line: asked, answered, idle connections that ended, and of answers, from when their requests were due,
   the median, the 99th percentile and the worst in milliseconds. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1024, ADDRESSES = 512, HEAD = 8192, SLICE = 100, SLICES = 200000 };
enum state { AWAY, COMING, IDLE, ASKING };

struct line {
    enum state state;
    int fd, status, closes;
    double due, since; /* of the request; of the state */
    long left;         /* bytes of the body; -1 while the head is read */
    size_t held;
    char head[HEAD];
};

static struct line lines[MOST];
static char *requests[ADDRESSES], page[1 << 18];
static unsigned slices[SLICES]; /* answers by how late they were, in steps of SLICE microseconds */
static int count, wanted, epoll, idle[MOST], idles;
static struct sockaddr_in there;
static long asked, answered, ended;

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void fails(const char *kind, int what) { printf("%s %.4f %d\n", kind, now(), what); }

static void watch(struct line *line, int how, unsigned events) {
    struct epoll_event event = {.events = events, .data.u32 = (unsigned)(line - lines)};
    epoll_ctl(epoll, how, line->fd, &event);
}

static void leave(struct line *line) {
    if (line->state == IDLE)
        for (int i = 0; i < idles; i++)
            if (idle[i] == line - lines) { idle[i] = idle[--idles]; break; }
    if (line->fd >= 0) close(line->fd);
    line->fd = -1;
    line->state = AWAY;
    line->since = now();
}

static void come(struct line *line) {
    int one = 1;
    line->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    line->state = COMING;
    line->since = now();
    if (connect(line->fd, (struct sockaddr *)&there, sizeof there) && errno != EINPROGRESS) {
        fails("refused", errno);
        leave(line);
        return;
    }
    watch(line, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

static void rests(struct line *line) {
    line->state = IDLE;
    line->since = now();
    idle[idles++] = (int)(line - lines);
}

/* Send a request; whether it went. */
static int ask(struct line *line, double due) {
    const char *request = requests[asked % wanted];
    size_t length = strlen(request);
    if (write(line->fd, request, length) != (ssize_t)length) { /* it ended while nobody asked */
        ended++;
        leave(line);
        return 0;
    }
    asked++;
    line->state = ASKING;
    line->due = due;
    line->since = now();
    line->left = -1;
    line->held = 0;
    return 1;
}

static void whole(struct line *line) {
    double late = now() - line->due;
    long slice = (long)(late * 1e6 / SLICE);
    answered++;
    slices[slice < 0 ? 0 : slice < SLICES ? slice : SLICES - 1]++;
    if (line->status != 200) fails("status", line->status);
    line->state = COMING;
    if (line->closes) leave(line);
    else rests(line);
}

/* The head, when it is whole: what of `more` bytes just added to it belongs to the body is counted off. */
static void read_head(struct line *line) {
    line->head[line->held] = 0;
    char *end = strstr(line->head, "\r\n\r\n");
    if (!end) return;
    char *length = strcasestr(line->head, "\r\ncontent-length:"), *closes = strcasestr(line->head, "\r\nconnection: close");
    line->status = atoi(line->head + 9);
    line->closes = closes && closes < end;
    line->left = length && length < end ? atol(length + 17) : 0;
    line->left -= (long)(line->held - (size_t)(end + 4 - line->head));
}

static void hear(struct line *line) {
    for (;;) {
        int in_head = line->state == ASKING && line->left < 0;
        ssize_t got = in_head ? read(line->fd, line->head + line->held, HEAD - 1 - line->held) : read(line->fd, page, sizeof page);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) {
            if (line->state == ASKING) fails("cut", got < 0 ? errno : 0);
            else ended++;
            leave(line);
            return;
        }
        if (line->state != ASKING) continue;
        if (in_head) {
            line->held += (size_t)got;
            read_head(line);
            if (line->left < 0) continue;
        } else line->left -= got;
        if (line->left <= 0) {
            whole(line);
            return;
        }
    }
}

static void happened(struct line *line, unsigned events) {
    if (line->state == COMING) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(line->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) {
            fails("refused", error);
            leave(line);
            return;
        }
        if (events & EPOLLOUT) {
            watch(line, EPOLL_CTL_MOD, EPOLLIN);
            rests(line);
        }
    }
    if (line->state != AWAY && events & (EPOLLIN | EPOLLERR | EPOLLHUP)) hear(line);
}

static void look_over(double at) {
    for (int i = 0; i < count; i++) {
        struct line *line = &lines[i];
        if (line->state == AWAY && at - line->since > 0.02) come(line);
        else if ((line->state == ASKING || line->state == COMING) && at - line->since > 10) {
            fails(line->state == ASKING ? "late" : "refused", 0);
            leave(line);
        }
    }
}

static double share(double part) {
    long seen = 0;
    for (int i = 0; i < SLICES; i++)
        if ((seen += slices[i]) >= part * (double)answered && seen) return (i + 1) * SLICE / 1000.0;
    return 0;
}

static void read_addresses(const char *name) {
    char text[2048];
    FILE *file = fopen(name, "r");
    if (!file) { perror(name); exit(2); }
    while (wanted < ADDRESSES && fgets(text, sizeof text, file)) {
        text[strcspn(text, "\n")] = 0;
        if (asprintf(&requests[wanted], "GET %s HTTP/1.1\r\nHost: paper.example\r\nAccept: text/html\r\n"
            "Accept-Encoding: gzip\r\nUser-Agent: reader/%d\r\n\r\n", text, wanted % 7) < 0) exit(2);
        wanted++;
    }
    if (!wanted) exit(2);
}

int main(int number, char **words) {
    if (number != 6) return fprintf(stderr, "readers PORT RATE SECONDS CONNECTIONS FILE\n"), 2;
    double rate = atof(words[2]), seconds = atof(words[3]);
    there = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[1])),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    count = atoi(words[4]) < MOST ? atoi(words[4]) : MOST;
    read_addresses(words[5]);
    signal(SIGPIPE, SIG_IGN);
    epoll = epoll_create1(0);
    for (int i = 0; i < count; i++) { lines[i].fd = -1; come(&lines[i]); }
    double began = now(), looked = 0;
    for (struct epoll_event events[MOST];;) {
        struct timespec rest = {0, rate ? 200000 : 1000000};
        int found = epoll_pwait2(epoll, events, MOST, &rest, NULL);
        for (int i = 0; i < found; i++) happened(&lines[events[i].data.u32], events[i].events);
        double at = now();
        int over = at - began >= seconds;
        while (!over && idles && (!rate || began + (double)asked / rate <= at)) {
            double due = rate ? began + (double)asked / rate : at;
            struct line *line = &lines[idle[--idles]];
            line->state = COMING; /* it is no longer among the idle */
            ask(line, due);
        }
        if (at - looked > 0.01) { look_over(at); looked = at; }
        if (over) {
            int asking = 0;
            for (int i = 0; i < count; i++) asking += lines[i].state == ASKING;
            if (!asking) break;
        }
    }
    printf("end %ld %ld %ld %.1f %.1f %.1f\n", asked, answered, ended, share(0.5), share(0.99), share(1));
    return 0;
}
